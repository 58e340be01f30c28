/*
 * delivery.c - one event on its way to one consumer: what runs in the lane, and what became of it.
 *
 * Whether an event had its effect is never decided from memory: the inbox is asked, in the
 * transaction that has the effect.
 */
#include "platform/runtime/events_internal.h"

#include <stdlib.h>

#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"
#include "platform/runtime/telemetry.h"

/* An earlier event of its key is not settled: this one is looked at again when that is. */
static const struct cc_error waits_its_turn = {
	.code = CC_ABORTED,
	.reason = "waits_its_turn",
	.message = "An earlier event of this key is not dealt with.",
};

static cc_str keep(char **room, cc_str text)
{
	if (text.len > 0)
		memcpy(*room, text.ptr, text.len);
	cc_str kept = { *room, text.len };
	*room += text.len;
	return kept;
}

struct cc_delivery *cc_delivery_new(struct cc_subscription *subscription, const struct cc_consumer *consumer,
                                    const struct cc_record *record)
{
	size_t bytes = record->key.len + record->trace.len + record->body.len;
	struct cc_delivery *delivery = malloc(sizeof *delivery + bytes);
	if (!delivery)
		cc_die("out of memory for an event");
	*delivery = (struct cc_delivery){
		.subscription = subscription,
		.consumer = consumer,
		.record = *record,
	};
	char *room = delivery->bytes;
	delivery->record.topic = subscription->topic;
	delivery->record.type = cc_str_of(consumer->event->name);
	delivery->record.key = keep(&room, record->key);
	delivery->record.trace = keep(&room, record->trace);
	delivery->record.body = keep(&room, record->body);
	return delivery;
}

void cc_delivery_free(struct cc_delivery *delivery)
{
	cc_arena_free(delivery->arena);
	free(delivery);
}

/* In the lane ------------------------------------------------------------------- */

static struct cc_delivery *delivery_of(struct cc_write *write)
{
	return (struct cc_delivery *)((char *)cc_task_of(write) - offsetof(struct cc_delivery, task));
}

static cc_str consumer_of(const struct cc_delivery *delivery)
{
	return cc_str_of(delivery->consumer->name);
}

static CC_RESULT note_once(struct cc_delivery *delivery, bool *fresh)
{
	struct cc_ctx *ctx = &delivery->task.ctx;
	const struct cc_record *record = &delivery->record;
	int64_t noted;
	TRY(cc_sql_count(ctx, &note_in_inbox, &noted, consumer_of(delivery), record->event_id,
	                 record->position, cc_now(ctx)));
	*fresh = noted > 0;
	return CC_OK;
}

static CC_RESULT is_in_inbox(const struct cc_delivery *delivery, struct cc_ctx *ctx, bool *noted)
{
	struct cc_number_row row;
	TRY(cc_sql_one(ctx, &count_in_inbox, &cc_number_row_message, &row, consumer_of(delivery),
	               delivery->record.event_id));
	*noted = row.number > 0;
	return CC_OK;
}

static CC_RESULT require_turn(const struct cc_delivery *delivery, struct cc_ctx *ctx)
{
	bool settled = true;
	if (delivery->before)
		TRY(is_in_inbox(delivery->before, ctx, &settled));
	return settled ? CC_OK : &waits_its_turn;
}

static CC_RESULT deliver(struct cc_delivery *delivery, enum cc_outcome *outcome)
{
	struct cc_ctx *ctx = &delivery->task.ctx;
	const struct cc_consumer *consumer = delivery->consumer;
	const struct cc_record *record = &delivery->record;
	bool fresh, ahead;
	TRY(note_once(delivery, &fresh));
	*outcome = CC_DUPLICATE;
	if (!fresh)
		return CC_OK;

	TRY(cc_parked_ahead(ctx, record, &ahead));
	*outcome = CC_PARKED;
	if (ahead)
		return cc_park(ctx, consumer, record, CC_OK, 0);

	*outcome = CC_DELIVERED;
	cc_err err = cc_consumer_call(ctx, consumer, record->body);
	if (!cc_is(err, CC_UNAVAILABLE)) /* that is the store's trouble, which passes, and not the event's */
		delivery->failure = err;
	return err;
}

static cc_err run(struct cc_write *write)
{
	struct cc_delivery *delivery = delivery_of(write);
	enum cc_outcome outcome;
	delivery->outcome = CC_UNSETTLED; /* it may be a re-run */
	delivery->failure = CC_OK;
	TRY(require_turn(delivery, write->ctx));
	TRY(deliver(delivery, &outcome));
	delivery->outcome = outcome;
	return CC_OK;
}

/* The last try has failed: the event makes way for those of other keys. */
static cc_err refused(struct cc_write *write, cc_err err)
{
	struct cc_delivery *delivery = delivery_of(write);
	if (err != delivery->failure || delivery->tries + 1 < CC_EVENT_TRIES_MAX)
		return CC_OK;
	bool fresh;
	TRY(note_once(delivery, &fresh));
	TRY(cc_park(write->ctx, delivery->consumer, &delivery->record, err, delivery->tries + 1));
	delivery->outcome = CC_PARKED;
	return CC_OK;
}

static cc_err resolve(struct cc_write *write, bool *committed)
{
	return is_in_inbox(delivery_of(write), write->ctx, committed);
}

/* A failure that is not the consumer's own: nothing was committed, or nobody knows. */
static void finished(struct cc_write *write, cc_err err)
{
	struct cc_delivery *delivery = delivery_of(write);
	if (err != CC_OK && err != delivery->failure)
		delivery->outcome = CC_UNSETTLED;
	cc_task_finish(write, err);
}

/* Outside ----------------------------------------------------------------------- */

bool cc_delivery_submit(struct cc_delivery *delivery)
{
	const struct cc_subscription *subscription = delivery->subscription;
	struct cc_task *task = &delivery->task;
	cc_arena_free(delivery->arena); /* of an earlier try */
	delivery->arena = cc_arena_new();
	cc_events_ctx(subscription->events, subscription->service, delivery->arena, &task->ctx);
	if (cc_trace_parse(delivery->record.trace, &task->ctx.trace))
		cc_trace_child(task->ctx.entropy, &task->ctx.trace);
	task->write = (struct cc_write){
		.run = run,
		.refused = refused,
		.resolve = resolve,
		.done = finished,
	};
	delivery->submitted = cc_task_submit(task, subscription->events, subscription->store);
	return delivery->submitted;
}

static void note_failure(struct cc_delivery *delivery, cc_time now)
{
	struct cc_events *events = delivery->subscription->events;
	delivery->tries++;
	if (delivery->outcome == CC_UNSETTLED) {
		events->counted.retried++;
		delivery->retry_at = cc_time_add(now, cc_events_backoff_ms(delivery->tries));
		cc_events_look_at(events, delivery->retry_at);
	}
	if (events->telemetry)
		cc_log_line(events->telemetry,
		            delivery->outcome == CC_PARKED ? CC_LEVEL_ERROR : CC_LEVEL_WARN,
		            delivery->outcome == CC_PARKED ? "event_parked" : "event_failed",
		            "consumer=%s position=%lld tries=%d reason=%s", delivery->consumer->name,
		            (long long)delivery->record.position, delivery->tries, delivery->failure->reason);
}

static void count(struct cc_events *events, enum cc_outcome outcome)
{
	events->counted.delivered += outcome == CC_DELIVERED;
	events->counted.duplicates += outcome == CC_DUPLICATE;
	events->counted.parked += outcome == CC_PARKED;
}

cc_err cc_delivery_settle(struct cc_delivery *delivery, cc_time now)
{
	cc_err err = delivery->task.err, trouble = CC_OK;
	if (err != CC_OK && err == delivery->failure)
		note_failure(delivery, now);
	else if (err != CC_OK && err != &waits_its_turn)
		trouble = err;
	count(delivery->subscription->events, delivery->outcome);
	return trouble;
}
