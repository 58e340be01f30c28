#include "cli/demo/plan.h"

#include "cli/demo/when.h"
#include "cli/secret.h"
#include "platform/core/context.h"
#include "platform/core/id.h"

enum {
	STORY_HOURS = 240,
	MOVED_FIXTURE = 23,
	MOVED_HOURS_AGO = 4,
	CALLED_OFF_HOURS_AGO = 5,
	HELD_MS_AGO = 510 * 1000, /* ten minutes less the ninety seconds that are left of it */
	JUST_NOW_MS = 120 * 1000,
	REGULAR_BOOKINGS = 40,
	FEWEST_HOURS_BEFORE = 2,
	DECLINED_PERCENT = 5,
	CANCELLED_PERCENT = 9,
	ABSENT_PERCENT = 10,
	DOORS_OPEN_MINUTES = 10,
	TRIES_MAX = 200,
	ID_DRAWS = 1000, /* apart from those of chance */
};

/* When the others asked: together, so that there are not as many moments as bookings. */
static const int hours_ago[] = { 220, 180, 140, 100, 72, 50, 40, 30, 20, 12, 6, 2 };

/* SplitMix64 (Steele, Lea, Flood 2014), of a value instead of a state. */
static uint64_t mix(uint64_t z)
{
	z += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t drawn(const struct demo_plan *plan, uint32_t what, uint32_t index)
{
	return mix(mix(plan->seed) ^ ((uint64_t)what << 32 | index));
}

uint32_t demo_chance(const struct demo_plan *plan, uint32_t what, uint32_t index, uint32_t below)
{
	return (uint32_t)(drawn(plan, what, index) >> 16) % below;
}

/* Ola, Marek and Ewa are whom tokens of the command line stand for. */
static const char *known_id(enum demo_kind kind, int index)
{
	if (index != 0)
		return NULL;
	return kind == DEMO_GUEST_ID   ? CLI_DEV_GUEST
	       : kind == DEMO_HOST_ID  ? CLI_DEV_HOST
	       : kind == DEMO_ADMIN_ID ? CLI_DEV_ADMIN
	                               : NULL;
}

cc_id demo_id(const struct demo_plan *plan, enum demo_kind kind, int index)
{
	cc_id known;
	const char *text = known_id(kind, index);
	if (text && cc_id_parse(cc_str_of(text), &known))
		return known;
	uint8_t random[10];
	uint64_t bits = drawn(plan, ID_DRAWS + (uint32_t)kind, (uint32_t)index), more = mix(bits);
	memcpy(random, &bits, sizeof bits);
	memcpy(random + sizeof bits, &more, sizeof random - sizeof bits);
	/* Bookings are listed by their ids, newest first. */
	cc_time at = kind == DEMO_BOOKING_ID ? plan->wishes[index].asked_at : plan->planned_at;
	return cc_id_v7(cc_time_add(at, index), random);
}

cc_str demo_guest_name(struct cc_ctx *ctx, const struct demo_plan *plan, int guest)
{
	if (guest < DEMO_NAMED_GUESTS)
		return cc_str_of(demo_named_guests[guest].name);
	uint32_t given = demo_chance(plan, 1, (uint32_t)guest, (uint32_t)demo_given_name_count);
	uint32_t family = demo_chance(plan, 2, (uint32_t)guest, (uint32_t)demo_family_name_count);
	return cc_printf(ctx, "%s %s", demo_given_names[given], demo_family_names[family]);
}

/* Wishes ---------------------------------------------------------------------------- */

static cc_time kick_off(const struct demo_plan *plan, int session)
{
	return plan->kicks_off_at[demo_sessions[session].fixture];
}

static void add_action(struct demo_plan *plan, cc_time at, enum demo_doing doing, int index)
{
	assert(plan->action_count < DEMO_ACTIONS_MAX);
	plan->actions[plan->action_count++] = (struct demo_action){ at, doing, index };
}

static void add_wish(struct demo_plan *plan, const struct demo_wish *wish, cc_time cancelled_at)
{
	assert(plan->wish_count < DEMO_BOOKINGS);
	int index = (int)plan->wish_count++;
	plan->wishes[index] = *wish;
	add_action(plan, wish->asked_at, DEMO_BOOK, index);
	if (cancelled_at.ms != 0)
		add_action(plan, cancelled_at, DEMO_CANCEL, index);
}

static void add_scripted(struct demo_plan *plan)
{
	for (size_t i = 0; i < demo_booking_count; i++) {
		const struct demo_booking *row = &demo_bookings[i];
		int64_t ago_ms = row->hours_ago > 0 ? CC_HOURS(row->hours_ago) : JUST_NOW_MS;
		const struct demo_wish wish = {
			.session = row->session,
			.guest = row->guest,
			.seats = row->seats,
			.labels = row->labels,
			.card = row->card,
			.asked_at = cc_time_add(plan->now, -ago_ms),
		};
		cc_time cancelled_at = cc_time_add(kick_off(plan, row->session),
		                                   -CC_HOURS(row->cancelled_hours));
		add_wish(plan, &wish, row->cancelled_hours > 0 ? cancelled_at : (cc_time){ 0 });
	}
}

/* Seats that nobody asks for yet; what a cancellation gives back stays free. */
static int seats_left(const struct demo_plan *plan, int session)
{
	int left = demo_room_seats(&demo_rooms[demo_hosts[demo_sessions[session].host].room]);
	for (size_t i = 0; i < plan->wish_count; i++)
		if (plan->wishes[i].session == session)
			left -= plan->wishes[i].seats;
	return left;
}

static bool asks_already(const struct demo_plan *plan, int session, int guest)
{
	for (size_t i = 0; i < plan->wish_count; i++)
		if (plan->wishes[i].session == session && plan->wishes[i].guest == guest)
			return true;
	return false;
}

/* A moment at which the session can be asked for, of those from `index` on; false if all are too late. */
static bool find_moment(const struct demo_plan *plan, int session, uint32_t index, cc_time *at)
{
	cc_time latest = cc_time_add(kick_off(plan, session), -CC_HOURS(FEWEST_HOURS_BEFORE));
	for (uint32_t i = 0; i < CC_COUNT(hours_ago); i++) {
		*at = cc_time_add(plan->now, -CC_HOURS(hours_ago[(index + i) % CC_COUNT(hours_ago)]));
		if (cc_time_before(*at, latest))
			return true;
	}
	return false;
}

static bool try_wish(struct demo_plan *plan, int session, struct demo_wish *wish, uint32_t n)
{
	wish->session = session;
	uint32_t moment = demo_chance(plan, 3, n, CC_COUNT(hours_ago));
	return !demo_sessions[session].scripted && seats_left(plan, session) > wish->seats &&
	       !asks_already(plan, session, wish->guest) &&
	       find_moment(plan, session, moment, &wish->asked_at);
}

static void add_regular(struct demo_plan *plan)
{
	struct demo_wish wish = { .guest = DEMO_REGULAR, .seats = 1, .card = "pm_card_visa" };
	for (int session = 0, made = 0; session < DEMO_SESSIONS && made < REGULAR_BOOKINGS; session++)
		if (try_wish(plan, session, &wish, (uint32_t)session)) {
			add_wish(plan, &wish, (cc_time){ 0 });
			made++;
		}
}

/* An hour after it was asked for at the latest moment but one, or not at all. */
static cc_time second_thoughts(const struct demo_plan *plan, const struct demo_wish *wish, uint32_t n)
{
	if (demo_chance(plan, 5, n, 100) >= CANCELLED_PERCENT)
		return (cc_time){ 0 };
	for (size_t i = 0; i < CC_COUNT(hours_ago); i++) {
		cc_time at = cc_time_add(plan->now, -CC_HOURS(hours_ago[i]));
		if (cc_time_before(wish->asked_at, at) && cc_time_before(at, kick_off(plan, wish->session)))
			return at;
	}
	return (cc_time){ 0 };
}

static void add_others(struct demo_plan *plan)
{
	int others = DEMO_GUESTS - DEMO_NAMED_GUESTS;
	for (uint32_t n = 0; plan->wish_count < DEMO_BOOKINGS; n++) {
		struct demo_wish wish = {
			.guest = DEMO_NAMED_GUESTS + (int)(n % (uint32_t)others),
			.seats = 1 + (int)demo_chance(plan, 4, n, 3) / 2,
			.card = demo_chance(plan, 6, n, 100) < DECLINED_PERCENT ? "pm_card_chargeDeclined"
			                                                        : "pm_card_visa",
		};
		assert(n < DEMO_BOOKINGS * TRIES_MAX); /* the rooms have seats enough: plan_test.c */
		if (try_wish(plan, (int)demo_chance(plan, 7, n, DEMO_SESSIONS), &wish, n))
			add_wish(plan, &wish, second_thoughts(plan, &wish, n));
	}
}

/* At kick-offs that are past; some bookings are not shown at the door. */
static void add_arrivals(struct demo_plan *plan)
{
	for (size_t i = 0; i < plan->wish_count; i++) {
		cc_time at = cc_time_add(kick_off(plan, plan->wishes[i].session),
		                         -CC_MINUTES(DOORS_OPEN_MINUTES));
		bool comes = demo_chance(plan, 9, (uint32_t)i, 100) >= ABSENT_PERCENT;
		if (comes && cc_time_before(at, plan->now))
			add_action(plan, at, DEMO_CHECK_IN, (int)i);
	}
}

/* The plan -------------------------------------------------------------------------- */

/* Stable: what was added first comes first at the same moment. */
static void sort(struct demo_plan *plan)
{
	for (size_t i = 1; i < plan->action_count; i++)
		for (size_t j = i; j > 0 && cc_time_before(plan->actions[j].at, plan->actions[j - 1].at);
		     j--) {
			struct demo_action earlier = plan->actions[j];
			plan->actions[j] = plan->actions[j - 1];
			plan->actions[j - 1] = earlier;
		}
}

void demo_plan_make(struct demo_plan *plan, uint64_t seed, cc_time now)
{
	*plan = (struct demo_plan){
		.seed = seed,
		.now = now,
		.planned_at = cc_time_add(now, -CC_HOURS(STORY_HOURS)),
	};
	for (size_t i = 0; i < DEMO_FIXTURES; i++)
		plan->kicks_off_at[i] = demo_when(&demo_fixtures[i].when, now);
	add_scripted(plan);
	add_regular(plan);
	add_others(plan);
	add_arrivals(plan);
	add_action(plan, cc_time_add(now, -CC_HOURS(CALLED_OFF_HOURS_AGO)), DEMO_CALL_OFF_SESSION,
	           DEMO_CALLED_OFF);
	add_action(plan, cc_time_add(now, -CC_HOURS(MOVED_HOURS_AGO)), DEMO_MOVE_FIXTURE, MOVED_FIXTURE);
	add_action(plan, cc_time_add(now, -HELD_MS_AGO), DEMO_HOLD, DEMO_HELD);
	sort(plan);
}
