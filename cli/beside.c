/* beside.c - reading a service's store beside a server that runs. */
#include "cli/beside.h"

#include <unistd.h>

#include "cli/site.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/core/id.h"
#include "platform/core/time.h"

static CC_RESULT read_snapshot(struct cli *cli, struct cc_sql *sql, cli_reading *read, void *list)
{
	struct cc_sql_session *reader;
	TRY(sql->ops->open(sql, cli->ctx, CC_SQL_READER, &reader));
	cc_err err = reader->ops->begin(reader, cli->ctx);
	if (err == CC_OK) {
		cli->ctx->session = reader;
		err = read(cli->ctx, list);
		cli->ctx->session = NULL;
		reader->ops->rollback(reader);
	}
	sql->ops->close(reader);
	return err;
}

cc_err cli_read_beside(struct cli *cli, const struct cc_service *service, cli_reading *read, void *list)
{
	struct cc_sql *sql;
	const char *path = cli_database_path(cli, service);
	if (access(path, F_OK) != 0)
		return CC_OK;
	TRY(cc_sql_sqlite_new(cli->ctx, path, &sql));
	cc_err err = read_snapshot(cli, sql, read, list);
	sql->ops->free(sql);
	return err;
}

const char *cli_id_text(struct cli *cli, cc_id id)
{
	char *text = cc_alloc(cli->ctx, CC_ID_TEXT_LEN + 1);
	cc_id_print(id, text);
	return text;
}

const char *cli_time_text(struct cli *cli, cc_time time)
{
	char *text = cc_alloc(cli->ctx, CC_TIME_TEXT_MAX + 1);
	cc_time_print(time, text);
	return text;
}
