/* psp_world.c - a provider to be tested, and short ways to ask it. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/core/buf.h"
#include "tests/conformance/psp_suite.h"

static const cc_time epoch = { INT64_C(1767225600000) }; /* 2026-01-01T00:00:00Z */

static void open_sandbox(struct psp_world *world)
{
	struct cc_psp_sandbox_options options = {
		.threads = cc_threads_system(),
		.clock = &world->clock.base,
		.entropy = &world->entropy.base,
		.webhook_secret = PSP_SECRET,
	};
	CHECK_OK(cc_sql_sqlite_new(&world->ctx, world->path, &options.sql));
	CHECK_OK(cc_psp_sandbox_new(&world->ctx, &options, &world->provider));
	if (!world->engine->no_pages)
		cc_psp_sandbox_set_pages(world->provider, CC_STR("http://127.0.0.1/3ds"));
	world->psp = world->engine->make(world->provider);
}

static void open_provider(struct psp_world *world)
{
	if (world->engine->found)
		world->psp = world->engine->found(world);
	else
		open_sandbox(world);
}

int psp_world_open(void **state)
{
	struct psp_world *world = calloc(1, sizeof *world);
	assert_non_null(world);
	world->engine = *state;
	world->arena = cc_arena_new();
	cc_clock_sim_init(&world->clock, epoch);
	cc_entropy_sim_init(&world->entropy, 7);
	faults_plan_init(&world->faults, &world->clock);
	snprintf(world->folder, sizeof world->folder, "%s", "/tmp/couchannel-psp-XXXXXX");
	assert_non_null(mkdtemp(world->folder));
	snprintf(world->path, sizeof world->path, "%s/psp_sandbox.db", world->folder);
	world->ctx = (struct cc_ctx){
		.arena = world->arena,
		.clock = &world->clock.base,
		.entropy = &world->entropy.base,
		.deadline = CC_TIME_NEVER,
	};
	open_provider(world);
	*state = world;
	return 0;
}

int psp_world_close(void **state)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	struct psp_world *world = *state;
	world->psp->ops->free(world->psp);
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		char path[128];
		snprintf(path, sizeof path, "%s%s", world->path, suffixes[i]);
		unlink(path);
	}
	rmdir(world->folder);
	cc_arena_free(world->arena);
	free(world);
	return 0;
}

void psp_world_reopen(struct psp_world *world)
{
	if (world->engine->found)
		return;
	world->psp->ops->free(world->psp);
	open_provider(world);
}

void psp_world_pass(struct psp_world *world, int64_t ms)
{
	cc_clock_sim_set(&world->clock, cc_time_add(cc_now(&world->ctx), ms));
}

cc_err psp_authorise(struct psp_world *world, const char *key, const char *method, int64_t minor,
                     struct cc_psp_intent *intent)
{
	const struct cc_psp_order order = { cc_str_of(key), cc_str_of(method), zloty(minor) };
	return world->psp->ops->authorise(world->psp, &world->ctx, cc_str_of(key), &order, intent);
}

cc_err psp_capture(struct psp_world *world, const char *key, cc_str intent_id, int64_t minor,
                   struct cc_psp_intent *intent)
{
	const struct cc_psp_part part = { .intent_id = intent_id, .amount = zloty(minor) };
	return world->psp->ops->capture(world->psp, &world->ctx, cc_str_of(key), &part, intent);
}

cc_err psp_cancel(struct psp_world *world, const char *key, cc_str intent_id, struct cc_psp_intent *intent)
{
	return world->psp->ops->cancel(world->psp, &world->ctx, cc_str_of(key), intent_id, intent);
}

cc_err psp_refund(struct psp_world *world, const char *key, cc_str intent_id, int64_t minor,
                  struct cc_psp_refund *refund)
{
	const struct cc_psp_part part = { intent_id, cc_str_of(key), zloty(minor) };
	return world->psp->ops->refund(world->psp, &world->ctx, cc_str_of(key), &part, refund);
}

struct cc_psp_intent psp_find(struct psp_world *world, cc_str intent_id)
{
	struct cc_psp_intent intent = { 0 };
	CHECK_OK(world->psp->ops->find(world->psp, &world->ctx, intent_id, &intent));
	return intent;
}

const char *psp_books(struct psp_world *world)
{
	struct cc_psp_movement_list movements;
	struct cc_buf text = { .arena = world->arena };
	CHECK_OK(world->psp->ops->list(world->psp, &world->ctx, CC_STR(""), 100, &movements));
	for (size_t i = 0; i < movements.count; i++)
		cc_buf_printf(&text, "%s%s %lld", i > 0 ? ", " : "",
		              cc_enum_text(&cc_psp_movement_enum, movements.items[i].kind).ptr,
		              (long long)movements.items[i].amount.minor);
	cc_buf_add_char(&text, '\0');
	return text.ptr;
}
