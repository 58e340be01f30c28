#include "sim/look.h"

#include <sqlite3.h>
#include <stdio.h>

#include "platform/adapters/sim/disk_sim.h"
#include "services/services.h"
#include "sim/faults.h"
#include "sim/world.h"

enum { LOOKS_MAX = 64, SERVICES_MAX = 32 };

struct look {
	const struct cc_service *service;
	const char *sql;
	sqlite3_stmt *statement;
};

struct sim_looks {
	sqlite3 *stores[SERVICES_MAX];
	struct look looks[LOOKS_MAX];
	size_t count;
};

struct sim_looks *sim_looks_new(struct cc_arena *arena)
{
	return cc_arena_alloc(arena, sizeof(struct sim_looks));
}

/* Whoever only reads leaves the checkpoint to the one who writes. */
static sqlite3 *store_of(struct sim_world *world, const struct cc_service *service)
{
	char path[128];
	size_t i = 0;
	while (cc_services[i] != service)
		i++;
	assert(i < SERVICES_MAX);
	sqlite3 **store = &world->looks->stores[i];
	if (*store)
		return *store;
	snprintf(path, sizeof path, "%s.db", service->name);
	if (sqlite3_open_v2(path, store, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
	                    cc_disk_sim_vfs(world->disk)) != SQLITE_OK ||
	    sqlite3_db_config(*store, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK)
		cc_die("nobody can look into %s: %s", path, sqlite3_errmsg(*store));
	return *store;
}

static sqlite3_stmt *prepare(struct sim_world *world, const struct cc_service *service, const char *sql)
{
	struct sim_looks *looks = world->looks;
	for (size_t i = 0; i < looks->count; i++)
		if (looks->looks[i].sql == sql && looks->looks[i].service == service)
			return looks->looks[i].statement;
	assert(looks->count < LOOKS_MAX);
	struct look *look = &looks->looks[looks->count++];
	*look = (struct look){ .service = service, .sql = sql };
	sqlite3 *store = store_of(world, service);
	if (sqlite3_prepare_v3(store, sql, -1, SQLITE_PREPARE_PERSISTENT, &look->statement, NULL) !=
	    SQLITE_OK)
		cc_die("no question: %s: %s", sqlite3_errmsg(store), sql);
	return look->statement;
}

int64_t sim_look(struct sim_world *world, const struct cc_service *service, const char *sql)
{
	cc_disk_sim_set_faults(world->disk, NULL);
	sqlite3_stmt *statement = prepare(world, service, sql);
	int status = sqlite3_step(statement);
	if (status != SQLITE_ROW && status != SQLITE_DONE)
		cc_die("nobody sees: %s: %s", sqlite3_errmsg(sqlite3_db_handle(statement)), sql);
	int64_t number = status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_reset(statement);
	cc_disk_sim_set_faults(world->disk, &world->faults->base);
	return number;
}

void sim_looks_close(struct sim_looks *looks)
{
	for (size_t i = 0; i < looks->count; i++)
		sqlite3_finalize(looks->looks[i].statement);
	looks->count = 0;
	for (size_t i = 0; i < SERVICES_MAX; i++) {
		sqlite3_close(looks->stores[i]);
		looks->stores[i] = NULL;
	}
}
