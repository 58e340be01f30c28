/* events.c - rounds: queue what is due to the lanes, wait for it, look at what became of it. */
#include "platform/runtime/timers_internal.h"

#include <stdlib.h>

enum {
	BACKOFF_MS = 1000,
	BACKOFF_DOUBLINGS_MAX = 5,
};

int64_t cc_events_backoff_ms(int failures)
{
	assert(failures > 0);
	int doublings = failures - 1 < BACKOFF_DOUBLINGS_MAX ? failures - 1 : BACKOFF_DOUBLINGS_MAX;
	return (int64_t)BACKOFF_MS << doublings;
}

void cc_events_look_at(struct cc_events *events, cc_time at)
{
	events->wake_at = cc_time_min(events->wake_at, at);
}

void cc_events_ctx(struct cc_events *events, const struct cc_service *service, struct cc_arena *arena,
                   struct cc_ctx *ctx)
{
	struct cc_invocation invocation;
	cc_invocation_init(events->node, &invocation, arena, NULL);
	*ctx = invocation.ctx;
	ctx->caller.service = cc_str_of(service->name);
}

/* News -------------------------------------------------------------------------- */

static size_t place_of(const struct cc_events *events, const struct cc_service *service)
{
	const struct cc_service *const *services = cc_node_services(events->node);
	size_t place = 0;
	while (services[place] && services[place] != service)
		place++;
	return place;
}

bool cc_events_has_news(const struct cc_events *events, const struct cc_service *service)
{
	return !service || events->news[place_of(events, service)];
}

/* With the lock held; all of them if service is NULL. */
static void note_committed(struct cc_events *events, const struct cc_service *service)
{
	const struct cc_service *const *services = cc_node_services(events->node);
	for (size_t i = 0; services[i]; i++)
		events->committed[i] |= !service || services[i] == service;
}

static void take_news(struct cc_events *events)
{
	const struct cc_service *const *services = cc_node_services(events->node);
	cc_mutex_lock(&events->lock);
	for (size_t i = 0; services[i]; i++) {
		events->news[i] = events->committed[i];
		events->committed[i] = false;
	}
	cc_mutex_unlock(&events->lock);
}

/* Tasks ------------------------------------------------------------------------- */

bool cc_task_submit(struct cc_task *task, struct cc_events *events, struct cc_store *store)
{
	task->events = events;
	task->ctx.emit = cc_outbox_append;
	task->write.ctx = &task->ctx;
	if (!task->write.done)
		task->write.done = cc_task_finish;
	cc_mutex_lock(&events->lock);
	events->running++;
	cc_mutex_unlock(&events->lock);

	cc_err err = cc_lane_submit(cc_store_lane(store), &task->write);
	if (err == CC_OK)
		return true; /* it is the lane's: it may be finished already */
	task->err = err;
	cc_mutex_lock(&events->lock);
	events->running--;
	cc_mutex_unlock(&events->lock);
	return false;
}

void cc_task_finish(struct cc_write *write, cc_err err)
{
	struct cc_task *task = cc_task_of(write);
	struct cc_events *events = task->events;
	cc_mutex_lock(&events->lock);
	task->err = err;
	if (--events->running == 0)
		cc_cond_signal(&events->changed);
	cc_mutex_unlock(&events->lock);
}

static void step_lanes(struct cc_events *events)
{
	const struct cc_service *const *service = cc_node_services(events->node);
	for (; *service; service++) {
		struct cc_store *store = cc_node_store_of(events->node, *service);
		if (store)
			cc_lane_step(cc_store_lane(store));
	}
}

static size_t running(struct cc_events *events)
{
	cc_mutex_lock(&events->lock);
	size_t n = events->running;
	cc_mutex_unlock(&events->lock);
	return n;
}

/* Until no task is in a lane. */
static void await(struct cc_events *events)
{
	if (!cc_node_has_threads(events->node))
		while (running(events) > 0)
			step_lanes(events);

	cc_mutex_lock(&events->lock);
	while (events->running > 0)
		cc_cond_wait(&events->changed, &events->lock);
	cc_mutex_unlock(&events->lock);
}

/* Rounds ------------------------------------------------------------------------ */

static cc_time now_of(struct cc_events *events)
{
	struct cc_invocation invocation;
	struct cc_arena *none = NULL; /* telling the time takes no memory */
	cc_invocation_init(events->node, &invocation, none, NULL);
	return cc_now(&invocation.ctx);
}

static void publish_stats(struct cc_events *events)
{
	events->counted.lag = 0;
	for (size_t i = 0; i < events->subscription_count; i++) {
		int64_t lag = cc_subscription_lag(&events->subscriptions[i]);
		if (lag > events->counted.lag)
			events->counted.lag = lag;
	}
	cc_mutex_lock(&events->lock);
	events->stats = events->counted;
	cc_mutex_unlock(&events->lock);
}

static size_t do_round(struct cc_events *events)
{
	size_t done = 0;
	events->wake_at = CC_TIME_NEVER;
	take_news(events);
	cc_time now = now_of(events);
	for (size_t i = 0; i < events->subscription_count; i++)
		done += cc_subscription_submit(&events->subscriptions[i], now);
	for (size_t i = 0; i < events->alarm_count; i++)
		cc_alarm_submit(&events->alarms[i], now);
	await(events);

	now = now_of(events);
	for (size_t i = 0; i < events->subscription_count; i++)
		done += cc_subscription_settle(&events->subscriptions[i], now);
	for (size_t i = 0; i < events->alarm_count; i++)
		done += cc_alarm_settle(&events->alarms[i], now);
	publish_stats(events);
	return done;
}

size_t cc_events_step(struct cc_events *events)
{
	cc_mutex_lock(&events->lock);
	note_committed(events, NULL); /* whether or not somebody said so */
	cc_mutex_unlock(&events->lock);
	size_t done = do_round(events);
	return done + cc_effects_step(events->effects);
}

struct cc_effects *cc_events_effects(struct cc_events *events)
{
	return events->effects;
}

/* The thread -------------------------------------------------------------------- */

static int64_t sleep_ms(struct cc_events *events)
{
	int64_t ms = events->wake_at.ms - now_of(events).ms, most_ms = cc_node_look_again_ms(events->node);
	return ms < most_ms ? ms : most_ms;
}

/* False once it is stopping. */
static bool sleep_unless_woken(struct cc_events *events)
{
	int64_t until_us = cc_threads_in_ms(events->lock.threads, sleep_ms(events));
	bool in_time = true;
	cc_mutex_lock(&events->lock);
	while (!events->woken && !events->stopping && in_time)
		in_time = cc_cond_wait_until(&events->changed, &events->lock, until_us);
	if (!in_time)
		note_committed(events, NULL);
	events->woken = false;
	bool goes_on = !events->stopping;
	cc_mutex_unlock(&events->lock);
	return goes_on;
}

static bool is_stopping(struct cc_events *events)
{
	cc_mutex_lock(&events->lock);
	bool stopping = events->stopping;
	cc_mutex_unlock(&events->lock);
	return stopping;
}

static void work(void *arg)
{
	struct cc_events *events = arg;
	do {
		while (!is_stopping(events) && do_round(events) > 0) {
		}
	} while (sleep_unless_woken(events));
}

void cc_events_start(struct cc_events *events)
{
	assert(!events->started);
	events->started = true;
	events->thread = (struct cc_thread){ .name = "events", .run = work, .arg = events };
	cc_thread_start(&events->thread, events->lock.threads);
	cc_effects_start(events->effects);
}

void cc_events_wake(struct cc_events *events, const struct cc_service *service)
{
	if (!service)
		cc_effects_wake(events->effects);
	cc_mutex_lock(&events->lock);
	note_committed(events, service);
	events->woken = true;
	cc_cond_signal(&events->changed);
	cc_mutex_unlock(&events->lock);
}

void cc_events_stop(struct cc_events *events)
{
	cc_effects_stop(events->effects);
	if (!events->started)
		return;
	cc_mutex_lock(&events->lock);
	events->stopping = true;
	cc_cond_signal(&events->changed);
	cc_mutex_unlock(&events->lock);
	cc_thread_join(&events->thread);
	events->started = false;
}

struct cc_events_stats cc_events_stats(struct cc_events *events)
{
	cc_mutex_lock(&events->lock);
	struct cc_events_stats stats = events->stats;
	cc_mutex_unlock(&events->lock);
	return stats;
}

/* Making and freeing ------------------------------------------------------------ */

static void *array_new(size_t count, size_t size)
{
	void *array = calloc(count ? count : 1, size);
	if (!array)
		cc_die("out of memory for consumers and timers");
	return array;
}

static size_t count_consumers(const struct cc_service *service)
{
	size_t count = 0;
	while (service->consumers[count])
		count++;
	return count;
}

static size_t count_timers(const struct cc_timer *const *timers)
{
	size_t count = 0;
	while (timers[count])
		count++;
	return count;
}

static void add_alarms(struct cc_events *events, const struct cc_service *service,
                       const struct cc_timer *const *timers)
{
	for (; *timers; timers++)
		cc_alarm_init(&events->alarms[events->alarm_count++], events, service, *timers);
}

static bool is_heard_before(const struct cc_consumer *const *consumers, size_t count, cc_str topic)
{
	for (size_t i = 0; i < count; i++)
		if (cc_str_eq(cc_str_of(consumers[i]->event->topic), topic))
			return true;
	return false;
}

/* One subscription for each topic. */
static void add_service(struct cc_events *events, const struct cc_service *service)
{
	for (size_t i = 0; service->consumers[i]; i++) {
		cc_str topic = cc_str_of(service->consumers[i]->event->topic);
		if (!is_heard_before(service->consumers, i, topic))
			cc_subscription_init(&events->subscriptions[events->subscription_count++], events,
			                     service, topic);
	}
	add_alarms(events, service, service->timers);
	if (service->consumers[0])
		add_alarms(events, service, cc_platform_timers);
	if (service->sagas)
		add_alarms(events, service, cc_saga_timers);
}

struct cc_events *cc_events_new(struct cc_node *node, struct cc_log *log)
{
	struct cc_events *events = array_new(1, sizeof *events);
	*events = (struct cc_events){
		.node = node,
		.log = log,
		.effects = cc_effects_new(node),
		.wake_at = CC_TIME_NEVER,
	};
	cc_mutex_init(&events->lock, cc_node_threads(node));
	cc_cond_init(&events->changed, cc_node_threads(node));

	size_t subscriptions = 0, alarms = 0, services = 0;
	const struct cc_service *const *service = cc_node_services(node);
	for (; service[services]; services++) {
		subscriptions += count_consumers(service[services]);
		alarms += count_timers(service[services]->timers) + count_timers(cc_platform_timers) +
		          count_timers(cc_saga_timers);
	}
	events->news = array_new(services + 1, sizeof *events->news);
	events->committed = array_new(services + 1, sizeof *events->committed);
	note_committed(events, NULL); /* by a process before this one */
	events->subscriptions = array_new(subscriptions, sizeof *events->subscriptions);
	events->alarms = array_new(alarms, sizeof *events->alarms);
	for (size_t i = 0; service[i]; i++)
		if (cc_node_store_of(node, service[i]))
			add_service(events, service[i]);
	return events;
}

void cc_events_set_telemetry(struct cc_events *events, struct cc_telemetry *telemetry)
{
	events->telemetry = telemetry;
	cc_effects_set_telemetry(events->effects, telemetry);
}

void cc_events_free(struct cc_events *events)
{
	if (!events)
		return;
	cc_events_stop(events);
	cc_effects_free(events->effects);
	for (size_t i = 0; i < events->subscription_count; i++)
		cc_subscription_clear(&events->subscriptions[i]);
	for (size_t i = 0; i < events->alarm_count; i++)
		cc_arena_free(events->alarms[i].arena);
	free(events->subscriptions);
	free(events->alarms);
	free(events->news);
	free(events->committed);
	cc_cond_free(&events->changed);
	cc_mutex_free(&events->lock);
	free(events);
}
