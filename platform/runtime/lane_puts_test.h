/* lane_puts_test.h - a lane on a store of its own, and writes that each put one thing and keep a diary. */
#pragma once

#include "platform/runtime/sample_store_test.h"

enum { PUTS_MAX = 8 };

/* Puts the thing of its name, and says what happened to it meanwhile. */
struct put {
	struct cc_write write;
	struct cc_ctx ctx;
	struct cc_store *store;
	cc_str name, recorded;          /* what run() and refused() put; "" for nothing */
	const struct cc_reason *refuse; /* run() fails with it in the end */
	bool swallow;                   /* run() takes no notice of a failed statement */
	bool refuses_first; /* before it puts anything */
	int runs, dones;
	bool seen_when_done; /* by a reader */
	cc_err err;
};

struct puts {
	struct sample_store *sample;
	struct cc_store *store;
	struct cc_lane *lane;
	struct put puts[PUTS_MAX]; /* "thing 0", "thing 1", ...; all can be looked for */
	int committed;             /* how often the lane said so */
};

extern const struct cc_reason sold_out;

int puts_open(void **state);
int puts_close(void **state);
void puts_reopen(struct puts *f, struct cc_lane_options lane);

/* The first `count`. */
void puts_submit(struct puts *f, int count);
/* The same, and runs them as one batch, under a plan; each has been told once when it returns. */
void puts_run(struct puts *f, int count, struct cc_sql_fail_plan plan);

struct put *put_of(struct cc_write *write);
cc_err put_refused(struct cc_write *write, cc_err err); /* records it */
bool put_is_there(const struct put *put, cc_str name);
void check_kept(const struct put *put);
void check_undone_for_now(const struct put *put); /* unavailable, with advice when to try again */
