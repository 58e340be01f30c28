/* effects.c - which effects are underway, for how many more there is room, and when to look for them. */
#include "platform/runtime/effects_internal.h"

#include <stdlib.h>

/* A wall clock that is set, and a plan that was not told of, are noticed after so long. */
/* Flights ----------------------------------------------------------------------- */

/* FNV-1a. */
static uint64_t digest(cc_str key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (uint8_t)key.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* With the lock held. */
static bool knows(const struct cc_effects *effects, cc_str key)
{
	for (size_t i = 0; i < effects->underway_count; i++)
		if (cc_str_eq(effects->underway[i]->key.text, key))
			return true;
	uint64_t wanted = effects->landed_count > 0 ? digest(key) : 0;
	for (size_t i = 0; i < effects->landed_count; i++)
		if (effects->landed[i] == wanted)
			return true;
	return false;
}

bool cc_effects_knows(struct cc_effects *effects, cc_str key)
{
	cc_mutex_lock(&effects->lock);
	bool known = knows(effects, key);
	cc_mutex_unlock(&effects->lock);
	return known;
}

/* Once, although both the lane and a look may have seen the plan. */
bool cc_effects_admit(struct cc_effects *effects, struct cc_flight *flight)
{
	cc_mutex_lock(&effects->lock);
	bool room = !effects->stopping && effects->acting < effects->acting_max &&
	            effects->underway_count + effects->landed_count < CC_EFFECTS_UNDERWAY_MAX &&
	            !knows(effects, flight->key.text);
	if (room) {
		effects->underway[effects->underway_count++] = flight;
		effects->acting++;
	}
	cc_mutex_unlock(&effects->lock);
	return room;
}

/* With the lock held. */
static void wake(struct cc_effects *effects)
{
	effects->woken = true;
	cc_cond_signal(&effects->changed);
}

/* With the lock held.  Not for each place: a look is worth it if it can start several. */
static void wake_if_held_back(struct cc_effects *effects)
{
	bool held_back = false;
	for (size_t i = 0; i < effects->member_count; i++)
		held_back |= effects->members[i].held_back;
	if (held_back && effects->acting <= effects->acting_max - effects->acting_max / 4 &&
	    effects->underway_count <= CC_EFFECTS_UNDERWAY_MAX / 4 * 3)
		wake(effects);
}

void cc_effects_acted(struct cc_effects *effects)
{
	cc_mutex_lock(&effects->lock);
	effects->acting--;
	wake_if_held_back(effects);
	cc_mutex_unlock(&effects->lock);
}

/* With the lock held. */
static void remove_flight(struct cc_effects *effects, const struct cc_flight *flight)
{
	size_t i = 0;
	while (effects->underway[i] != flight)
		i++;
	effects->underway[i] = effects->underway[--effects->underway_count];
	if (effects->looking)
		effects->landed[effects->landed_count++] = digest(flight->key.text);
}

/* With the lock held: it falls due then, without anybody telling of it again. */
static void note_due(struct cc_effects *effects, struct cc_effects_member *member, cc_time at)
{
	member->noted_due_at = cc_time_min(member->noted_due_at, at);
	if (cc_time_before(at, effects->sleeps_until))
		wake(effects);
}

void cc_effects_landed(struct cc_effects *effects, struct cc_flight *flight, const struct cc_landing *landing)
{
	struct cc_effects_member *member = flight->member;
	cc_mutex_lock(&effects->lock);
	remove_flight(effects, flight);
	note_due(effects, member, landing->retry_at);
	member->troubled |= landing->troubled;
	member->troubles = landing->troubled ? member->troubles + 1 : 0;
	effects->settled += landing->settled;
	effects->failed += landing->failed;
	effects->retried += landing->retried;
	effects->landings++;
	if (landing->troubled)
		wake(effects);
	wake_if_held_back(effects);
	cc_mutex_unlock(&effects->lock);
}

static size_t underway(struct cc_effects *effects)
{
	cc_mutex_lock(&effects->lock);
	size_t count = effects->underway_count;
	cc_mutex_unlock(&effects->lock);
	return count;
}

/* Looking ----------------------------------------------------------------------- */

static cc_time now_of(struct cc_effects *effects)
{
	struct cc_invocation invocation;
	struct cc_arena *none = NULL; /* telling the time takes no memory */
	cc_invocation_init(effects->node, &invocation, none, NULL);
	return cc_now(&invocation.ctx);
}

/* Another service is the first each time: none takes all the room for ever. */
static size_t look_after_all(struct cc_effects *effects)
{
	size_t started = 0;
	effects->wake_at = CC_TIME_NEVER;
	for (size_t i = 0; i < effects->member_count; i++)
		started += cc_effects_look(effects,
		                           &effects->members[(effects->first + i) % effects->member_count]);
	effects->first++;
	return started;
}

static uint64_t landings(struct cc_effects *effects)
{
	cc_mutex_lock(&effects->lock);
	uint64_t count = effects->landings;
	cc_mutex_unlock(&effects->lock);
	return count;
}

size_t cc_effects_step(struct cc_effects *effects)
{
	uint64_t before = landings(effects);
	cc_effects_wake(effects);
	size_t started = look_after_all(effects);
	if (cc_node_has_threads(effects->node))
		return started;
	while (underway(effects) > 0)
		cc_node_step(effects->node);
	return landings(effects) - before;
}

/* Plans ------------------------------------------------------------------------- */

static struct cc_effects_member *member_of(struct cc_effects *effects, const struct cc_service *service)
{
	for (size_t i = 0; i < effects->member_count; i++)
		if (effects->members[i].service == service)
			return &effects->members[i];
	return NULL;
}

static void take_up(struct cc_effects *effects, struct cc_effects_member *member,
                    const struct cc_plan_row *row)
{
	bool due = !cc_time_before(now_of(effects), row->first_due_at);
	bool held_back = due && !cc_flight_start(effects, member, row);
	cc_mutex_lock(&effects->lock);
	member->held_back |= held_back;
	if (!due)
		note_due(effects, member, row->first_due_at);
	cc_mutex_unlock(&effects->lock);
}

void cc_effects_planned(struct cc_effects *effects, const struct cc_service *service,
                        const struct cc_plan_note *notes)
{
	struct cc_effects_member *member = member_of(effects, service);
	if (!member || !cc_node_has_threads(effects->node))
		return; /* the next step looks for it */
	for (; notes; notes = notes->next)
		take_up(effects, member, &notes->row);
}

/* With the lock held. */
static void note_unseen(struct cc_effects *effects)
{
	for (size_t i = 0; i < effects->member_count; i++)
		effects->members[i].unseen = true;
}

void cc_effects_wake(struct cc_effects *effects)
{
	cc_mutex_lock(&effects->lock);
	note_unseen(effects);
	wake(effects);
	cc_mutex_unlock(&effects->lock);
}

/* The thread -------------------------------------------------------------------- */

/* False once it is stopping. */
static bool sleep_unless_woken(struct cc_effects *effects)
{
	cc_time now = now_of(effects), latest = cc_time_add(now, cc_node_look_again_ms(effects->node));
	cc_time until = cc_time_min(effects->wake_at, latest);
	int64_t until_us = cc_threads_in_ms(effects->lock.threads, until.ms - now.ms);
	bool in_time = true;
	cc_mutex_lock(&effects->lock);
	effects->sleeps_until = until;
	while (!effects->woken && !effects->stopping && in_time)
		in_time = cc_cond_wait_until(&effects->changed, &effects->lock, until_us);
	if (!in_time)
		note_unseen(effects); /* whatever is known of them; and they are counted */
	effects->woken = false;
	effects->sleeps_until = (cc_time){ 0 }; /* it is awake */
	bool goes_on = !effects->stopping;
	cc_mutex_unlock(&effects->lock);
	return goes_on;
}

static void work(void *arg)
{
	struct cc_effects *effects = arg;
	do
		look_after_all(effects);
	while (sleep_unless_woken(effects));
}

void cc_effects_start(struct cc_effects *effects)
{
	assert(!effects->started);
	if (effects->member_count == 0)
		return;
	effects->started = true;
	effects->thread = (struct cc_thread){ .name = "effects", .run = work, .arg = effects };
	cc_thread_start(&effects->thread, effects->lock.threads);
}

void cc_effects_stop(struct cc_effects *effects)
{
	cc_mutex_lock(&effects->lock);
	effects->stopping = true;
	cc_cond_signal(&effects->changed);
	cc_mutex_unlock(&effects->lock);
	if (effects->started)
		cc_thread_join(&effects->thread);
	effects->started = false;
}

struct cc_effects_stats cc_effects_stats(struct cc_effects *effects)
{
	cc_time now = now_of(effects), oldest = now;
	cc_mutex_lock(&effects->lock);
	struct cc_effects_stats stats = {
		.underway = effects->underway_count,
		.settled = effects->settled,
		.retried = effects->retried,
		.failed = effects->failed,
	};
	for (size_t i = 0; i < effects->member_count; i++) {
		stats.planned += effects->members[i].planned;
		oldest = cc_time_min(oldest, effects->members[i].oldest_due_at);
	}
	cc_mutex_unlock(&effects->lock);
	stats.lag_ms = now.ms - oldest.ms;
	return stats;
}

/* Making and freeing ------------------------------------------------------------ */

static bool has_effects(const struct cc_service *service)
{
	return (service->effects && service->effects[0]) || (service->sagas && service->sagas[0]);
}

static void add_member(struct cc_effects *effects, const struct cc_service *service)
{
	effects->members[effects->member_count++] = (struct cc_effects_member){
		.service = service,
		.store = cc_node_store_of(effects->node, service),
		.due_at = CC_TIME_NEVER,
		.noted_due_at = CC_TIME_NEVER,
		.unseen = true, /* of a process before this one */
		.oldest_due_at = CC_TIME_NEVER,
	};
}

struct cc_effects *cc_effects_new(struct cc_node *node)
{
	const struct cc_service *const *services = cc_node_services(node);
	size_t count = 0, workers = cc_node_worker_count(node);
	while (services[count])
		count++;
	struct cc_effects *effects = calloc(1, sizeof *effects);
	struct cc_effects_member *members = calloc(count ? count : 1, sizeof *members);
	if (!effects || !members)
		cc_die("out of memory for effects");
	cc_mutex_init(&effects->lock, cc_node_threads(node));
	cc_cond_init(&effects->changed, cc_node_threads(node));
	effects->node = node;
	effects->arena = cc_arena_new();
	effects->members = members;
	effects->wake_at = CC_TIME_NEVER;
	effects->acting_max = workers < 4 ? 1 : workers - workers / 4; /* the rest is for those who wait */
	for (size_t i = 0; i < count; i++)
		if (cc_node_store_of(node, services[i]) && has_effects(services[i]))
			add_member(effects, services[i]);
	return effects;
}

void cc_effects_set_telemetry(struct cc_effects *effects, struct cc_telemetry *telemetry)
{
	effects->telemetry = telemetry;
}

void cc_effects_free(struct cc_effects *effects)
{
	if (!effects)
		return;
	cc_effects_stop(effects);
	assert(effects->underway_count == 0);
	cc_arena_free(effects->arena);
	cc_cond_free(&effects->changed);
	cc_mutex_free(&effects->lock);
	free(effects->members);
	free(effects);
}
