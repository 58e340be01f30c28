/* porch.c - the service that listens, and has a timer. */
#include "tests/town/town.h"

#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"
#include "porch.migrations.h"
#include "porch.sql.h"

static CC_RESULT require_open_door(struct cc_ctx *ctx, cc_str address)
{
	struct porch_door door;
	cc_err err = cc_sql_one(ctx, &door_by_address, &porch_door_message, &door, address);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	if (cc_str_eq(address, CC_STR("island")))
		return cc_fail(ctx, &cc_unavailable, "There is no ferry.");
	if (cc_str_eq(address, CC_STR("lighthouse")))
		return cc_retry_later(ctx, cc_fail(ctx, &cc_unavailable, "The tide is in."), CC_MINUTES(5));
	return cc_fail(ctx, &porch_door_shut, "Nobody opens.");
}

/* The parcel is put down first and the door tried then, so that a refusal has something to undo. */
static cc_err on_parcel_sent(struct cc_ctx *ctx, const void *body)
{
	const struct post_parcel_sent *sent = body;
	char trace[CC_TRACE_TEXT_BYTES];
	cc_trace_print(&ctx->trace, trace);
	TRY(cc_sql_exec(ctx, &insert_arrival, sent->parcel_id, sent->address, sent->note, cc_str_of(trace)));
	return require_open_door(ctx, sent->address);
}

static const struct cc_consumer on_parcel_sent_consumer = {
	.name = "porch.on_parcel_sent",
	.event = &post_parcel_sent_event,
	.call = on_parcel_sent,
};

/* Two at a time.  A shut door `bells` makes it fail; `clapper` makes it do nothing. */
static cc_err ring(struct cc_ctx *ctx)
{
	struct porch_bell_list due;
	TRY(require_open_door(ctx, CC_STR("bells")));
	if (require_open_door(ctx, CC_STR("clapper")) != CC_OK)
		return CC_OK;
	TRY(cc_sql_all(ctx, &due_bells, &porch_bell_message, &due, cc_now(ctx)));
	for (size_t i = 0; i < due.count; i++)
		TRY(cc_sql_exec(ctx, &ring_bell, due.items[i].bell_id, cc_now(ctx)));
	return CC_OK;
}

static const struct cc_timer ring_timer = {
	.name = "porch.ring",
	.next = &next_bell,
	.run = ring,
};

static const struct cc_consumer *const consumers[] = { &on_parcel_sent_consumer, NULL };
static const struct cc_timer *const timers[] = { &ring_timer, NULL };

const struct cc_service porch_service = {
	.name = "porch",
	.ops = porch_ops,
	.events = porch_events,
	.statements = porch_statements,
	.migrations = porch_migrations,
	.consumers = consumers,
	.timers = timers,
};

cc_err porch_set_door(struct cc_ctx *ctx, const struct porch_set_door_request *cmd, struct porch_door *door)
{
	TRY(cc_sql_exec(ctx, cmd->shut ? &shut_door : &open_door, cmd->address));
	*door = (struct porch_door){ .address = cmd->address, .shut = cmd->shut };
	return CC_OK;
}

cc_err porch_set_bell(struct cc_ctx *ctx, const struct porch_set_bell_request *cmd, struct porch_bell *bell)
{
	TRY(cc_sql_exec(ctx, &insert_bell, cmd->bell_id, cmd->rings_at));
	*bell = (struct porch_bell){ .bell_id = cmd->bell_id };
	return CC_OK;
}

cc_err porch_knock(struct cc_ctx *ctx, const struct porch_knock_request *cmd, struct porch_visit *visit)
{
	(void)visit;
	return cc_sql_exec(ctx, &insert_knock, cmd->errand_id, cmd->key, cc_now(ctx),
	                   cc_caller(ctx)->service);
}

cc_err porch_let_in(struct cc_ctx *ctx, const struct porch_let_in_request *cmd, struct porch_visit *visit)
{
	TRY(require_open_door(ctx, cmd->address));
	TRY(cc_sql_exec(ctx, &insert_visit, cmd->errand_id, cmd->address, cc_caller(ctx)->subject,
	                cc_caller(ctx)->service));
	visit->note = CC_STR("Tea was served.");
	return CC_OK;
}

/* Nobody is let go while the door `bye` is shut. */
cc_err porch_see_off(struct cc_ctx *ctx, const struct porch_let_in_request *cmd, struct porch_visit *visit)
{
	(void)visit;
	TRY(require_open_door(ctx, CC_STR("bye")));
	return cc_sql_exec(ctx, &insert_goodbye, cmd->errand_id, cmd->address);
}

cc_err porch_find_visit(struct cc_ctx *ctx, const struct porch_let_in_request *query,
                        struct porch_visit *visit)
{
	return cc_sql_one(ctx, &visit_at, &porch_visit_message, visit, query->errand_id, query->address);
}
