/*
 * world.h - all that one seed plays with, as its parts, its guests and its auditor see it.
 *
 * One thread, one virtual time.  The company is a process that may die at any moment.  The payment provider,
 * the mailbox, guests, hosts, administrators and the auditor are the world around it, and never die.
 */
#pragma once

#include "platform/core/buf.h"
#include "sim/company.h"
#include "sim/look.h"

struct sim_auditor; /* sim/auditor.h */
struct sim_base;    /* sim/base.h: fixtures, hosts, homes, evenings and users that are there */
struct sim_faults;  /* sim/faults.h: which faults there are in this seed, how often, and how many struck */

/* Who says what happens next; each has a stream of random numbers of its own. */
enum sim_phase { SIM_BUILD, SIM_TROUBLE, SIM_HEAL, SIM_QUIESCE, SIM_REST };

/* What the company has answered, and now has to stand by. */
struct sim_answer {
	uint64_t event;      /* of the run */
	int64_t at_us;       /* virtual */
	const struct cc_op *op;
	struct cc_principal caller;
	cc_str key;          /* Idempotency-Key; empty: none */
	const void *in, *out; /* out is NULL if it was refused */
	cc_str bytes;        /* of *out, protobuf; a refusal: its reason */
	const char *reason;  /* NULL: it was done */
	unsigned life;       /* of the company */
	int booking;         /* number of the guest's plan in this seed; -1: of none */
};

struct sim_answers {
	struct sim_answer **items; /* oldest first; they stay where they are */
	size_t count, room;
};

/* The first promise that was not kept. */
struct sim_violation {
	const char *invariant; /* "seat_has_one_holder"; NULL: none */
	uint64_t event;
	int64_t at_us;
	cc_str what;           /* a sentence */
};

struct sim_world {
	uint64_t seed;
	enum sim_phase phase;
	struct cc_arena *arena;    /* of the whole seed */
	struct sim *sim;           /* time, fibers, streams, hash */
	struct sim_faults *faults;
	struct cc_clock *clock;    /* true time */
	struct cc_disk_sim *disk;
	struct cc_network_sim *network;
	struct cc_broker_sim *broker;
	struct cc_psp *provider;   /* its books: platform/adapters/sim/psp_sim.h */
	struct cc_mailer *mailbox; /* what lies in it: platform/adapters/sim/mail_sim.h */
	struct sim_company *company;
	const struct sim_base *base;
	struct sim_auditor *auditor;
	struct sim_answers answers; /* in the order in which they arrived */
	struct sim_violation violation;
	struct sim_looks *looks;    /* look.c's */
	struct sim_story *story;    /* story.c's */
};

/* True time, which no process' clock is sure to show. */
cc_time sim_now(const struct sim_world *world);

/* Keeps the first violation; the run ends before its next event. */
void sim_violate(struct sim_world *world, const char *invariant, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* One event in words: "guest 17", "asks for two seats of evening 3".  The last ones are told with a
 * violation, all of them with --trace. */
void sim_say(struct sim_world *world, const char *who, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
