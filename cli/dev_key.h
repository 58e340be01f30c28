/* dev_key.h - the key of --dev: made once in the data folder, readable by its owner only. */
#pragma once

#include "cli/cli.h"

#define CLI_DEV_ISSUER "couchannel-dev"

/* Reads <data>/dev-key.pem; makes it first if it is not there and `make`.  False, and *failure, if it
 * cannot be had, or if others may read it. */
bool cli_dev_key(struct cli *cli, bool make, cc_str *private_pem, struct cli_failure *failure);
