#include "platform/adapters/sim/log_sim.h"

#include <stdlib.h>

#include "platform/adapters/sim/due.h"
#include "platform/adapters/sim/names.h"
#include "platform/core/run.h"

enum {
	PUBLISH_MAX = 100, /* records at a time */
	TOPICS_MAX = 32,
	LATE_MIN_MS = 1000,
	LATE_MAX_MS = 10 * 60 * 1000,
	OVERTAKEN_MIN_MS = 1,
	OVERTAKEN_MAX_MS = 50,
	TWICE_MAX_MS = 3600 * 1000,
};

struct topic {
	cc_str name;
	int64_t read;               /* position in the inner log */
	struct cc_record **records; /* of position 1, 2, 3 ... here */
	size_t count, capacity;
	struct cc_names held; /* by key: until when the latest of it waits, a cc_time */
};

struct cc_broker_sim {
	struct cc_clock *clock;
	struct cc_faults *faults;
	struct cc_arena *arena; /* of all that was ever published */
	struct topic *topics[TOPICS_MAX];
	size_t topic_count;
	struct cc_due waiting; /* kind: the topic's place */
	struct cc_broker_sim_counts counts;
};

struct log_sim {
	struct cc_log base;
	struct cc_broker_sim *broker;
	struct cc_log *inner;
};

static bool strikes(const struct cc_broker_sim *broker, enum cc_fault fault)
{
	return broker->faults && broker->faults->ops->strikes(broker->faults, fault);
}

static int64_t between(const struct cc_broker_sim *broker, enum cc_fault fault, int64_t least, int64_t most)
{
	return broker->faults->ops->between(broker->faults, fault, least, most);
}

static cc_time now(const struct cc_broker_sim *broker)
{
	return broker->clock->ops->now(broker->clock);
}

/* Topics ------------------------------------------------------------------------ */

/* TOPICS_MAX: there is none yet. */
static size_t place_of(const struct cc_broker_sim *broker, cc_str name)
{
	for (size_t i = 0; i < broker->topic_count; i++)
		if (cc_str_eq(broker->topics[i]->name, name))
			return i;
	return TOPICS_MAX;
}

static size_t topic_named(struct cc_broker_sim *broker, cc_str name)
{
	size_t place = place_of(broker, name);
	if (place < TOPICS_MAX)
		return place;
	struct cc_ctx ctx = { .arena = broker->arena };
	struct topic *topic = cc_alloc(&ctx, sizeof *topic);
	assert(broker->topic_count < TOPICS_MAX);
	topic->name = cc_copy(&ctx, name);
	topic->held.arena = broker->arena;
	broker->topics[broker->topic_count] = topic;
	return broker->topic_count++;
}

/* What is published has a place of its own, also if it is a copy. */
static void publish(struct cc_broker_sim *broker, struct topic *topic, const struct cc_record *record)
{
	if (topic->count == topic->capacity) {
		size_t capacity = topic->capacity ? 2 * topic->capacity : 64, size = sizeof *topic->records;
		topic->records = cc_arena_grow(broker->arena, topic->records, topic->capacity * size,
		                               capacity * size);
		topic->capacity = capacity;
	}
	struct cc_record *published = cc_arena_alloc(broker->arena, sizeof *published);
	*published = *record;
	topic->records[topic->count++] = published;
	published->position = (int64_t)topic->count;
	broker->counts.published++;
}

static void release_due(struct cc_broker_sim *broker)
{
	struct cc_due_item item;
	while (cc_due_take(&broker->waiting, now(broker), &item))
		publish(broker, broker->topics[item.kind], item.what);
}

/* Publishing -------------------------------------------------------------------- */

static struct cc_record *kept(struct cc_broker_sim *broker, cc_str topic, const struct cc_record *record)
{
	struct cc_ctx ctx = { .arena = broker->arena };
	struct cc_record *copy = cc_alloc(&ctx, sizeof *copy);
	*copy = *record;
	copy->topic = topic;
	copy->type = cc_copy(&ctx, record->type);
	copy->key = cc_copy(&ctx, record->key);
	copy->trace = cc_copy(&ctx, record->trace);
	copy->body = cc_copy(&ctx, record->body);
	return copy;
}

/* When it may be read: not before what came earlier under its key. */
static cc_time due_of(struct cc_broker_sim *broker, struct topic *topic, cc_str key)
{
	bool late = strikes(broker, CC_FAULT_EVENT_LATE),
	     overtaken = strikes(broker, CC_FAULT_EVENT_REORDERED);
	cc_time due = now(broker);
	if (late)
		due.ms += between(broker, CC_FAULT_EVENT_LATE, LATE_MIN_MS, LATE_MAX_MS);
	else if (overtaken)
		due.ms += between(broker, CC_FAULT_EVENT_REORDERED, OVERTAKEN_MIN_MS, OVERTAKEN_MAX_MS);
	broker->counts.late += late;
	broker->counts.reordered += !late && overtaken;

	cc_time *held = cc_names_find(&topic->held, key);
	if (held && due.ms < held->ms)
		return *held;
	if (!held && !late && !overtaken)
		return due;
	if (!held) {
		held = cc_arena_alloc(broker->arena, sizeof *held);
		cc_names_put(&topic->held, key, held);
	}
	*held = due;
	return due;
}

static void take_over(struct cc_broker_sim *broker, size_t place, const struct cc_record *fresh)
{
	struct topic *topic = broker->topics[place];
	struct cc_record *record = kept(broker, topic->name, fresh);
	cc_time due = due_of(broker, topic, record->key);
	if (due.ms > now(broker).ms)
		cc_due_put(&broker->waiting, due, (int)place, record);
	else
		publish(broker, topic, record);
	if (!strikes(broker, CC_FAULT_EVENT_TWICE))
		return;
	broker->counts.repeated++;
	due.ms += between(broker, CC_FAULT_EVENT_TWICE, 0, TWICE_MAX_MS);
	cc_due_put(&broker->waiting, due, (int)place, record);
}

static CC_RESULT relay(struct log_sim *log, struct cc_ctx *ctx, cc_str name, struct topic **relayed)
{
	struct cc_broker_sim *broker = log->broker;
	size_t place = topic_named(broker, name);
	struct topic *topic = broker->topics[place];
	struct cc_record_list fresh;
	do {
		int64_t from = topic->read;
		TRY(log->inner->ops->read(log->inner, ctx, name, from, PUBLISH_MAX, &fresh));
		release_due(broker); /* before what follows it under its key */
		/* Whoever read the same meanwhile has published it. */
		for (size_t i = 0; i < fresh.count && topic->read == from; i++)
			take_over(broker, place, &fresh.items[i]);
		if (fresh.count > 0 && topic->read == from)
			topic->read = fresh.items[fresh.count - 1].position;
	} while (fresh.count == PUBLISH_MAX);
	*relayed = topic;
	return CC_OK;
}

/* The port ---------------------------------------------------------------------- */

static cc_err read_sim(struct cc_log *base, struct cc_ctx *ctx, cc_str name, int64_t after, size_t max,
                       struct cc_record_list *records)
{
	struct topic *topic;
	TRY(relay((struct log_sim *)base, ctx, name, &topic));
	size_t first = after > 0 ? (size_t)after : 0;
	size_t left = first < topic->count ? topic->count - first : 0;
	records->count = left < max ? left : max;
	records->items = cc_alloc_array(ctx, records->count, sizeof *records->items);
	for (size_t i = 0; i < records->count; i++)
		records->items[i] = *topic->records[first + i];
	return CC_OK;
}

static cc_err end_sim(struct cc_log *base, struct cc_ctx *ctx, cc_str name, int64_t *position)
{
	struct topic *topic;
	TRY(relay((struct log_sim *)base, ctx, name, &topic));
	*position = (int64_t)topic->count;
	return CC_OK;
}

static void free_sim(struct cc_log *base)
{
	struct log_sim *log = (struct log_sim *)base;
	log->inner->ops->free(log->inner);
	free(log);
}

static const struct cc_log_ops ops = {
	.name = "sim",
	.read = read_sim,
	.end = end_sim,
	.free = free_sim,
};

struct cc_log *cc_log_sim_new(struct cc_broker_sim *broker, struct cc_log *inner)
{
	struct log_sim *log = calloc(1, sizeof *log);
	if (!log)
		cc_die("out of memory for a log");
	*log = (struct log_sim){ .base.ops = &ops, .broker = broker, .inner = inner };
	return &log->base;
}

/* The broker -------------------------------------------------------------------- */

struct cc_broker_sim *cc_broker_sim_new(struct cc_clock *clock, struct cc_faults *faults)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_broker_sim *broker = cc_arena_alloc(arena, sizeof *broker);
	*broker = (struct cc_broker_sim){
		.clock = clock,
		.faults = faults,
		.arena = arena,
		.waiting.arena = arena,
	};
	return broker;
}

void cc_broker_sim_free(struct cc_broker_sim *broker)
{
	if (broker)
		cc_arena_free(broker->arena);
}

cc_time cc_broker_sim_due(const struct cc_broker_sim *broker)
{
	return cc_due_next(&broker->waiting);
}

size_t cc_broker_sim_waiting(const struct cc_broker_sim *broker)
{
	return broker->waiting.count;
}

const struct cc_record *cc_broker_sim_record(const struct cc_broker_sim *broker, cc_str topic, size_t number)
{
	size_t place = place_of(broker, topic);
	if (place == TOPICS_MAX || number >= broker->topics[place]->count)
		return NULL;
	return broker->topics[place]->records[number];
}

struct cc_broker_sim_counts cc_broker_sim_counts(const struct cc_broker_sim *broker)
{
	return broker->counts;
}
