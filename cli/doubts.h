/* doubts.h - what was tried outside and has not succeeded, listed for an operator. */
#pragma once

#include "cli/site.h"

/* The exit code. */
int cli_list_doubts(struct cli *cli, const struct cli_targets *targets);
