/*
 * log_fail.h - a log of at-least-once delivery: a relay that copies another log and does it badly.
 *
 * It has positions of its own and keeps what it copied in memory; records of one
 * key keep their first order, copies of them may come at any time later.
 */
#pragma once

#include "platform/ports/log.h"

struct cc_log_fail_plan {
	int refuse;         /* so many of the next calls fail: UNAVAILABLE */
	size_t hide_newest; /* so many of the newest records are not seen yet */
	size_t copies;      /* what is copied from here on comes so many times more */
	bool reorder;       /* what is copied from here on comes with its keys in the reverse order */
};

/* Owns `inner`.  Without a plan, records are passed on as they are. */
struct cc_log *cc_log_fail_new(struct cc_log *inner);
void cc_log_fail_plan(struct cc_log *log, const struct cc_log_fail_plan *plan); /* from any thread */
