/* effects_look.c - looks for the plans of a service that are due, and starts as many as there is room for. */
#include "platform/runtime/effects_internal.h"

#include "platform/runtime/events_internal.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"
#include "platform/runtime/telemetry.h"

enum {
	READ_WAIT_MS = 5000,
	/* Those underway are due, too: so many more can be taken up. */
	ROWS_MAX = 2 * CC_EFFECTS_UNDERWAY_MAX,
};

/* Rows -------------------------------------------------------------------------- */

static const struct cc_field plan_row_fields[] = {
	CC_ROW_FIELD(struct cc_plan_row, key, CC_STRING),
	CC_ROW_FIELD(struct cc_plan_row, effect, CC_STRING),
	CC_ROW_FIELD(struct cc_plan_row, plan, CC_BYTES),
	CC_ROW_FIELD(struct cc_plan_row, subject, CC_UUID),
	CC_ROW_FIELD(struct cc_plan_row, trace, CC_STRING),
	CC_ROW_FIELD(struct cc_plan_row, first_due_at, CC_TIME),
	CC_ROW_FIELD(struct cc_plan_row, tries, CC_INT32),
};

static const struct cc_message plan_row_message = {
	.name = "plan_row",
	.size = sizeof(struct cc_plan_row),
	.fields = plan_row_fields,
	.field_count = CC_COUNT(plan_row_fields),
};

struct ahead_row {
	int64_t planned;
	bool has_oldest_due_at, has_next_due_at;
	cc_time oldest_due_at, next_due_at;
};

static const struct cc_field ahead_row_fields[] = {
	CC_ROW_FIELD(struct ahead_row, planned, CC_INT64),
	{
		.name = "oldest_due_at",
		.type = CC_TIME,
		.presence = CC_OPTIONAL,
		.offset = offsetof(struct ahead_row, oldest_due_at),
		.presence_offset = offsetof(struct ahead_row, has_oldest_due_at),
	},
	{
		.name = "next_due_at",
		.type = CC_TIME,
		.presence = CC_OPTIONAL,
		.offset = offsetof(struct ahead_row, next_due_at),
		.presence_offset = offsetof(struct ahead_row, has_next_due_at),
	},
};

static const struct cc_message ahead_row_message = {
	.name = "ahead_row",
	.size = sizeof(struct ahead_row),
	.fields = ahead_row_fields,
	.field_count = CC_COUNT(ahead_row_fields),
};

bool cc_effect_find(const struct cc_service *service, cc_str name, struct cc_effect *effect)
{
	const struct cc_effect *const *at = service->effects;
	for (; at && *at; at++) {
		if (!cc_str_eq(cc_str_of((*at)->name), name))
			continue;
		*effect = **at;
		return true;
	}
	return cc_saga_effect(service, name, effect);
}

/* Looking ----------------------------------------------------------------------- */

struct look {
	struct cc_ctx ctx;
	struct cc_plan_row_list due, due_sagas;
	struct ahead_row ahead;
};

static void look_at(struct cc_effects *effects, cc_time at)
{
	effects->wake_at = cc_time_min(effects->wake_at, at);
}

/* Is there a reason to read its plans?  If so, what lands from here on is noted. */
static bool begin(struct cc_effects *effects, struct cc_effects_member *member, cc_time now)
{
	cc_mutex_lock(&effects->lock);
	if (member->troubled)
		member->paused_until = cc_time_add(now, cc_events_backoff_ms(member->troubles));
	member->troubled = false;
	cc_time next_at = cc_time_min(member->due_at, member->noted_due_at);
	bool paused = cc_time_before(now, member->paused_until);
	bool reason = !paused && (member->unseen || member->held_back || !cc_time_before(now, next_at));
	if (reason) {
		member->unseen = member->held_back = false;
		member->noted_due_at = CC_TIME_NEVER;
		effects->looking = true;
	}
	cc_mutex_unlock(&effects->lock);
	if (!reason)
		look_at(effects, paused ? member->paused_until : next_at);
	return reason;
}

static CC_RESULT read_plans(struct cc_effects_member *member, struct look *look, cc_time now)
{
	struct cc_ctx *ctx = &look->ctx;
	ctx->deadline = cc_time_add(now, READ_WAIT_MS);
	TRY(cc_store_begin_read(member->store, ctx));
	cc_err err = cc_sql_all(ctx, &due_effects, &plan_row_message, &look->due, now, (int)ROWS_MAX);
	if (err == CC_OK)
		err = cc_saga_read_due(ctx, member->service, now, ROWS_MAX, &look->due_sagas);
	if (err == CC_OK)
		err = cc_sql_one(ctx, &plans_ahead, &ahead_row_message, &look->ahead, now);
	cc_store_end_read(member->store, ctx);
	return err;
}

/* True if all were started. */
static bool start_due(struct cc_effects *effects, struct cc_effects_member *member,
                      const struct cc_plan_row_list *due, size_t *started)
{
	for (size_t i = 0; i < due->count; i++) {
		if (cc_effects_knows(effects, due->items[i].key))
			continue;
		if (!cc_flight_start(effects, member, &due->items[i]))
			return false;
		++*started;
	}
	return due->count < ROWS_MAX;
}

static void note_trouble(struct cc_effects *effects, struct cc_effects_member *member, cc_err err,
                         cc_time now)
{
	cc_mutex_lock(&effects->lock);
	member->troubled = member->unseen = true;
	member->troubles++;
	cc_mutex_unlock(&effects->lock);
	look_at(effects, now); /* at once, to see for how long it pauses */
	if (effects->telemetry)
		cc_log_line(effects->telemetry, CC_LEVEL_WARN, "effects_wait", "service=%s reason=%s",
		            member->service->name, err->reason);
}

static size_t take_up(struct cc_effects *effects, struct cc_effects_member *member, struct look *look)
{
	size_t started = 0;
	member->due_at = look->ahead.has_next_due_at ? look->ahead.next_due_at : CC_TIME_NEVER;
	look_at(effects, member->due_at);
	bool all = start_due(effects, member, &look->due, &started) &&
	           start_due(effects, member, &look->due_sagas, &started);
	cc_mutex_lock(&effects->lock);
	member->held_back |= !all;
	member->planned = look->ahead.planned;
	member->oldest_due_at = look->ahead.has_oldest_due_at ? look->ahead.oldest_due_at : CC_TIME_NEVER;
	cc_mutex_unlock(&effects->lock);
	return started;
}

static void end(struct cc_effects *effects)
{
	cc_mutex_lock(&effects->lock);
	effects->looking = false;
	effects->landed_count = 0;
	cc_mutex_unlock(&effects->lock);
}

size_t cc_effects_look(struct cc_effects *effects, struct cc_effects_member *member)
{
	struct cc_invocation invocation;
	size_t started = 0;
	cc_arena_reset(effects->arena);
	cc_invocation_init(effects->node, &invocation, effects->arena, NULL);
	struct look look = { .ctx = invocation.ctx };
	cc_time now = cc_now(&look.ctx);
	if (!begin(effects, member, now))
		return 0;
	cc_err err = read_plans(member, &look, now);
	if (err == CC_OK)
		started = take_up(effects, member, &look);
	else
		note_trouble(effects, member, err, now);
	end(effects);
	return started;
}
