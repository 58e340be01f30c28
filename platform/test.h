/*
 * test.h - a service under test: its real store in a folder of its own, a clock that the test
 * sets, and a caller that the test chooses.
 *
 * Operations run as they do in production - validated, in their lane, committed - but on the
 * test's own thread.  Assertions are cmocka's, and these.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/cc.h"

struct cc_test;

struct cc_test *cc_test_open(const struct cc_service *service);
/* The first one with others beside it, whose events it hears; ends with NULL. */
struct cc_test *cc_test_open_all(const struct cc_service *const *services);
void cc_test_reopen(struct cc_test *test); /* as after a restart: only what is durable is left */
void cc_test_close(struct cc_test *test);

void cc_test_set_time(struct cc_test *test, cc_time now);
void cc_test_pass(struct cc_test *test, int64_t ms);
cc_time cc_test_now(struct cc_test *test);
/* From here on, this user asks; none: a service does. */
void cc_test_as(struct cc_test *test, cc_id subject);
/* From here on, writes carry this Idempotency-Key; "" for none. */
void cc_test_with_key(struct cc_test *test, const char *key);

cc_id cc_test_id(int n); /* 00000000-0000-7000-8000-00000000000n */

/* The outcome lives until the test is closed. */
cc_err cc_test_run(struct cc_test *test, const struct cc_op *op, const void *in, void *out);
bool cc_test_replayed(const struct cc_test *test); /* was the last write's answer an earlier one? */
/* Runs what timers and consumers have due. */
void cc_test_run_due(struct cc_test *test);

/* What the first service's figure of this name says now. */
double cc_test_figure(struct cc_test *test, const char *name);

/* Changes rows of the first service behind its back, as a mistake or a thief would. */
void cc_test_change(struct cc_test *test, const char *sql);
/* The first service's database, or "-wal": a file that belongs to it. */
const char *cc_test_file(struct cc_test *test, const char *suffix);

/* Of the first service: first column of the first row. */
int64_t cc_test_int(struct cc_test *test, const char *sql);
int cc_test_events(struct cc_test *test, const struct cc_event *event); /* how many were emitted */
/* The newest one, decoded into *body; there is one. */
void cc_test_last_event(struct cc_test *test, const struct cc_event *event, void *body);

#define CHECK(condition) assert_true(condition)
#define CHECK_OK(expr)   cc_test_check_ok((expr), #expr, __FILE__, __LINE__)
/* Fails for exactly this reason: CHECK_REFUSED(expr, inventory_sold_out). */
#define CHECK_REFUSED(expr, why) cc_test_check_refused((expr), &(why), #expr, __FILE__, __LINE__)

void cc_test_check_ok(cc_err err, const char *expr, const char *file, int line);
void cc_test_check_refused(cc_err err, const struct cc_reason *why, const char *expr, const char *file,
                           int line);
