/*
 * plan.h - what each guest means to do, before anything happens: a function of the seed alone.
 *
 * Each plan is drawn from a stream of its own, so that leaving some of them out changes none of the others.
 */
#pragma once

#include "sim/base.h"

#define SIM_HABITS(X)                                                               \
	X(PLAIN,          "plain")          /* books, pays, comes */                \
	X(QUOTED,         "quoted")         /* asks for a price first, and insists on it */ \
	X(DOUBLE_CLICKER, "double clicker") /* sends everything twice, at once */   \
	X(INSISTENT,      "insistent")      /* asks again, though it was answered */ \
	X(ABANDONER,      "abandoner")      /* leaves without a word */             \
	X(APPROVER,       "approver")       /* has a bank that asks, and says yes */ \
	X(REFUSER,        "refuser")        /* the same, and says no */             \
	X(GHOST,          "ghost")          /* the same, and says nothing */        \
	X(EARLY_CANCELLER, "early canceller") /* before it is confirmed */          \
	X(CANCELLER,      "canceller")      /* some time after */                   \
	X(HOLDER,         "holder")         /* holds seats, and books nothing */    \
	X(BOT,            "bot")            /* as many seats as it gets, in no time */

enum sim_habit {
#define X(name, text) SIM_##name,
	SIM_HABITS(X)
#undef X
	SIM_HABIT_COUNT,
};

const char *sim_habit_name(enum sim_habit habit);

struct sim_plan {
	int64_t at_us;      /* after the seed begins */
	enum sim_habit habit;
	int guest, evening, seats;
	bool by_label;      /* names its seats */
	int first_seat;     /* from which it names them */
	const char *card;
	int64_t cancels_after_ms;
	bool comes;         /* to the evening, if there is one */
};

enum { SIM_BY_PLAN = 1 << 20 }; /* the stream of a plan is this, and its number; a guest draws from another */
enum { SIM_BY_GUEST = 1 << 21, SIM_BY_STAFF = 1 << 22 };

/* Where and when guests come. */
struct sim_scene {
	const struct sim_base *base;
	uint64_t seed;
	cc_time begins_at;
	int64_t lasts_us;
};

void sim_plans_draw(struct sim_plan *plans, int count, const struct sim_scene *scene);
