/* help.h - the pages that people read, and the pieces that the man page shares with them. */
#pragma once

#include "cli/cli.h"
#include "cli/commands.h"

/* Prints the page of a command, or the overview if it is NULL; 0. */
int cli_help_page(struct cli *cli, const struct cli_command *command);

/* "couchannel events parked | retry ID [OPTIONS]" */
const char *cli_synopsis(struct cli *cli, const struct cli_command *command);
/* An option's sentence, with its choices, default and variable. */
const char *cli_option_sentence(struct cli *cli, const struct cli_option *option);
/* Adds text in lines of at most `width`, all but the first after `indent` spaces; "\n\n" parts paragraphs. */
void cli_add_wrapped(struct cc_buf *out, int indent, int width, const char *text);
