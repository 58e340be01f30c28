/*
 * consumer.c - a topic as one service hears it: read on, deliver what is due, note how far it came.
 *
 * Deliveries of a round share commits.  They keep the order of their key, whichever of the service's
 * consumers hears them, because a lane runs what is queued in order, and one whose predecessor is not in
 * the inbox does not run.  A position only says where a restart begins to read, and may lie behind.
 */
#include "platform/runtime/events_internal.h"

#include <stdlib.h>

#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"
#include "platform/runtime/telemetry.h"

enum { READ_WAIT_MS = 5000 };

static bool emits(const struct cc_service *service, cc_str topic)
{
	for (const struct cc_event *const *event = service->events; *event; event++)
		if (cc_str_eq(cc_str_of((*event)->topic), topic))
			return true;
	return false;
}

static const struct cc_service *source_of(struct cc_events *events, cc_str topic)
{
	const struct cc_service *const *service = cc_node_services(events->node);
	while (*service && !emits(*service, topic))
		service++;
	return *service;
}

static void add_hearers(struct cc_subscription *subscription)
{
	const struct cc_consumer *const *consumer = subscription->service->consumers;
	for (; *consumer; consumer++)
		if (cc_str_eq(cc_str_of((*consumer)->event->topic), subscription->topic))
			subscription->hearers[subscription->hearer_count++].consumer = *consumer;
}

void cc_subscription_init(struct cc_subscription *subscription, struct cc_events *events,
                          const struct cc_service *service, cc_str topic)
{
	size_t consumers = 0;
	while (service->consumers[consumers])
		consumers++;
	*subscription = (struct cc_subscription){
		.events = events,
		.service = service,
		.store = cc_node_store_of(events->node, service),
		.topic = topic,
		.source = source_of(events, topic),
		.hearers = calloc(consumers, sizeof *subscription->hearers),
		.arena = cc_arena_new(),
	};
	if (!subscription->hearers)
		cc_die("out of memory for consumers");
	add_hearers(subscription);
}

void cc_subscription_clear(struct cc_subscription *subscription)
{
	for (size_t i = 0; i < subscription->pending_count; i++)
		cc_delivery_free(subscription->pending[i]);
	cc_arena_free(subscription->arena);
	free(subscription->hearers);
}

/* Everything up to there is settled. */
static int64_t position_of(const struct cc_subscription *subscription)
{
	if (subscription->pending_count > 0)
		return subscription->pending[0]->record.position - 1;
	return subscription->read_to;
}

int64_t cc_subscription_lag(const struct cc_subscription *subscription)
{
	return subscription->end - position_of(subscription);
}

/* Reading ----------------------------------------------------------------------- */

/* 0 for a consumer that is new: it hears the topic from its beginning. */
static CC_RESULT read_positions(struct cc_subscription *subscription, struct cc_ctx *ctx)
{
	struct cc_number_row row;
	for (size_t i = 0; i < subscription->hearer_count; i++) {
		struct cc_hearer *hearer = &subscription->hearers[i];
		TRY(cc_sql_one(ctx, &position_of_consumer, &cc_number_row_message, &row,
		               cc_str_of(hearer->consumer->name)));
		hearer->heard_to = row.number;
	}
	return CC_OK;
}

static CC_RESULT load_positions(struct cc_subscription *subscription, struct cc_ctx *ctx)
{
	if (subscription->loaded)
		return CC_OK;
	TRY(cc_store_begin_read(subscription->store, ctx));
	cc_err err = read_positions(subscription, ctx);
	cc_store_end_read(subscription->store, ctx);
	TRY(err);
	subscription->saved = subscription->hearers[0].heard_to;
	for (size_t i = 1; i < subscription->hearer_count; i++)
		if (subscription->hearers[i].heard_to < subscription->saved)
			subscription->saved = subscription->hearers[i].heard_to;
	subscription->read_to = subscription->saved;
	subscription->loaded = true;
	return CC_OK;
}

static bool hears(const struct cc_hearer *hearer, const struct cc_record *record)
{
	return record->position > hearer->heard_to &&
	       cc_str_eq(record->type, cc_str_of(hearer->consumer->event->name));
}

/* Two consumers may hear the same event, one after the other. */
static void take_up(struct cc_subscription *subscription, const struct cc_record *record)
{
	subscription->read_to = record->position;
	for (size_t i = 0; i < subscription->hearer_count; i++)
		if (hears(&subscription->hearers[i], record))
			subscription->pending[subscription->pending_count++] =
				cc_delivery_new(subscription, subscription->hearers[i].consumer, record);
}

/* So many records that there is room whoever hears them. */
static size_t room_for(const struct cc_subscription *subscription)
{
	size_t room = (CC_EVENT_PENDING_MAX - subscription->pending_count) / subscription->hearer_count;
	return room < CC_EVENT_BATCH_MAX ? room : CC_EVENT_BATCH_MAX;
}

static CC_RESULT read_on(struct cc_subscription *subscription, struct cc_ctx *ctx, size_t *count)
{
	struct cc_log *log = subscription->events->log;
	struct cc_record_list records = { 0 };
	subscription->behind = true; /* if this fails */
	TRY(load_positions(subscription, ctx));
	size_t max = room_for(subscription);
	if (max > 0)
		TRY(log->ops->read(log, ctx, subscription->topic, subscription->read_to, max, &records));
	for (size_t i = 0; i < records.count; i++)
		take_up(subscription, &records.items[i]);
	*count = records.count;
	subscription->end = subscription->read_to;
	if (records.count == max)
		TRY(log->ops->end(log, ctx, subscription->topic, &subscription->end));
	subscription->behind = subscription->end > subscription->read_to;
	return CC_OK;
}

/* A round: submitting ----------------------------------------------------------- */

/* A key's events are few among those pending, and those are bounded. */
static struct cc_delivery *nearest_before(const struct cc_subscription *subscription, size_t index)
{
	cc_str key = subscription->pending[index]->record.key;
	while (index-- > 0)
		if (cc_str_eq(subscription->pending[index]->record.key, key))
			return subscription->pending[index];
	return NULL;
}

static void note_trouble(struct cc_subscription *subscription, cc_err err, cc_time now)
{
	int64_t wait_ms = cc_events_backoff_ms(++subscription->failures);
	subscription->retry_at = cc_time_add(now, wait_ms);
	cc_events_look_at(subscription->events, subscription->retry_at);
	if (subscription->events->telemetry)
		cc_log_line(subscription->events->telemetry, CC_LEVEL_WARN, "consumer_waits",
		            "service=%s topic=%.*s reason=%s wait_ms=%lld", subscription->service->name,
		            (int)subscription->topic.len, subscription->topic.ptr, err->reason,
		            (long long)wait_ms);
}

/* What is due, in order; not behind one that is not due. */
static CC_RESULT submit_due(struct cc_subscription *subscription, cc_time now, size_t *submitted)
{
	for (size_t i = 0; i < subscription->pending_count && *submitted < CC_EVENT_BATCH_MAX; i++) {
		struct cc_delivery *delivery = subscription->pending[i];
		delivery->before = nearest_before(subscription, i);
		if (cc_time_before(now, delivery->retry_at)) {
			cc_events_look_at(subscription->events, delivery->retry_at);
			continue;
		}
		if (delivery->before && !delivery->before->submitted)
			continue;
		if (!cc_delivery_submit(delivery))
			return delivery->task.err;
		++*submitted;
	}
	return CC_OK;
}

static cc_err run_save(struct cc_write *write)
{
	struct cc_task *task = cc_task_of(write);
	const struct cc_subscription *subscription =
		(void *)((char *)task - offsetof(struct cc_subscription, save));
	for (size_t i = 0; i < subscription->hearer_count; i++) {
		const struct cc_hearer *hearer = &subscription->hearers[i];
		int64_t position = subscription->saving > hearer->heard_to ? subscription->saving
		                                                           : hearer->heard_to;
		TRY(cc_sql_exec(&task->ctx, &save_position, cc_str_of(hearer->consumer->name), position));
	}
	return CC_OK;
}

/* Once it is much: until then, a restart reads again what the inbox knows. */
static CC_RESULT submit_save(struct cc_subscription *subscription)
{
	int64_t position = position_of(subscription);
	if (position - subscription->saved < CC_EVENT_BATCH_MAX)
		return CC_OK;
	struct cc_task *task = &subscription->save;
	cc_events_ctx(subscription->events, subscription->service, subscription->arena, &task->ctx);
	task->write = (struct cc_write){ .run = run_save };
	subscription->saving = position;
	if (cc_task_submit(task, subscription->events, subscription->store))
		return CC_OK;
	subscription->saving = 0;
	return task->err;
}

static bool may_read(const struct cc_subscription *subscription)
{
	return subscription->behind || !subscription->loaded ||
	       cc_events_has_news(subscription->events, subscription->source);
}

static bool is_idle(const struct cc_subscription *subscription)
{
	return !may_read(subscription) && subscription->pending_count == 0 &&
	       position_of(subscription) - subscription->saved < CC_EVENT_BATCH_MAX;
}

static CC_RESULT submit_round(struct cc_subscription *subscription, cc_time now, size_t *count)
{
	struct cc_ctx ctx;
	size_t submitted = 0;
	cc_arena_reset(subscription->arena);
	cc_events_ctx(subscription->events, subscription->service, subscription->arena, &ctx);
	ctx.deadline = cc_time_add(now, READ_WAIT_MS);
	if (may_read(subscription))
		TRY(read_on(subscription, &ctx, count));
	TRY(submit_due(subscription, now, &submitted));
	return submit_save(subscription);
}

size_t cc_subscription_submit(struct cc_subscription *subscription, cc_time now)
{
	size_t count = 0;
	subscription->saving = 0;
	for (size_t i = 0; i < subscription->pending_count; i++)
		subscription->pending[i]->submitted = false;
	if (cc_time_before(now, subscription->retry_at)) {
		cc_events_look_at(subscription->events, subscription->retry_at);
		return 0;
	}
	if (is_idle(subscription))
		return 0;
	cc_err err = submit_round(subscription, now, &count);
	if (err != CC_OK)
		note_trouble(subscription, err, now);
	return count;
}

/* A round: settling ------------------------------------------------------------- */

static CC_RESULT settle_save(struct cc_subscription *subscription)
{
	if (subscription->saving == 0)
		return CC_OK;
	TRY(subscription->save.err);
	subscription->saved = subscription->saving;
	return CC_OK;
}

/* Settles what was queued; its own failure is the last that the store had. */
static CC_RESULT settle_round(struct cc_subscription *subscription, cc_time now)
{
	cc_err trouble = settle_save(subscription);
	for (size_t i = 0; i < subscription->pending_count; i++) {
		struct cc_delivery *delivery = subscription->pending[i];
		cc_err err = delivery->submitted ? cc_delivery_settle(delivery, now) : CC_OK;
		if (err != CC_OK)
			trouble = err;
	}
	return trouble;
}

/* How many are settled, and forgotten. */
static size_t forget_settled(struct cc_subscription *subscription)
{
	size_t kept = 0, count = subscription->pending_count;
	for (size_t i = 0; i < count; i++) {
		struct cc_delivery *delivery = subscription->pending[i];
		if (delivery->outcome == CC_UNSETTLED)
			subscription->pending[kept++] = delivery;
		else
			cc_delivery_free(delivery);
	}
	subscription->pending_count = kept;
	return count - kept;
}

size_t cc_subscription_settle(struct cc_subscription *subscription, cc_time now)
{
	cc_err trouble = settle_round(subscription, now);
	if (trouble != CC_OK)
		note_trouble(subscription, trouble, now);
	else if (!cc_time_before(now, subscription->retry_at))
		subscription->failures = 0;
	return forget_settled(subscription);
}
