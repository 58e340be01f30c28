/*
 * plan.h - everything that has happened when the demo starts, as a function of the seed and the moment.
 *
 * The plan knows no service: it says who asks for what, and when.  Those who carry it out find out
 * what becomes of it.
 */
#pragma once

#include "cli/demo/tables.h"

enum { DEMO_BOOKINGS = 312, DEMO_ACTIONS_MAX = 3 * DEMO_BOOKINGS + 8 };

/* Who or what an id is for: each kind has its own. */
enum demo_kind {
	DEMO_COMPETITION_ID, DEMO_TEAM_ID, DEMO_FIXTURE_ID, DEMO_HOST_ID, DEMO_HOME_ID, DEMO_GUEST_ID,
	DEMO_SESSION_ID, DEMO_BOOKING_ID, DEMO_ADMIN_ID, DEMO_PERSONA_ID,
};

struct demo_wish {
	int session, guest, seats;
	const char *labels, *card; /* labels "A1 A2"; NULL: whichever are free */
	cc_time asked_at;
};

enum demo_doing {
	DEMO_BOOK, DEMO_CANCEL, DEMO_CHECK_IN, DEMO_MOVE_FIXTURE, DEMO_CALL_OFF_SESSION, DEMO_HOLD,
};

struct demo_action {
	cc_time at;
	enum demo_doing doing;
	int index; /* of the wish, fixture or session */
};

struct demo_plan {
	uint64_t seed;
	cc_time now, planned_at; /* when the demo starts, and when its story does */
	cc_time kicks_off_at[DEMO_FIXTURES];
	struct demo_wish wishes[DEMO_BOOKINGS];
	size_t wish_count;
	struct demo_action actions[DEMO_ACTIONS_MAX]; /* in the order of time */
	size_t action_count;
};

void demo_plan_make(struct demo_plan *plan, uint64_t seed, cc_time now);
/* A UUID of version 7, the same for the same seed and moment. */
cc_id demo_id(const struct demo_plan *plan, enum demo_kind kind, int index);
/* A guest's name, in the arena of ctx unless it stands in the tables. */
struct cc_ctx;
cc_str demo_guest_name(struct cc_ctx *ctx, const struct demo_plan *plan, int guest);

/* A number below `below`, made of the seed and two others: no state, so that order does not matter. */
uint32_t demo_chance(const struct demo_plan *plan, uint32_t what, uint32_t index, uint32_t below);
