/* guests_test.h - an evening of four seats with a price, and guests who book it. */
#pragma once

#include "platform/provider_test.h"

#include "contracts/booking.h"
#include "contracts/inventory.h"
#include "contracts/payment.h"
#include "contracts/pricing.h"
#include "services/booking/booking.h"

enum { HOST = 1, OLA, IGOR, EVENING = 10, FREE_EVENING, FIXTURE, BOOKING = 100, OTHER_BOOKING, SEATS = 4 };

#define PLANS \
	"SELECT (SELECT COUNT(*) FROM effects) + (SELECT COUNT(*) FROM sagas WHERE due_at IS NOT NULL)"

/* Kick-off is in five days. */
int open_evening(void **state);
int close_evening(void **state);
/* Another evening, priced, that begins in so long. */
void publish_evening(struct cc_test *test, int session, int64_t starts_in_ms);
/* Another evening, FREE_EVENING, that costs its guests nothing. */
void publish_free_evening(struct cc_test *test);

/* Asks for two seats, as this guest. */
cc_err request_seats(struct cc_test *test, int booking, int guest, const char *card);
struct booking_request_booking_request two_seats(int booking, const char *card);
cc_err request_as(struct cc_test *test, int guest, const struct booking_request_booking_request *cmd,
                  struct booking_booking *made);
cc_err cancel(struct cc_test *test, int booking, struct booking_booking *cancelled);
cc_err preview(struct cc_test *test, int booking, struct booking_cancellation *cancellation);
struct booking_booking look_at(struct cc_test *test, int booking);

/* Does what is due, and what falls due in so long. */
void live(struct cc_test *test, int64_t ms);
/* One round of what is due; false if nothing was. */
bool live_a_moment(struct cc_test *test);
/* Asked for, and confirmed. */
struct booking_booking book(struct cc_test *test, int booking);

/* The provider's books: how many movements of this kind, and their sum. */
int64_t provider_count(struct cc_test *test, const char *kind);
int64_t provider_sum(struct cc_test *test, const char *kind);
int free_seats(struct cc_test *test);
/* "hold_seats.done quote.done ...", from the timeline. */
const char *story_of(struct cc_test *test, int booking);

/* Confirmed: seats are the guest's, and exactly its total was captured, once. */
void check_confirmed(struct cc_test *test, int booking);
/* Refused in this step for this reason; what was captured is refunded, and nothing is still set aside. */
void check_undone(struct cc_test *test, int booking, const char *step, const char *reason);
