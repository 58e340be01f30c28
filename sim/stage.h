/*
 * stage.h - a world while it is played, with all that its parts need of each other.
 *
 * What runs on it are fibers of the world (guests, staff, trouble, the provider's messengers), which never
 * die, and those of the company, which do.
 */
#pragma once

#include "platform/adapters/sim/clock_skew.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "sim/base.h"
#include "sim/faults.h"
#include "sim/plan.h"
#include "sim/run.h"

struct sim_stage {
	struct sim_world world;
	struct sim_base base;
	struct sim_faults faults;
	struct cc_clock clock;         /* true time */
	struct cc_clock_skew skew;     /* the company's */
	struct cc_entropy_sim entropy; /* the company's secrets */
	bool is_built;

	struct sim_options options;
	struct sim_plan *plans;        /* of all guests, by arrival */
	int plan_count;
	int64_t begins_us, troubled_until_us;
	int guests_about;              /* who have not gone home yet */
	int staff_about;               /* the same of hosts and administrators */
	uint64_t bookings, confirmed;

	uint64_t explained;            /* faults of the disk that earlier deaths are explained by */
	bool disk_is_full;             /* or soon will be */
	struct cc_mutex lock;          /* of the messenger's sleep */
	struct cc_cond provider_due;
	int64_t messenger_sleeps_until_ms;
};

/* A fiber's own: what somebody asks, and with what. */
struct sim_person {
	struct sim_stage *stage;
	struct cc_ctx ctx;         /* its arena is freed when the person goes home */
	char name[24];             /* "guest 17" */
	int plan;                  /* a guest's; of the staff: -1, -2, ... */
	struct sim_random random;  /* of nobody else, and so is what they call things by */
	struct cc_entropy_sim ids;
};

/* person.c */
void sim_person_come(struct sim_person *person, struct sim_stage *stage, const char *name, int plan);
void sim_person_go(struct sim_person *person);
/* Asks once; what the company answers is kept for the audit.  *answered: somebody did. */
CC_RESULT sim_ask_once(struct sim_person *person, struct sim_call *call);
/* The same under call->key until somebody answers, as often as people have patience for. */
CC_RESULT sim_ask(struct sim_person *person, struct sim_call *call);
#define SIM_ASK(person, who, of_op, with_key, of_in, of_out)                                                 \
	sim_ask((person), &(struct sim_call){ .op = &(of_op), .caller = (who), .key = (with_key),            \
	                                      .in = (of_in), .out = (of_out) })
cc_str sim_new_key(struct sim_person *person);
void sim_wait_ms(struct sim_person *person, int64_t ms);

/* guests.c: everybody comes when their plan says so; from a fiber of its own. */
void sim_stage_let_guests_come(struct sim_stage *stage);
/* staff.c: hosts and administrators change their minds. */
void sim_stage_let_staff_work(struct sim_stage *stage);
/* trouble.c: begins, ends; what becomes of a company that has died. */
void sim_stage_make_trouble(struct sim_stage *stage);
void sim_stage_heal(struct sim_stage *stage);
void sim_stage_died(struct sim_stage *stage, const char *why);
/* messenger.c: the provider's webhooks; after each event: something may be due earlier than it was. */
void sim_stage_carry_messages(struct sim_stage *stage);
void sim_stage_tick(struct sim_stage *stage);
/* play.c: from the lane of a service; and when somebody has been answered. */
void sim_stage_committed(struct sim_stage *stage, const struct cc_service *service);
void sim_stage_answered(struct sim_stage *stage, const struct sim_answer *answer);
