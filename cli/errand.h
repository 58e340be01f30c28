/*
 * errand.h - what an operator asks of identity, whether a server works on the data folder or none does.
 *
 * A server that runs is the only writer of its data, so it is asked over HTTP, where the process that writes
 * is seen to listen, by a token of one minute that its own key signs.  Where none runs, it is done here.
 */
#pragma once

#include "cli/cli.h"
#include "platform/core/service.h"

struct cli_errand {
	const char *what; /* "make a link": for what is said if it cannot be done */
	const struct cc_op *op;
	const void *in;
	void *out;
	const char *url; /* set by running it: where the server listens, or will */
};

/* False, and *failure, if it was refused or could not be asked. */
bool cli_run_errand(struct cli *cli, struct cli_errand *errand, struct cli_failure *failure);
