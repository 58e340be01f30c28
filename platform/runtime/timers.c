/* timers.c - what falls due by the rows of a store. */
#include "platform/runtime/timers_internal.h"

#include "platform/runtime/platform.sql.h"
#include "platform/runtime/telemetry.h"

enum {
	READ_WAIT_MS = 5000,
	/* So often in a row, a timer may run for one due time: then it waits, as if it had failed. */
	RUNS_MAX = 100,
	INBOX_KEPT_MS = 7 * 24 * 3600 * 1000,
	SAGA_KEPT_DAYS = 30,
};

/* The inbox: kept for a week ---------------------------------------------------- */

static cc_err run_purge_inbox(struct cc_ctx *ctx)
{
	return cc_sql_exec(ctx, &purge_inbox, cc_time_add(cc_now(ctx), -INBOX_KEPT_MS));
}

static const struct cc_timer purge_inbox_timer = {
	.name = "platform.purge_inbox",
	.next = &next_inbox_purge,
	.only_later = true,
	.run = run_purge_inbox,
};

const struct cc_timer *const cc_platform_timers[] = {
	&purge_inbox_timer,
	NULL,
};

/* Sagas that are over: kept for a month ------------------------------------------ */

static cc_err run_purge_sagas(struct cc_ctx *ctx)
{
	return cc_sql_exec(ctx, &purge_sagas, cc_time_add(cc_now(ctx), -CC_HOURS(24 * SAGA_KEPT_DAYS)));
}

static const struct cc_timer purge_sagas_timer = {
	.name = "platform.purge_sagas",
	.next = &next_saga_purge,
	.only_later = true,
	.run = run_purge_sagas,
};

const struct cc_timer *const cc_saga_timers[] = {
	&purge_sagas_timer,
	NULL,
};

/* When -------------------------------------------------------------------------- */

struct due_row {
	bool has_due_at;
	cc_time due_at;
};

static const struct cc_field due_row_fields[] = {
	{
		.name = "due_at",
		.type = CC_TIME,
		.presence = CC_OPTIONAL,
		.offset = offsetof(struct due_row, due_at),
		.presence_offset = offsetof(struct due_row, has_due_at),
	},
};

static const struct cc_message due_row_message = {
	.name = "due_row",
	.size = sizeof(struct due_row),
	.fields = due_row_fields,
	.field_count = CC_COUNT(due_row_fields),
};

void cc_alarm_init(struct cc_alarm *alarm, struct cc_events *events, const struct cc_service *service,
                   const struct cc_timer *timer)
{
	*alarm = (struct cc_alarm){
		.task.events = events,
		.service = service,
		.store = cc_node_store_of(events->node, service),
		.timer = timer,
		.arena = cc_arena_new(),
		.due_at = CC_TIME_NEVER,
	};
}

static CC_RESULT read_due(struct cc_alarm *alarm, cc_time now)
{
	struct cc_ctx *ctx = &alarm->task.ctx;
	struct due_row row = { 0 };
	ctx->deadline = cc_time_add(now, READ_WAIT_MS);
	TRY(cc_store_begin_read(alarm->store, ctx));
	cc_err err = cc_sql_one(ctx, alarm->timer->next, &due_row_message, &row);
	cc_store_end_read(alarm->store, ctx);
	if (err != CC_OK && !cc_is(err, CC_NOT_FOUND))
		return err;
	ctx->deadline = CC_TIME_NEVER;
	alarm->due_at = row.has_due_at ? row.due_at : CC_TIME_NEVER;
	return CC_OK;
}

/* Nothing that falls due before due_at can have come since that was read. */
static bool is_up_to_date(const struct cc_alarm *alarm, cc_time now)
{
	bool ahead = alarm->due_at.ms != CC_TIME_NEVER.ms && cc_time_before(now, alarm->due_at);
	return alarm->known && (!cc_events_has_news(alarm->task.events, alarm->service) ||
	                        (alarm->timer->only_later && ahead));
}

static CC_RESULT look(struct cc_alarm *alarm, cc_time now)
{
	if (is_up_to_date(alarm, now))
		return CC_OK;
	alarm->known = false;
	TRY(read_due(alarm, now));
	alarm->known = true;
	return CC_OK;
}

static void note_failure(struct cc_alarm *alarm, const char *reason, cc_time now)
{
	struct cc_events *events = alarm->task.events;
	int64_t wait_ms = cc_events_backoff_ms(++alarm->failures);
	alarm->retry_at = cc_time_add(now, wait_ms);
	cc_events_look_at(events, alarm->retry_at);
	events->counted.timers_failed++;
	if (events->telemetry)
		cc_log_line(events->telemetry, CC_LEVEL_ERROR, "timer_failed",
		            "timer=%s reason=%s wait_ms=%lld", alarm->timer->name, reason,
		            (long long)wait_ms);
}

/* A round ----------------------------------------------------------------------- */

static cc_err run(struct cc_write *write)
{
	struct cc_task *task = cc_task_of(write);
	const struct cc_alarm *alarm = (void *)((char *)task - offsetof(struct cc_alarm, task));
	return alarm->timer->run(&task->ctx);
}

/* Much may be due at one time, but a timer that does not make it less must not spin. */
static bool makes_no_progress(struct cc_alarm *alarm)
{
	alarm->runs = alarm->ran_for.ms == alarm->due_at.ms ? alarm->runs + 1 : 1;
	alarm->ran_for = alarm->due_at;
	if (alarm->runs <= RUNS_MAX)
		return false;
	alarm->runs = 0;
	return true;
}

void cc_alarm_submit(struct cc_alarm *alarm, cc_time now)
{
	struct cc_events *events = alarm->task.events;
	alarm->submitted = false;
	if (cc_time_before(now, alarm->retry_at)) {
		cc_events_look_at(events, alarm->retry_at);
		return;
	}
	if (is_up_to_date(alarm, now) && cc_time_before(now, alarm->due_at)) {
		cc_events_look_at(events, alarm->due_at);
		return;
	}
	cc_arena_reset(alarm->arena);
	cc_events_ctx(events, alarm->service, alarm->arena, &alarm->task.ctx);
	cc_err err = look(alarm, now);
	if (err != CC_OK) {
		note_failure(alarm, err->reason, now);
		return;
	}
	if (cc_time_before(now, alarm->due_at)) {
		cc_events_look_at(events, alarm->due_at);
		return;
	}
	if (makes_no_progress(alarm)) {
		note_failure(alarm, "no_progress", now);
		return;
	}
	alarm->task.write = (struct cc_write){ .run = run };
	alarm->submitted = cc_task_submit(&alarm->task, events, alarm->store);
	if (!alarm->submitted)
		note_failure(alarm, alarm->task.err->reason, now);
}

size_t cc_alarm_settle(struct cc_alarm *alarm, cc_time now)
{
	if (!alarm->submitted)
		return 0;
	alarm->known = false; /* it may have changed its own rows, before anybody is told of the commit */
	if (alarm->task.err != CC_OK) {
		note_failure(alarm, alarm->task.err->reason, now);
		return 0;
	}
	alarm->failures = 0;
	alarm->task.events->counted.timers_run++;
	return 1;
}
