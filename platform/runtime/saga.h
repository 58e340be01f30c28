/*
 * saga.h - what a saga does next, from what has happened in it and from nothing else.
 *
 * cc_saga_next() is a pure function: whatever runs the steps (saga.c does, as effects) records facts and asks
 * it again.  Nothing is taken after it has turned back, and what is undone are the steps that may have
 * happened, last first.
 */
#pragma once

#include "platform/core/service.h"

struct cc_saga_entry {
	uint8_t step; /* 0 if the fact is of the whole saga */
	enum cc_saga_fact fact;
};

struct cc_saga_history {
	struct cc_saga_entry entries[CC_SAGA_HISTORY_MAX];
	size_t count;
};

enum cc_saga_action {
	CC_SAGA_WAIT = 1, /* something is planned, and not settled */
	CC_SAGA_ACT,
	CC_SAGA_RESOLVE,
	CC_SAGA_UNDO,
	CC_SAGA_REST,     /* stage says why: done, undone or stuck */
};

struct cc_saga_next {
	enum cc_saga_action action;
	size_t step;
	int64_t delay_ms; /* of a RESOLVE: for so long it can be told */
	enum cc_saga_stage stage;
};

struct cc_saga_next cc_saga_next(const struct cc_saga_step *steps, const struct cc_saga_history *history);

/* What is underway. */
struct cc_saga_task {
	enum cc_saga_action action; /* ACT, RESOLVE or UNDO; REST: nothing is */
	size_t step;
	size_t along; /* of an ACT: so many steps after it are taken along */
};
struct cc_saga_task cc_saga_task(const struct cc_saga_step *steps, const struct cc_saga_history *history);
bool cc_saga_same_task(const struct cc_saga_task *a, const struct cc_saga_task *b);

/* Of one step. */
enum cc_saga_underway { CC_SAGA_NOTHING, CC_SAGA_ACTING, CC_SAGA_RESOLVING, CC_SAGA_BEING_UNDONE };
struct cc_saga_progress {
	enum cc_saga_underway underway;
	/* What is known of its act. */
	enum cc_saga_known {
		CC_SAGA_NOT_TAKEN,
		CC_SAGA_AWAITED,
		CC_SAGA_UNKNOWN,    /* and to be found out */
		CC_SAGA_UNKNOWABLE, /* it could not be */
		CC_SAGA_HAPPENED,
		CC_SAGA_NOT_HAPPENED,
	} known;
	enum cc_saga_known told; /* before the act was settled; NOT_TAKEN: nothing was */
	bool undone, undo_failed;
	int undos_refused;
};
/* Of each step, of which there are at most CC_SAGA_STEPS_MAX; how many. */
size_t cc_saga_progress(const struct cc_saga_step *steps, const struct cc_saga_history *history,
                        struct cc_saga_progress *of);
bool cc_saga_is_cancelled(const struct cc_saga_history *history);

/* Would it change anything to be told what came of the act? */
bool cc_saga_listens(const struct cc_saga_progress *progress);

size_t cc_saga_step_count(const struct cc_saga_step *steps);

/* How many there are, if none has the name. */
size_t cc_saga_step_named(const struct cc_saga *saga, cc_str name);
