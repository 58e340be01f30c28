#include "platform/adapters/fail/log_fail.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/run.h"

enum { TOPICS_MAX = 8, RELAY_MAX = 64 };

struct topic {
	cc_str name;
	int64_t relayed;               /* position in the inner log */
	struct cc_record_list records; /* of position 1, 2, 3 ... here */
	size_t capacity;
};

struct log_fail {
	struct cc_log base;
	struct cc_log *inner;
	pthread_mutex_t lock;
	struct cc_arena *arena;
	struct cc_log_fail_plan plan;
	struct topic topics[TOPICS_MAX];
	size_t topic_count;
};

static cc_str keep(struct log_fail *log, cc_str text)
{
	struct cc_ctx ctx = { .arena = log->arena };
	return cc_copy(&ctx, text);
}

static struct topic *topic_named(struct log_fail *log, cc_str name)
{
	for (size_t i = 0; i < log->topic_count; i++)
		if (cc_str_eq(log->topics[i].name, name))
			return &log->topics[i];
	assert(log->topic_count < TOPICS_MAX);
	struct topic *topic = &log->topics[log->topic_count++];
	topic->name = keep(log, name);
	return topic;
}

static void make_room(struct log_fail *log, struct topic *topic)
{
	struct cc_record_list *list = &topic->records;
	if (list->count < topic->capacity)
		return;
	topic->capacity = topic->capacity ? 2 * topic->capacity : RELAY_MAX;
	list->items = cc_arena_grow(log->arena, list->items, list->count * sizeof *list->items,
	                            topic->capacity * sizeof *list->items);
}

static void append(struct log_fail *log, struct topic *topic, const struct cc_record *record)
{
	struct cc_record_list *list = &topic->records;
	make_room(log, topic);
	struct cc_record *copy = &list->items[list->count++];
	*copy = *record;
	copy->position = (int64_t)list->count;
	copy->topic = topic->name;
	copy->type = keep(log, record->type);
	copy->key = keep(log, record->key);
	copy->trace = keep(log, record->trace);
	copy->body = keep(log, record->body);
}

static void append_key(struct log_fail *log, struct topic *topic, const struct cc_record_list *fresh,
                       cc_str key)
{
	for (size_t i = 0; i < fresh->count; i++)
		if (cc_str_eq(fresh->items[i].key, key))
			append(log, topic, &fresh->items[i]);
}

static bool comes_later(const struct cc_record_list *fresh, size_t at)
{
	for (size_t i = at + 1; i < fresh->count; i++)
		if (cc_str_eq(fresh->items[i].key, fresh->items[at].key))
			return true;
	return false;
}

/* The key that came last comes first, whole. */
static void append_reordered(struct log_fail *log, struct topic *topic, const struct cc_record_list *fresh)
{
	for (size_t i = fresh->count; i-- > 0;)
		if (!comes_later(fresh, i))
			append_key(log, topic, fresh, fresh->items[i].key);
}

static void append_all(struct log_fail *log, struct topic *topic, const struct cc_record_list *fresh)
{
	for (size_t i = 0; i < fresh->count; i++)
		append(log, topic, &fresh->items[i]);
}

/* With the lock held: copies what is new in the inner log. */
static CC_RESULT relay(struct log_fail *log, struct cc_ctx *ctx, struct topic *topic)
{
	struct cc_record_list fresh;
	do {
		TRY(log->inner->ops->read(log->inner, ctx, topic->name, topic->relayed, RELAY_MAX, &fresh));
		for (size_t copy = 0; copy <= log->plan.copies; copy++) {
			if (log->plan.reorder)
				append_reordered(log, topic, &fresh);
			else
				append_all(log, topic, &fresh);
		}
		if (fresh.count > 0)
			topic->relayed = fresh.items[fresh.count - 1].position;
	} while (fresh.count == RELAY_MAX);
	return CC_OK;
}

/* With the lock held: the records that can be seen, 0 .. *visible - 1. */
static CC_RESULT look(struct log_fail *log, struct cc_ctx *ctx, cc_str name, struct topic **topic,
                      size_t *visible)
{
	if (log->plan.refuse > 0) {
		log->plan.refuse--;
		return cc_fail(ctx, &cc_unavailable, "The log cannot be reached.");
	}
	*topic = topic_named(log, name);
	TRY(relay(log, ctx, *topic));
	size_t count = (*topic)->records.count;
	*visible = count > log->plan.hide_newest ? count - log->plan.hide_newest : 0;
	return CC_OK;
}

static cc_err read_fail(struct cc_log *base, struct cc_ctx *ctx, cc_str name, int64_t after, size_t max,
                        struct cc_record_list *records)
{
	struct log_fail *log = (struct log_fail *)base;
	struct topic *topic = NULL;
	size_t visible = 0;
	pthread_mutex_lock(&log->lock);
	cc_err err = look(log, ctx, name, &topic, &visible);
	if (err == CC_OK) {
		size_t first = after > 0 ? (size_t)after : 0;
		size_t left = first < visible ? visible - first : 0;
		records->count = left < max ? left : max;
		records->items = cc_alloc_array(ctx, records->count, sizeof *records->items);
		if (records->count > 0)
			memcpy(records->items, topic->records.items + first,
			       records->count * sizeof *records->items);
	}
	pthread_mutex_unlock(&log->lock);
	return err;
}

static cc_err end_fail(struct cc_log *base, struct cc_ctx *ctx, cc_str name, int64_t *position)
{
	struct log_fail *log = (struct log_fail *)base;
	struct topic *topic = NULL;
	size_t visible = 0;
	pthread_mutex_lock(&log->lock);
	cc_err err = look(log, ctx, name, &topic, &visible);
	if (err == CC_OK)
		*position = (int64_t)visible;
	pthread_mutex_unlock(&log->lock);
	return err;
}

static void free_fail(struct cc_log *base)
{
	struct log_fail *log = (struct log_fail *)base;
	log->inner->ops->free(log->inner);
	pthread_mutex_destroy(&log->lock);
	cc_arena_free(log->arena);
	free(log);
}

static const struct cc_log_ops ops = {
	.name = "fail",
	.read = read_fail,
	.end = end_fail,
	.free = free_fail,
};

struct cc_log *cc_log_fail_new(struct cc_log *inner)
{
	struct log_fail *log = calloc(1, sizeof *log);
	if (!log || pthread_mutex_init(&log->lock, NULL) != 0)
		cc_die("out of memory for a log");
	log->base.ops = &ops;
	log->inner = inner;
	log->arena = cc_arena_new();
	return &log->base;
}

void cc_log_fail_plan(struct cc_log *base, const struct cc_log_fail_plan *plan)
{
	struct log_fail *log = (struct log_fail *)base;
	pthread_mutex_lock(&log->lock);
	log->plan = *plan;
	pthread_mutex_unlock(&log->lock);
}
