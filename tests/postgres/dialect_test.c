/*
 * dialect_test.c - every migration runs on PostgreSQL, and every named statement can be prepared there.
 *
 * SQLite, on which all the other tests run, accepts much that PostgreSQL does not.  Each service has
 * a schema of its own, as it would in a cluster: the platform's tables and then the service's.
 * Run by with-cluster, which starts the server.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/psp_sandbox/internal.h"
#include "platform/runtime/migrate.sql.h"
#include "platform/runtime/platform.migrations.h"
#include "platform/runtime/platform.sql.h"
#include "services/services.h"

struct count {
	int migrations, statements, failures;
};

/* Takes the result. */
static void check(struct count *count, PGresult *result, const char *service, const char *what)
{
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		fprintf(stderr, "%s: %s: %s", service, what, PQresultErrorMessage(result));
		count->failures++;
	}
	PQclear(result);
}

static void enter_schema(struct count *count, PGconn *server, const char *service)
{
	char sql[256];
	snprintf(sql, sizeof sql, "CREATE SCHEMA %s; SET search_path = %s", service, service);
	check(count, PQexec(server, sql), service, "its schema");
}

/* As the runtime does: one transaction each. */
static void migrate(struct count *count, PGconn *server, const char *service,
                    const struct cc_migration *migrations)
{
	for (const struct cc_migration *migration = migrations; migration->script; migration++) {
		check(count, PQexec(server, "BEGIN"), service, migration->script);
		check(count, PQexec(server, migration->sql), service, migration->script);
		check(count, PQexec(server, "COMMIT"), service, migration->script);
		count->migrations++;
	}
}

static void prepare(struct count *count, PGconn *server, const char *service,
                    const struct cc_stmt *const *statements)
{
	for (const struct cc_stmt *const *stmt = statements; *stmt; stmt++) {
		check(count, PQprepare(server, (*stmt)->name, (*stmt)->sql, 0, NULL), service, (*stmt)->name);
		count->statements++;
	}
}

static void check_service(struct count *count, PGconn *server, const struct cc_service *service)
{
	enter_schema(count, server, service->name);
	check(count, PQexec(server, create_history.sql), service->name, create_history.name);
	migrate(count, server, service->name, platform_migrations);
	migrate(count, server, service->name, service->migrations);
	prepare(count, server, service->name, platform_statements);
	prepare(count, server, service->name, migrate_statements);
	prepare(count, server, service->name, service->statements);
	check(count, PQexec(server, "DEALLOCATE ALL"), service->name, "its statements");
}

int main(void)
{
	struct count count = { 0 };
	PGconn *server = PQconnectdb("options='-c client_min_messages=warning'");
	if (PQstatus(server) != CONNECTION_OK) {
		fprintf(stderr, "%s", PQerrorMessage(server));
		return 1;
	}
	for (const struct cc_service *const *service = cc_services; *service; service++)
		if ((*service)->migrations)
			check_service(&count, server, *service);
	check_service(&count, server, &cc_psp_sandbox_service);
	PQfinish(server);

	printf("%d migrations run, %d statements prepared, %d failures\n", count.migrations, count.statements,
	       count.failures);
	return count.failures == 0 && count.statements > 0 ? 0 : 1;
}
