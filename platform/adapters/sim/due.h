/* due.h - what will fall due, earliest first; of one moment, what was put first.  In an arena. */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/value.h"

struct cc_due_item {
	cc_time at;
	uint64_t turn; /* of those that were put */
	int kind;      /* the owner's */
	void *what;
};

struct cc_due {
	struct cc_arena *arena;
	struct cc_due_item *items; /* a heap */
	size_t count, capacity;
	uint64_t turns;
};

void cc_due_put(struct cc_due *due, cc_time at, int kind, void *what);
cc_time cc_due_next(const struct cc_due *due); /* CC_TIME_NEVER if there is nothing */
/* Takes out the first if it is due by now. */
bool cc_due_take(struct cc_due *due, cc_time now, struct cc_due_item *item);
