/* post.c - the service that sends. */
#include "tests/town/town.h"

#include "platform/core/run.h"
#include "platform/runtime/retry_later.h"
#include "platform/runtime/telemetry.h"
#include "post.migrations.h"
#include "post.sql.h"

static const struct cc_consumer *const consumers[] = { NULL };
static const struct cc_timer *const timers[] = { NULL };

const struct cc_service post_service = {
	.name = "post",
	.ops = post_ops,
	.events = post_events,
	.statements = post_statements,
	.migrations = post_migrations,
	.consumers = consumers,
	.timers = timers,
};

cc_err post_send_parcel(struct cc_ctx *ctx, const struct post_send_parcel_request *cmd,
                        struct post_parcel *parcel)
{
	struct post_stamp_sold stamp = { .parcel_id = cmd->parcel_id };
	struct post_parcel_sent sent = {
		.parcel_id = cmd->parcel_id,
		.address = cmd->address,
		.note = cmd->note,
	};
	TRY(cc_sql_exec(ctx, &insert_parcel, cmd->parcel_id, cmd->address, cmd->note));
	TRY(cc_emit(ctx, &post_stamp_sold_event, &stamp));
	TRY(cc_emit(ctx, &post_parcel_sent_event, &sent));
	if (cc_str_eq(cmd->address, CC_STR("nowhere")))
		return cc_fail(ctx, &post_address_unknown, "Nobody knows where that is.");
	*parcel = (struct post_parcel){ .parcel_id = cmd->parcel_id, .note = cmd->note };
	return CC_OK;
}

cc_err post_forward_parcel(struct cc_ctx *ctx, const struct post_send_parcel_request *cmd,
                           struct post_parcel *parcel)
{
	return cc_call(ctx, &post_send_parcel_op, cmd, parcel);
}

cc_err post_relay(struct cc_ctx *ctx, const struct post_relay_request *cmd, struct post_relay_answer *answer)
{
	struct post_relay_request next = { .hops = cmd->hops - 1 };
	if (cmd->hops > 0)
		TRY(cc_call(ctx, &post_relay_op, &next, answer));
	answer->hops++;
	return CC_OK;
}

cc_err post_who_asks(struct cc_ctx *ctx, const struct post_who_asks_request *query,
                     struct post_who_asks_answer *answer)
{
	const struct cc_principal *caller = cc_caller(ctx);
	char traceparent[CC_TRACE_TEXT_BYTES];
	cc_trace_print(&ctx->trace, traceparent);
	*answer = (struct post_who_asks_answer){
		.subject = caller->subject,
		.service = caller->service,
		.scopes = caller->scopes,
		.roles = caller->roles,
		.request_id = ctx->request_id,
		.traceparent = cc_copy(ctx, cc_str_of(traceparent)),
		.deadline = cc_deadline(ctx),
		.note = query->note,
		.note_at = (int64_t)(uintptr_t)query->note.ptr,
	};
	return CC_OK;
}

cc_err post_refuse(struct cc_ctx *ctx, const struct post_refuse_request *query,
                   struct post_refuse_answer *answer)
{
	(void)answer;
	struct cc_violation *violations = cc_alloc_array(ctx, 2, sizeof *violations);
	struct cc_error *error = cc_alloc(ctx, sizeof *error);
	violations[0] = (struct cc_violation){
		.pointer = "/note",
		.rule = "taste",
		.description =
			cc_printf(ctx, "\"%.*s\" is not nice.", (int)query->note.len, query->note.ptr).ptr,
	};
	violations[1] = (struct cc_violation){ "/", "mood", "This is not the day for it." };
	*error = *cc_fail(ctx, &cc_invalid_argument, "Write %s.", "something else");
	error->violations = violations;
	error->violation_count = 2;
	error->http_status = 422;
	return cc_retry_later(ctx, error, 1500);
}
