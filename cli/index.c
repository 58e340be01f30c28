/* index.c - where the index is that searches look into. */
#include "cli/host.h"
#include "platform/adapters/index_sqlite/index_sqlite.h"

bool cli_open_index(struct cli *cli, struct cc_index **index, struct cli_failure *failure)
{
	const char *path = cli_data_path(cli, "index.db");
	cc_err err = cc_index_sqlite_new(cli->ctx, path, index);
	if (err == CC_OK)
		return true;
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = cli_text(cli, "cannot open the index %s", path),
		.why = cli_text(cli, "%s (%s)", err->message, err->reason),
		.fix = cli_text(cli, "rm %s; it is filled again", path),
	};
	return false;
}

bool cli_host_open_index(struct cli_host *host, struct cli_failure *failure)
{
	if (!cli_open_index(host->cli, &host->index, failure))
		return false;
	cc_node_set_index(host->node, host->index);
	return true;
}
