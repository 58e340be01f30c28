/*
 * company.h - the company as one process: all services on a node of their own, run as `serve` runs them.
 *
 * It may be killed at any moment, and starts again on what its disk has kept.  Everything it had in memory
 * is abandoned then: its fibers are never resumed.  Who calls it stands outside and outlives it, and a call
 * that is cut off is answered with DEADLINE_EXCEEDED: nobody knows what became of it.
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "platform/ports/clock.h"
#include "platform/ports/entropy.h"
#include "platform/ports/mail.h"
#include "platform/ports/psp.h"
#include "platform/runtime/events.h"
#include "platform/runtime/node.h"
#include "sim/scheduler.h"

struct sim_company;
struct cc_broker_sim;  /* platform/adapters/sim/log_sim.h */
struct cc_disk_sim;    /* platform/adapters/sim/disk_sim.h */
struct cc_network_sim; /* platform/adapters/sim/peers_sim.h */

struct sim_company_options {
	struct sim *sim;
	struct cc_faults *faults;
	struct cc_clock *world_clock; /* true time */
	struct cc_clock *clock;      /* the process' own: it may drift, step and freeze */
	struct cc_entropy *entropy;  /* ids and secrets */
	/* The world's, which outlives every life of the process. */
	struct cc_disk_sim *disk;
	struct cc_network_sim *network;
	struct cc_broker_sim *broker;
	struct cc_psp *psp;
	struct cc_mailer *mailer;
	/* After each durable batch of a service's lane, between two events of the run; may be NULL. */
	void (*committed)(void *arg, const struct cc_service *service);
	/* It dies: its disk does not know yet, and its state is the one that it dies in; why, in words, if
	 * it is by its own hand (cc_die), else NULL.  May be NULL. */
	void (*died)(void *arg, const char *why);
	void *arg;
};

enum sim_company_state { SIM_COMPANY_DOWN, SIM_COMPANY_STARTING, SIM_COMPANY_UP };

/* Not started; the stores need not be there. */
struct sim_company *sim_company_new(const struct sim_company_options *options);

/* Opens the stores, brings them up to date and starts every thread that `serve` starts.  It comes up a
 * while later; if its disk refuses that, it dies. */
void sim_company_start(struct sim_company *company);
/* kill -9: what is not synced is lost as the disk's faults say. */
void sim_company_crash(struct sim_company *company);
/* All its fibers stand still for so long (SIGSTOP, a slow host), while the world goes on. */
void sim_company_pause(struct sim_company *company, int64_t us);

/* It looks at once whether anything has fallen due, as it does anyway once in a while. */
void sim_company_wake(struct sim_company *company);

enum sim_company_state sim_company_state(const struct sim_company *company);
unsigned sim_company_lives(const struct sim_company *company); /* how often it was started */

/* What runs now; NULL while it is not up. */
struct cc_node *sim_company_node(struct sim_company *company);
struct cc_events *sim_company_events(struct sim_company *company);
/* After each event of the run: something may have been sent that arrives before all that was awaited. */
void sim_company_tick(struct sim_company *company);

/* What somebody asks it, over a network that loses requests and replies. */
struct sim_call {
	const struct cc_op *op;
	struct cc_principal caller;
	cc_str key;           /* Idempotency-Key; empty: none */
	const void *in;
	void *out;            /* zeroed, op->out->size bytes; written only on success */
	int64_t patience_us;  /* 0: ten seconds */

	/* The answer. */
	bool answered;        /* done or refused: the company has spoken */
	cc_str bytes;         /* of *out, protobuf */
	int64_t position;     /* of a READ that watches a topic */
};

/*
 * Asks as the edge does: authorises, validates, runs.  ctx has arena, clock and entropy of the caller, and
 * what is answered lives in its arena.  Waits; from a fiber of the world.  Fails as the operation does;
 * UNAVAILABLE (nobody listens there: it was not done); DEADLINE_EXCEEDED (nobody knows).
 */
CC_RESULT sim_company_ask(struct sim_company *company, struct cc_ctx *ctx, struct sim_call *call);
