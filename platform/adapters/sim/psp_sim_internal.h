/* psp_sim_internal.h - what the files of the simulated payment provider share. */
#pragma once

#include "platform/adapters/psp_sandbox/cards.h"
#include "platform/adapters/sim/due.h"
#include "platform/adapters/sim/names.h"
#include "platform/adapters/sim/psp_sim.h"
#include "platform/core/run.h"

/* A list that grows; what is in it stays where it is. */
struct psp_sim_list { void **items; size_t count, capacity; };

struct psp_sim_payment {
	struct cc_psp_sim_payment is;
	size_t number;
	const struct cc_psp_sandbox_card *card;
	struct psp_sim_payment *before; /* of the same reference */
	bool will_be_won;               /* its dispute */
};

/* What is asked under a key. */
struct psp_sim_request {
	enum cc_psp_sandbox_verb verb;
	cc_str key;
	cc_str reference; /* AUTHORISE, REFUND */
	cc_str intent_id; /* all but AUTHORISE */
	cc_str method;    /* AUTHORISE */
	cc_money amount;  /* all but CANCEL */
};

/* And what was answered first. */
struct psp_sim_answer {
	struct psp_sim_request request;
	cc_time at;
	cc_err refusal;
	bool broken; /* a 500: nobody is told more */
	struct cc_psp_intent intent;
	struct cc_psp_refund refund; /* REFUND */
};

enum psp_sim_due { PSP_SIM_LAPSES, PSP_SIM_BANK_ANSWERS, PSP_SIM_ARRIVES, PSP_SIM_DISPUTED, PSP_SIM_DECIDED };

struct psp_sim_webhook {
	cc_str body;
	cc_time due;
	int tries;
};

struct psp_sim {
	struct cc_psp base;
	struct cc_clock *clock;
	struct cc_faults *faults;
	struct cc_arena *arena; /* of all that was ever made */
	struct cc_ctx ctx;      /* in which it is made */
	struct psp_sim_list payments, refunds, movements, webhooks;
	struct cc_names keys;                /* the latest answer under each */
	struct cc_names by_reference;        /* the newest payment of each */
	struct cc_names refund_by_reference; /* the newest refund of each */
	struct cc_due timers, told;
	struct cc_psp_sim_sums sums;
	uint64_t events;
	void (*moved)(void *arg, const struct cc_psp_movement *movement,
	              const struct cc_psp_sim_payment *payment);
	void *arg;
};

static inline bool psp_sim_strikes(const struct psp_sim *sim, enum cc_fault fault)
{
	return sim->faults && sim->faults->ops->strikes(sim->faults, fault);
}

static inline int64_t psp_sim_between(const struct psp_sim *sim, enum cc_fault fault, int64_t least,
                                      int64_t most)
{
	return sim->faults ? sim->faults->ops->between(sim->faults, fault, least, most) : least;
}

static inline cc_time psp_sim_now(const struct psp_sim *sim)
{
	return sim->clock->ops->now(sim->clock);
}

static inline cc_time psp_sim_in(const struct psp_sim *sim, int64_t ms)
{
	return (cc_time){ psp_sim_now(sim).ms + ms };
}

/* psp_sim_books.c */
void psp_sim_add(struct psp_sim *sim, struct psp_sim_list *list, void *item);
struct psp_sim_payment *psp_sim_payment_of(const struct psp_sim *sim, cc_str intent_id); /* NULL: none */
void psp_sim_move(struct psp_sim *sim, enum cc_psp_movement_kind kind, const struct psp_sim_payment *payment,
                  cc_money amount, cc_str reference);
CC_RESULT psp_sim_movements(struct psp_sim *sim, struct cc_ctx *ctx, cc_str after, size_t max,
                            struct cc_psp_movement_list *movements);

/* psp_sim_rules.c: does it, and says what is kept as the answer; what it refuses, it did not do. */
CC_RESULT psp_sim_act(struct psp_sim *sim, const struct psp_sim_request *request, bool again,
                      struct psp_sim_answer *answer);
/* What time has done until now. */
void psp_sim_catch_up(struct psp_sim *sim);

/* psp_sim.c: a request is there, and is answered under its key. */
const struct psp_sim_answer *psp_sim_arrive(struct psp_sim *sim, const struct psp_sim_request *request);

/* psp_sim_tell.c */
void psp_sim_tell(struct psp_sim *sim, const struct psp_sim_payment *payment, const char *type,
                  cc_str reference);
CC_RESULT psp_sim_read_event(struct psp_sim *sim, struct cc_ctx *ctx, cc_str signature, cc_str body,
                             struct cc_psp_event *event);
