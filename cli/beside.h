/* beside.h - reading a service's store beside a server that runs: a snapshot, and nothing is written. */
#pragma once

#include "cli/cli.h"

/* With a snapshot open in ctx. */
typedef cc_err cli_reading(struct cc_ctx *ctx, void *list);

/* Does nothing if the service has no database yet.  Fails: as opening it does, and as `read` does. */
CC_RESULT cli_read_beside(struct cli *cli, const struct cc_service *service, cli_reading *read, void *list);

const char *cli_id_text(struct cli *cli, cc_id id);
const char *cli_time_text(struct cli *cli, cc_time time);
