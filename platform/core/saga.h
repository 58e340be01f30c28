/*
 * saga.h - several services in one undertaking: a table of steps, each with its undo.
 *
 * Steps are taken in order.  When one is refused, cannot be found out about, or the saga is cancelled, the
 * steps that may have happened are undone, last first, and none is taken any more.  Each act and each
 * undo is an effect (effect.h) under the key <saga id>/<step> or <saga id>/<step>/undo.
 *
 * What happened so far, and the saga's state, are kept in the service's own store.  A saga that waits
 * holds nothing but its row.
 */
#pragma once

#include "platform/core/effect.h"

enum { CC_SAGA_STEPS_MAX = 16, CC_SAGA_HISTORY_MAX = 250 };

/* What act, resolve and undo are: the call, as a COMPOSE.  *state is a copy, kept if this succeeds. */
typedef cc_err cc_saga_call(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state);

struct cc_saga_step {
	const char *name; /* "hold_seats": stable, lower case */
	cc_saga_call *act;
	/* Also called if the act only may have happened: succeeds if there is nothing to undo.  NULL: there
	 * never is. */
	cc_saga_call *undo;
	/* Finds out what became of an act in doubt: succeeds if it happened, is refused if it did not.
	 * NULL: it is undone instead. */
	cc_saga_call *resolve;
	int64_t deadline_ms; /* of one try of each of them */
	int tries;
	/* It needs nothing that the step before it finds out: both are planned at once, the one is taken as
	 * soon as the other is done, and one commit records what came of both. */
	bool along;
	/* The same of an act that only asks, changes nothing and needs no undo; and it may need what the
	 * steps before it find out. */
	bool reads;
	/* Not 0: the act only asks for it, cc_saga_tell() says what came of it; after so long, resolve(). */
	int64_t await_ms;
};

/* What is known of a step, in the order in which it became known. */
enum cc_saga_fact {
	CC_SAGA_ACT_PLANNED = 1,
	CC_SAGA_ACT_DONE,
	CC_SAGA_ACT_REFUSED,
	CC_SAGA_ACT_IN_DOUBT,
	CC_SAGA_RESOLVE_PLANNED,
	CC_SAGA_RESOLVED_DONE,    /* it had happened */
	CC_SAGA_RESOLVED_REFUSED, /* it had not, and will not */
	CC_SAGA_RESOLVE_IN_DOUBT, /* that cannot be found out */
	CC_SAGA_TOLD_DONE,
	CC_SAGA_TOLD_REFUSED,
	CC_SAGA_UNDO_PLANNED,
	CC_SAGA_UNDO_DONE,
	CC_SAGA_UNDO_REFUSED,
	CC_SAGA_UNDO_IN_DOUBT,
	CC_SAGA_CANCELLED,        /* of the whole saga, as is the next */
	CC_SAGA_RETRIED,
};

enum cc_saga_stage {
	CC_SAGA_RUNNING = 1,
	CC_SAGA_UNDOING, /* no step will be taken any more */
	CC_SAGA_DONE,
	CC_SAGA_UNDONE,
	CC_SAGA_STUCK,   /* an undo failed: somebody mends its cause, then cc_saga_retry() */
};

struct cc_saga_move {
	cc_id saga_id;
	enum cc_saga_fact fact;   /* what has become known: never one that is PLANNED */
	const char *step;         /* NULL: of the whole saga */
	enum cc_saga_stage stage; /* since then; RUNNING if another move follows */
	cc_err why;               /* of a refusal or a doubt; else CC_OK */
};

struct cc_saga {
	const char *name;                 /* "booking.book_seats": stable */
	const struct cc_message *state;   /* what the steps know and find out */
	const struct cc_saga_step *steps; /* ends with { 0 } */
	/* As a WRITE, in the transaction that records the moves, of which there is at least one: the
	 * service's own rows and events follow. */
	cc_err (*moved)(struct cc_ctx *ctx, const struct cc_saga_move *moves, size_t count,
	                const void *state);
};

/* All are for a WRITE of the service that lists the saga; NOT_FOUND if there is none of that id. */

/* Its first step is taken once the transaction is committed.  ALREADY_EXISTS `saga_exists`. */
CC_RESULT cc_saga_start(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, const void *state);

/* Takes no further step and undoes those taken.  Nothing happens if the saga is over. */
CC_RESULT cc_saga_cancel(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id);

/* Says what came of a step that is awaited.  Nothing happens if that is known. */
CC_RESULT cc_saga_tell(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, const char *step,
                       bool happened);

/* Undoes again what could not be undone.  Nothing happens if the saga is not stuck. */
CC_RESULT cc_saga_retry(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id);

/* Also for a READ.  *state is one of the saga's. */
CC_RESULT cc_saga_look(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id,
                       enum cc_saga_stage *stage, void *state);
