/* visit_test.h - all that the pages ask, at work: a derby, homes that it is shown in, and guests. */
#pragma once

#include "platform/indexed_test.h"
#include "platform/provider_test.h"

#include "contracts/bff_web.h"
#include "contracts/booking.h"
#include "contracts/compliance.h"
#include "contracts/hosting.h"
#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "contracts/search.h"
#include "services/bff_web/bff_web.h"
#include "services/hosting/house_test.h"

enum { OLA = 5, IGOR, FIXTURE = 30, EVENING = 40, OTHER_EVENING, BOOKING = 100, OTHER_BOOKING };
enum { AHEAD_H = 72, LASTS_MIN = 105 };

/* setup and teardown: *state is a cc_test of booking with all the others beside it.  Ania's HOME is ready,
 * the derby is in three days, and Ania asks. */
int open_visit(void **state);
int close_visit(void **state);
#define VISIT_CASE(test) cmocka_unit_test_setup_teardown(test, open_visit, close_visit)

/* Of the derby in HOME: what is asked, not yet planned. */
struct bff_web_plan_evening_request usual_plan(int evening);
cc_err plan(struct cc_test *test, const struct bff_web_plan_evening_request *cmd,
            struct bff_web_planned_evening *planned);
/* Planned, published and, for 12.00 a seat and what is added to it, priced. */
void publish_evening(struct cc_test *test, int evening, int home);
/* Two seats, confirmed; Ola asks from then on. */
void book(struct cc_test *test, int booking);

cc_err show_start(struct cc_test *test, const char *city, struct bff_web_start_page *page);
cc_err show_fixture(struct cc_test *test, struct bff_web_fixture_page *page);
cc_err show_session(struct cc_test *test, int evening, struct bff_web_session_page *page);
cc_err show_booking(struct cc_test *test, int booking, struct bff_web_booking_page *page);
cc_err show_bookings(struct cc_test *test, struct bff_web_bookings_page *page);
cc_err show_hosting(struct cc_test *test, struct bff_web_hosting_page *page);

/* The next calls of this operation are not answered. */
void silence(struct cc_test *test, const struct cc_op *op, int calls);
/* How many calls between services there were since. */
void count_calls(struct cc_test *test, int *calls);
