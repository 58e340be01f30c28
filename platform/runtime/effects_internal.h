/*
 * effects_internal.h - what the files of effects share.
 *
 * A flight is one try: taken up by the effects' thread, done on a worker, written down in a lane.  It
 * belongs to one of them at a time.
 */
#pragma once


#include "platform/ports/threads.h"
#include "platform/runtime/effect_key.h"
#include "platform/runtime/effects.h"
#include "platform/runtime/saga_plan.h"

struct cc_effects_member {
	const struct cc_service *service;
	struct cc_store *store;
	cc_time due_at;       /* the next plan falls due, of those that were seen */
	cc_time paused_until; /* after trouble */

	/* Under the lock. */
	cc_time noted_due_at; /* the same, of those that were planned or put off since */
	bool unseen;          /* there may be plans that nobody has told of */
	bool held_back;       /* there are due plans for which there was no room */
	bool troubled;        /* since the last look */
	int troubles;         /* in a row: the store could not be read or written, or no worker was free */
	int64_t planned;
	cc_time oldest_due_at;
};

struct cc_flight {
	struct cc_effects *effects;
	struct cc_effects_member *member;
	struct cc_arena *arena; /* this struct lives in it */
	struct cc_effect effect;
	struct cc_effect_key key;
	cc_id subject;
	cc_str trace;
	int tries;              /* this one included */
	void *plan, *outcome;
	struct cc_invocation invocation; /* of the act */
	cc_time retry_at;       /* if it is tried again */
	cc_err err;             /* of the act */
	bool final;             /* it is settled, and not tried again */
	struct cc_write write;
	struct cc_ctx ctx;      /* of the write */
	cc_err failure;         /* of the write */
	bool noted;             /* and the next try is written down */
};

struct cc_effects {
	struct cc_node *node;
	struct cc_telemetry *telemetry;
	struct cc_arena *arena; /* of a look */
	cc_time wake_at;        /* the earliest that is known to fall due */
	struct cc_effects_member *members; /* services with effects or sagas */
	size_t member_count;
	size_t first;           /* who is looked at first: each in turn */
	size_t acting_max;

	struct cc_mutex lock;   /* of what follows, and of what its members say */
	struct cc_cond changed;
	struct cc_flight *underway[CC_EFFECTS_UNDERWAY_MAX];
	size_t underway_count;
	size_t acting;          /* of them, on a worker or queued for one */
	bool looking;           /* then what lands is noted: a snapshot may show it as it was before */
	uint64_t landed[CC_EFFECTS_UNDERWAY_MAX]; /* digests of keys */
	size_t landed_count;
	cc_time sleeps_until;
	uint64_t settled, retried, failed, landings;
	bool woken, stopping, started;
	struct cc_thread thread;
};

/* What became of a flight. */
struct cc_landing {
	bool settled, retried;
	bool failed;   /* its plan is in doubt for good, or could not be settled */
	bool troubled; /* nothing could be written down */
	cc_time retry_at; /* CC_TIME_NEVER: it is not tried again, or nobody knows */
};

/* effects_look.c: how many flights were started. */
size_t cc_effects_look(struct cc_effects *effects, struct cc_effects_member *member);

/* flight.c: false, and nothing is left of it, if there is no room for it. */
bool cc_flight_start(struct cc_effects *effects, struct cc_effects_member *member,
                     const struct cc_plan_row *row);

/* effects.c: is the key underway, or was it during the look that goes on? */
bool cc_effects_knows(struct cc_effects *effects, cc_str key);
/* A place on a worker, the end of that, and of all of it. */
bool cc_effects_admit(struct cc_effects *effects, struct cc_flight *flight);
void cc_effects_acted(struct cc_effects *effects);
void cc_effects_landed(struct cc_effects *effects, struct cc_flight *flight,
                       const struct cc_landing *landing);

/* The effect or step of a saga of that name; false if the service has none.  Leaves a step's name out. */
bool cc_effect_find(const struct cc_service *service, cc_str name, struct cc_effect *effect);
