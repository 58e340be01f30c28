/*
 * kept.h - answers that are given again, to whoever asks for the very same while it cannot have changed.
 *
 * An answer is a function of the store, the clock and what is asked.  So it holds until the store's service
 * commits anything; and, as the clock is in it, no longer than the contract says (kept_ms).  Each loop keeps
 * its own: nothing is locked, and there is a bound to how many are kept and how long they are.
 */
#pragma once

#include "platform/core/service.h"

enum { CC_KEPT_ANSWERS = 64, CC_KEPT_BODY_BYTES_MAX = 64 * 1024 };

struct cc_kept;

struct cc_kept *cc_kept_new(void);
void cc_kept_free(struct cc_kept *kept); /* NULL is fine */

struct cc_kept_question {
	const struct cc_op *op;
	cc_str target;    /* path and query, to the byte */
	uint64_t commits; /* of its service, before it was asked */
	int64_t now_us;   /* monotonic */
};

/* The body lasts until the next cc_kept_put().  False if none is kept, or it does not hold any more. */
bool cc_kept_find(const struct cc_kept *kept, const struct cc_kept_question *question, cc_str *body);
/* Copies the body, unless it is too long; another answer may make way. */
void cc_kept_put(struct cc_kept *kept, const struct cc_kept_question *question, cc_str body);
