/*
 * site.h - where a command works: the data folder, the databases in it, and the services it is for.
 *
 * Each function that can fail fills in *failure and returns false.
 */
#pragma once

#include "cli/cli.h"
#include "platform/runtime/store.h"

enum { CLI_SERVICES_MAX = 32 };

/* The services that --target names, in the order of services.c. */
struct cli_targets {
	const struct cc_service *services[CLI_SERVICES_MAX + 1]; /* ends with NULL */
	size_t count;
};

bool cli_read_targets(struct cli *cli, struct cli_targets *targets, struct cli_failure *failure);
/* Makes the data folder if it is not there (0700) and sees that it can be written to. */
bool cli_make_data(struct cli *cli, struct cli_failure *failure);
/* "<data>/<name>" */
const char *cli_data_path(struct cli *cli, const char *name);
const char *cli_database_path(struct cli *cli, const struct cc_service *service);
/* The process that writes to the service's database; 0 if none does, -1 if it cannot be told. */
long cli_writer_of(struct cli *cli, const struct cc_service *service);
/* False if another process writes to one of the databases. */
bool cli_check_writers(struct cli *cli, const struct cli_targets *targets, struct cli_failure *failure);
/* Where mails are put (mail.c). */
const char *cli_outbox_folder(struct cli *cli);
/* A file of at most 1 MiB. */
bool cli_read_file(struct cli *cli, const char *path, cc_str *text, struct cli_failure *failure);
