/*
 * town.h - two small services on one node, in a folder of their own, with a clock that the test sets.
 *
 * `post` sends parcels and says so, and people on errands; `porch` hears of the parcels and takes them in,
 * unless the door is shut, lets people in, and rings bells at their time.  Stores, log and peers fail by a
 * plan, once they are given one.  Without threads, unless town_start() is called.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "contracts/porch.h"
#include "contracts/post.h"
#include "platform/adapters/fail/log_fail.h"
#include "platform/adapters/fail/peers_fail.h"
#include "platform/adapters/fail/sql_fail.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/runtime/events.h"

extern const struct cc_service post_service, porch_service;

/* Where an errand or a journey is when `post_hook` is called, which a test may set: from any thread. */
enum post_point {
	POST_SENT, POST_KNOCKED, POST_VISITED, POST_SETTLING, /* of an errand */
	POST_ACTING, POST_ACTED, POST_RESOLVING, POST_UNDOING, POST_MOVED, /* of a journey */
};
extern void (*post_hook)(enum post_point point);
enum { POST_ERRAND_TRIES = 4 };

struct town {
	char folder[64];
	struct cc_arena *arena;
	struct cc_clock_sim clock;
	struct cc_entropy_sim entropy;
	bool without_porch; /* from the next opening on */
	struct cc_node *node;
	struct cc_sql *post_sql, *porch_sql; /* of sql_fail */
	struct cc_log *log;     /* log_fail over log_embedded */
	struct cc_peers *peers; /* peers_fail over peers_local */
	struct cc_events *events;
};

struct town *town_open(void);
void town_reopen(struct town *town); /* as after a restart: only what is durable is left */
/* Lives on in another process, until that ends: with what live() returns, or suddenly. */
int town_live_elsewhere(struct town *town, int (*live)(struct town *town));
void town_start(struct town *town);  /* lanes, workers and events get threads */
void town_close(struct town *town);

/* A caller outside all operations: it has peers and five seconds of time. */
struct cc_ctx town_ctx(struct town *town);
void town_pass(struct town *town, int64_t ms);
void town_run_due(struct town *town);

cc_id town_id(int n); /* 00000000-0000-7000-8000-00000000000n */
cc_err town_run(struct town *town, const struct cc_op *op, const void *in);
cc_err town_send(struct town *town, int parcel, const char *address, const char *note);
void town_must_send(struct town *town, int parcel, const char *address, const char *note);
void town_send_many(struct town *town, int count, int doors); /* parcels 1 to count, to each door in turn */
void town_shut(struct town *town, const char *address, bool shut);
/* Time passes second by second, and what falls due is done. */
void town_live(struct town *town, int64_t ms);

/* The first column of the first row, and all rows of the first column with a space between them. */
int64_t town_int(struct town *town, const struct cc_service *service, const char *sql);
const char *town_words(struct town *town, const struct cc_service *service, const char *sql);
/* What the porches have, as the notes that SELECT finds. */
void town_check_arrived(struct town *town, const char *sql, const char *notes);
/* Of town_send_many(): each parcel once, and those of a door in the order in which they were sent. */
void town_check_all_arrived(struct town *town, int count);
struct cc_parked_list town_parked(struct town *town);
/* With threads: does SELECT find this number in the porch's store before long? */
bool town_soon(struct town *town, const char *sql, int64_t wanted);
/* Behind the back of its store. */
void town_sql(struct town *town, const struct cc_service *service, const char *sql);

/* setup and teardown of cmocka: *state is a town. */
int town_setup(void **state);
int town_teardown(void **state);
#define TOWN_CASE(test) cmocka_unit_test_setup_teardown(test, town_setup, town_teardown)

#define CHECK(condition)       assert_true(condition)
#define CHECK_OK(expr)         town_check((expr), NULL, #expr, __FILE__, __LINE__)
#define CHECK_FAILS(expr, why) town_check((expr), (why), #expr, __FILE__, __LINE__)

/* NULL: it must succeed; else it must fail for this reason, and with its code. */
void town_check(cc_err err, const struct cc_reason *why, const char *expr, const char *file, int line);
