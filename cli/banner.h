/* banner.h - what a person at a terminal is told when the server is ready. */
#pragma once

#include "cli/host.h"

/* On stderr, if that is a terminal and the log is not JSON. */
void cli_banner(const struct cli_host *host, const char *url);
