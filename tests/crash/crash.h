/*
 * crash.h - a company that dies before each thing that it does to its disk, in each way that a disk can
 * suffer from that; and what has to be true of it afterwards.
 *
 * A flow is a script of a few steps.  It is played once without a crash: what is in all stores and in the
 * provider's books then is how every other run of it has to end.  Then it is played again, and before each
 * operation of the disk the process forks: the child loses its memory and what its disk had not synced,
 * starts the services again, and plays the step that it died in and those that follow, as a client would
 * who asks again under the same key.
 *
 * The payment provider and the mailbox are not of the company: they die with nobody.
 */
#pragma once

#include "platform/adapters/sim/disk_sim.h"
#include "platform/test_internal.h"

enum { CRASH_ANSWERS_MAX = 32 };

struct crash;

struct crash_flow {
	const char *name;
	size_t known;                              /* so many steps are another flow's: nobody dies in them */
	void (*const *steps)(struct crash *crash); /* ends with NULL; a step may be played again */
	void (*check)(struct crash *crash);        /* that the flow came to what its name says */
};

extern const struct crash_flow crash_flows[]; /* ends with { 0 } */

/* What the company has said, and now has to stand by. */
struct crash_answer {
	const struct cc_op *op;
	cc_id caller;
	const char *key;
	const void *in;
	cc_str bytes; /* protobuf; a refusal: its reason */
	cc_time at;
};

struct crash {
	const struct crash_flow *flow;
	struct cc_faults luck;  /* of the disk */
	uint64_t state;         /* of the luck */
	struct cc_disk_sim *disk, *world; /* the company's, and its provider's */
	struct cc_test *test;
	cc_time opened, kick_off;
	size_t step;
	cc_time step_began;     /* when it was played first */
	struct crash_answer answers[CRASH_ANSWERS_MAX];
	size_t answered;
	const char *counts[CC_TEST_SERVICES_MAX + 1]; /* SQL for each store; last, the provider's */
};

/* company.c */
/* An evening of four seats is published, and the flow can begin.  All of these end the process if anything
 * is in their way. */
struct crash *crash_open(const struct crash_flow *flow);
void crash_close(struct crash *crash);
void crash_play(struct crash *crash, size_t until); /* from the step that it stands at; SIZE_MAX: all */
/* The power fails: the company is no more, and this is what its disk has kept. */
void crash_strike(struct crash *crash, enum cc_disk_damage damage, uint64_t luck);
void crash_restart(struct crash *crash);
/* Asks as this user, under a key that is the step's; keeps the answer. */
cc_err crash_ask(struct crash *crash, int who, const struct cc_op *op, const void *in, void *out);
/* Does what is due and what falls due, until so long after the step began. */
void crash_live(struct crash *crash, int64_t ms);

/* audit.c */
/* A line for each table and figure of each store and of the provider; in the test's arena.  Nothing is half
 * done: no plan is left, no event is parked or unheard, and no page of a store is broken. */
const char *crash_describe(struct crash *crash);
/* What was answered before is answered again, byte for byte. */
void crash_check_answers(struct crash *crash);
/* Moves every WAL into its store: what is written next overwrites it from its beginning. */
void crash_checkpoint(struct crash *crash);
/* First column of the first row, in the store of a service, or "provider". */
int64_t crash_int(struct crash *crash, const char *store, const char *sql);
_Noreturn void crash_fail(struct crash *crash, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
