/* doubts.h - what was tried in the world outside and has not succeeded: an operator reads it. */
#pragma once

#include "platform/core/sql.h"

/* An effect that is tried again, or a saga: one whose step is tried again, or one that is stuck. */
struct cc_doubt {
	cc_str name;      /* "payment.capture", "booking.book_seats" */
	cc_str key;       /* of the effect; empty: it is a saga */
	cc_id saga_id;
	cc_str history;   /* of the saga: "hold_seats.planned hold_seats.done ...", the newest last */
	cc_time since;
	bool has_again_at; /* else it is stuck: nothing is tried until its service, or somebody, says so */
	cc_time again_at;
	int32_t tries;
	cc_str reason;    /* why the last one failed; of a stuck saga empty: its service knows */
};
struct cc_doubt_list { struct cc_doubt *items; size_t count; };

/* From a snapshot of one service's store, the oldest first: 1000 effects and 1000 sagas at most. */
CC_RESULT cc_doubts_read(struct cc_ctx *ctx, struct cc_doubt_list *list);
