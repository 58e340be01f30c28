/* company_test.h - a whole company with a past, and copies of its books that can be falsified. */
#pragma once

#include "services/notification/readers_test.h"
#include "sim/audit/audit.h"

/* Bookings of its past: confirmed, declined, cancelled for half the price, called off with the evening,
 * moved with it, and a free one. */
enum { KEPT = 100, DECLINED, CANCELLED, CALLED_OFF, MOVED, FREE };
enum { CALLED_OFF_EVENING = 13, MOVED_EVENING };

/* For the whole group: *state is a cc_test. */
int open_company(void **state);
int close_company(void **state);

/* What falsifies a book: SQL in the store of a service, or, without one, in what the audit has seen. */
struct falsification {
	const char *invariant; /* that finds it */
	const struct cc_service *service;
	const char *sql;
};

/* An audit of copies of all books, of which one is falsified; NULL: none is. */
struct audit *audit_copies(struct cc_test *test, const struct falsification *falsification);
/* The same audit, of new copies; it has let go of the others. */
void audit_reattach_copies(struct cc_test *test, struct audit *audit,
                           const struct falsification *falsification);
void audit_close(struct cc_test *test, struct audit *audit);
