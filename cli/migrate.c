/* migrate.c - brings the databases up to date, or says what is missing. */
#include "platform/runtime/migrate.h"

#include <unistd.h>

#include "cli/commands.h"
#include "cli/document.h"
#include "cli/site.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"

struct outcome {
	const struct cc_service *service;
	const struct cc_migration_status *list; /* as it was before */
};

static CC_RESULT work(struct cli *cli, struct cc_sql *sql, struct outcome *outcome)
{
	struct cc_sql_session *writer;
	struct cc_migration_status *list;
	size_t applied;
	TRY(sql->ops->open(sql, cli->ctx, CC_SQL_WRITER, &writer));
	const struct cc_migration *migrations = outcome->service->migrations;
	cc_err err = cc_migrate_status(cli->ctx, writer, migrations, &list);
	if (err == CC_OK)
		err = cli_is_on(&cli->values, CLI_DRY_RUN)
		              ? CC_OK
		              : cc_migrate(cli->ctx, writer, migrations, &applied);
	sql->ops->close(writer);
	TRY(err);
	outcome->list = list;
	return CC_OK;
}

/* What stands for all of them: a dry run makes no database to look into. */
static const struct cc_migration_status no_database[] = { { .script = "(no database yet)" }, { 0 } };

static CC_RESULT work_on(struct cli *cli, struct outcome *outcome)
{
	struct cc_sql *sql;
	if (cli_is_on(&cli->values, CLI_DRY_RUN) &&
	    access(cli_database_path(cli, outcome->service), F_OK) != 0) {
		outcome->list = no_database;
		return CC_OK;
	}
	TRY(cc_sql_sqlite_new(cli->ctx, cli_database_path(cli, outcome->service), &sql));
	cc_err err = work(cli, sql, outcome);
	sql->ops->free(sql);
	return err;
}

static const char *changed_script(const struct outcome *outcomes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (const struct cc_migration_status *one = outcomes[i].list; one->script; one++)
			if (one->changed)
				return one->script;
	return NULL;
}

static const char *state_of(const struct cli *cli, const struct cc_migration_status *status)
{
	if (status->changed)
		return "changed";
	if (status->applied)
		return "applied";
	return cli_is_on(&cli->values, CLI_DRY_RUN) ? "missing" : "applied now";
}

static void print(struct cli *cli, const struct outcome *outcomes, size_t count)
{
	struct cli_doc doc;
	bool json = cli_is_on(&cli->values, CLI_JSON);
	if (json) {
		cli_begin_json(cli, &doc);
		doc_list(&doc, "migrations");
	}
	for (size_t i = 0; i < count; i++)
		for (const struct cc_migration_status *one = outcomes[i].list; one->script; one++) {
			if (!json) {
				cli_print(cli, "%-12s %-40s %s\n", outcomes[i].service->name, one->script,
				          state_of(cli, one));
				continue;
			}
			doc_map(&doc, NULL);
			doc_text(&doc, "service", outcomes[i].service->name);
			doc_text(&doc, "script", one->script);
			doc_text(&doc, "state", state_of(cli, one));
			doc_end(&doc);
		}
	if (json) {
		doc_end(&doc);
		doc_end(&doc);
	}
}

int cli_migrate(struct cli *cli)
{
	struct cli_failure failure;
	struct cli_targets targets;
	struct outcome outcomes[CLI_SERVICES_MAX];
	size_t count = 0;
	if (!cli_read_targets(cli, &targets, &failure) ||
	    (!cli_is_on(&cli->values, CLI_DRY_RUN) && !cli_make_data(cli, &failure)) ||
	    !cli_check_writers(cli, &targets, &failure))
		return cli_fail(cli, &failure);
	for (size_t i = 0; i < targets.count; i++) {
		if (!cc_service_has_store(targets.services[i]))
			continue;
		outcomes[count].service = targets.services[i];
		cc_err err = work_on(cli, &outcomes[count++]);
		if (err != CC_OK)
			return cli_fail_because(cli, err,
			                        cli_text(cli, "cannot migrate %s",
			                                 cli_database_path(cli, targets.services[i])),
			                        "run the program that made it, or restore a backup");
	}
	print(cli, outcomes, count);
	const char *changed = changed_script(outcomes, count);
	if (!changed)
		return CLI_EXIT_OK;
	failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "%s is not what was applied", changed),
		.why = "migrations only append: one that was applied never changes",
		.fix = "run the program that made the database",
	};
	return cli_fail(cli, &failure);
}
