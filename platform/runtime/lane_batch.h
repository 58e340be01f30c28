/*
 * lane_batch.h - one batch of writes, from BEGIN to an outcome for each of them.
 *
 * The half of a lane that knows transactions; lane.c has the queue and the
 * thread.  One thread at a time.
 */
#pragma once

#include "platform/ports/clock.h"
#include "platform/runtime/lane.h"

struct cc_lane_writer {
	struct cc_sql *sql;
	struct cc_sql_session *session; /* NULL: it was lost, and the next batch opens another */
	struct cc_clock *clock;
	struct cc_ctx own;              /* for what the lane itself asks of the engine */
	bool kept;                      /* the open transaction has something to commit */
	int guarded;                    /* so many batches to come are not tried bare */
	cc_err why;                     /* there is no store, until the next batch */
};

void cc_lane_writer_init(struct cc_lane_writer *writer, struct cc_sql *sql, struct cc_sql_session *session,
                         struct cc_clock *clock);
void cc_lane_writer_close(struct cc_lane_writer *writer);

/* Runs a list of writes and commits them.  Then the err of each is its outcome, durable if it is CC_OK. */
void cc_lane_writer_run(struct cc_lane_writer *writer, struct cc_write *batch);
void cc_lane_writer_tidy(struct cc_lane_writer *writer);
