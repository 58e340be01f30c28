/* post.c - the service that sends, parcels and people. */
#include "tests/town/journey.h"

#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"
#include "post.migrations.h"
#include "post.sql.h"

void (*post_hook)(enum post_point point);

static const struct cc_consumer *const consumers[] = { NULL };
static const struct cc_timer *const timers[] = { NULL };

static void tell(enum post_point point)
{
	if (post_hook)
		post_hook(point);
}

/* An errand: knock, which counts each try, and be let in, which has its effect once. */
static cc_err go(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	const struct post_errand *errand = plan;
	struct post_errand_report *report = outcome;
	struct porch_knock_request knock = { .errand_id = errand->errand_id, .key = cc_effect_key_text(key) };
	struct porch_let_in_request visit = { .errand_id = errand->errand_id, .address = errand->address };
	struct porch_visit answer;
	tell(POST_SENT);
	TRY(cc_call(ctx, &porch_knock_op, &knock, &answer));
	tell(POST_KNOCKED);
	TRY(cc_call_planned(ctx, &porch_let_in_op, key, &visit, &answer));
	report->note = answer.note;
	tell(POST_VISITED);
	return CC_OK;
}

static cc_err come_back(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct post_errand *errand = plan;
	const struct post_errand_report *report = outcome;
	cc_str state = err == CC_OK
	                       ? report->note
	                       : cc_printf(ctx, "%s:%s", cc_in_doubt(err) ? "doubt" : "refused", err->reason);
	TRY(cc_sql_change(ctx, &end_errand, errand->errand_id, state));
	tell(POST_SETTLING);
	if (cc_str_eq(errand->address, CC_STR("fog")))
		return cc_fail(ctx, &post_address_unknown, "Nobody remembers who was sent there.");
	return CC_OK;
}

static const struct cc_effect errand_effect = {
	.name = "post.errand",
	.plan = &post_errand_message,
	.outcome = &post_errand_report_message,
	.deadline_ms = 5000,
	.tries = POST_ERRAND_TRIES,
	.act = go,
	.settle = come_back,
};

static const struct cc_effect *const effects[] = { &errand_effect, NULL };
static const struct cc_saga *const sagas[] = { &journey_saga, &trip_saga, NULL };

const struct cc_service post_service = {
	.name = "post",
	.ops = post_ops,
	.events = post_events,
	.statements = post_statements,
	.migrations = post_migrations,
	.consumers = consumers,
	.timers = timers,
	.effects = effects,
	.sagas = sagas,
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

cc_err post_run_errand(struct cc_ctx *ctx, const struct post_run_errand_request *cmd,
                       struct post_errand *errand)
{
	*errand = (struct post_errand){ .errand_id = cmd->errand_id, .address = cmd->address };
	TRY(cc_sql_exec(ctx, &insert_errand, cmd->errand_id));
	TRY(cc_plan(ctx, &errand_effect, errand, cmd->delay_ms));
	if (cc_str_eq(cmd->address, CC_STR("nowhere")))
		return cc_fail(ctx, &post_address_unknown, "Nobody knows where that is.");
	return CC_OK;
}
