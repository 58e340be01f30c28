/* flows.c - what is played: guests who book, call off and are let in, and a host who changes plans. */
#include <stdio.h>

#include "services/booking/guests_test.h"
#include "tests/crash/crash.h"

enum { BY_BOOKING = 4 };

/* Steps --------------------------------------------------------------------------- */

/* Declined or doubtful, refused or not: what came of it is seen afterwards. */
static void ask_for_seats(struct crash *crash, int booking, int guest, const char *card)
{
	struct booking_request_booking_request cmd = two_seats(booking, card);
	CHECK_OK(crash_ask(crash, guest, &booking_request_booking_op, &cmd, NULL));
}

static void ask(struct crash *crash)
{
	ask_for_seats(crash, BOOKING, OLA, "pm_card_visa");
}

static void ask_with_a_bad_card(struct crash *crash)
{
	ask_for_seats(crash, BOOKING, OLA, "pm_card_chargeDeclined");
}

static void ask_and_never_look_at_the_bank(struct crash *crash)
{
	ask_for_seats(crash, BOOKING, OLA, "pm_card_threeDSecure");
}

static void ask_and_approve_at_the_bank(struct crash *crash)
{
	ask_for_seats(crash, BOOKING, OLA, "pm_card_threeDSecureApproved");
}

static void ask_and_lose_the_answer_of_the_capture(struct crash *crash)
{
	ask_for_seats(crash, BOOKING, OLA, "pm_card_captureReplyLost");
}

static void ask_and_lose_the_answer_of_the_refund(struct crash *crash)
{
	ask_for_seats(crash, BOOKING, OLA, "pm_card_refundReplyLost");
}

/* Six seats of four. */
static void three_ask(struct crash *crash)
{
	for (int i = 0; i < 3; i++)
		ask_for_seats(crash, BOOKING + i, OLA + i, "pm_card_visa");
}

static void call_off(struct crash *crash)
{
	struct booking_cancel_booking_request cmd = { .booking_id = cc_test_id(BOOKING) };
	CHECK_OK(crash_ask(crash, OLA, &booking_cancel_booking_op, &cmd, NULL));
}

static void host_calls_off(struct crash *crash)
{
	struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(EVENING) };
	CHECK_OK(crash_ask(crash, HOST, &inventory_cancel_session_op, &cmd, NULL));
}

static void move_the_fixture(struct crash *crash)
{
	struct inventory_move_fixture_request cmd = {
		.fixture_id = cc_test_id(FIXTURE),
		.kicks_off_at = cc_time_add(crash->kick_off, CC_HOURS(3)),
	};
	CHECK_OK(crash_ask(crash, HOST, &inventory_move_fixture_op, &cmd, NULL));
}

static void let_in(struct crash *crash)
{
	struct inventory_check_in_request cmd = {
		.session_id = cc_test_id(EVENING),
		.by_case = BY_BOOKING,
		.booking_id = cc_test_id(BOOKING),
	};
	CHECK_OK(crash_ask(crash, HOST, &inventory_check_in_op, &cmd, NULL));
}

static void go_on(struct crash *crash)
{
	crash_live(crash, CC_SECONDS(20));
}

static void find_out(struct crash *crash)
{
	crash_live(crash, CC_MINUTES(2));
}

static void wait_for_the_bank(struct crash *crash)
{
	crash_live(crash, CC_MINUTES(11));
}

static void come_to(struct crash *crash, int64_t hours_before)
{
	cc_time at = cc_time_add(crash->kick_off, -CC_HOURS(hours_before));
	if (cc_test_now(crash->test).ms < at.ms)
		cc_test_set_time(crash->test, at);
	cc_test_run_due(crash->test);
}

static void come_to_the_last_day_but_one(struct crash *crash)
{
	come_to(crash, 30);
}

static void come_to_the_evening(struct crash *crash)
{
	come_to(crash, 1);
}

/* What they come to ---------------------------------------------------------------- */

static void expect(struct crash *crash, const char *store, const char *sql, int64_t expected)
{
	int64_t found = crash_int(crash, store, sql);
	if (found != expected)
		crash_fail(crash, "%s: %s is %lld and not %lld", store, sql, (long long)found,
		           (long long)expected);
}

static void expect_books(struct crash *crash, int64_t captured, int64_t refunded)
{
	expect(crash, "provider", "SELECT COUNT(*) FROM movements WHERE kind = 'captured'", captured);
	expect(crash, "provider", "SELECT COUNT(*) FROM movements WHERE kind = 'refunded'", refunded);
	expect(crash, "provider", "SELECT COUNT(*) FROM intents WHERE state = 'requires_capture'", 0);
}

static void expect_seats(struct crash *crash, int64_t taken)
{
	expect(crash, "inventory", "SELECT COUNT(*) FROM seats WHERE booking_id IS NOT NULL", taken);
}

static void expect_bookings(struct crash *crash, const char *state, int64_t count)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM bookings WHERE state = '%s'", state);
	expect(crash, "booking", sql, count);
}

static void is_confirmed(struct crash *crash)
{
	expect_bookings(crash, "confirmed", 1);
	expect_books(crash, 1, 0);
	expect_seats(crash, 2);
}

static void is_interrupted(struct crash *crash)
{
	expect_bookings(crash, "cancelled", 1);
	expect_books(crash, 0, 0);
	expect_seats(crash, 0);
}

static void is_refused(struct crash *crash)
{
	expect_bookings(crash, "refused", 1);
	expect_books(crash, 0, 0);
	expect_seats(crash, 0);
}

static void is_cancelled(struct crash *crash)
{
	expect_bookings(crash, "cancelled", 1);
	expect_books(crash, 1, 1);
	expect_seats(crash, 0);
	expect(crash, "provider",
	       "SELECT SUM(CASE kind WHEN 'captured' THEN amount_minor WHEN 'refunded' THEN -amount_minor "
	       "ELSE 0 END) FROM movements",
	       0);
}

static void half_is_paid_back(struct crash *crash)
{
	expect_bookings(crash, "cancelled", 1);
	expect_books(crash, 1, 1);
	expect_seats(crash, 0);
	expect(crash, "provider",
	       "SELECT COUNT(*) FROM movements AS taken, movements AS returned WHERE taken.kind = 'captured' "
	       "AND "
	       "returned.kind = 'refunded' AND returned.amount_minor = (taken.amount_minor * 50 + 50) / 100",
	       1);
}

static void two_of_three_are_confirmed(struct crash *crash)
{
	expect_bookings(crash, "confirmed", 2);
	expect_bookings(crash, "refused", 1);
	expect_books(crash, 2, 0);
	expect_seats(crash, 4);
}

static void is_let_in(struct crash *crash)
{
	is_confirmed(crash);
	expect(crash, "inventory", "SELECT COUNT(*) FROM check_ins", 1);
}

static void is_moved(struct crash *crash)
{
	is_confirmed(crash);
	expect(crash, "booking", "SELECT starts_at FROM bookings", crash->kick_off.ms + CC_HOURS(3));
}

#define STEPS(...)                                                                                           \
	(void (*const[])(struct crash *))                                                                    \
	{                                                                                                    \
		__VA_ARGS__, NULL                                                                            \
	}

const struct crash_flow crash_flows[] = {
	{ "confirmed", 0, STEPS(ask, go_on), is_confirmed },
	{ "declined", 0, STEPS(ask_with_a_bad_card, go_on), is_refused },
	{ "approved", 0, STEPS(ask_and_approve_at_the_bank, find_out), is_confirmed },
	{ "expired", 0, STEPS(ask_and_never_look_at_the_bank, wait_for_the_bank), is_refused },
	{ "in_doubt", 0, STEPS(ask_and_lose_the_answer_of_the_capture, find_out), is_confirmed },
	{ "sold_out", 0, STEPS(three_ask, go_on), two_of_three_are_confirmed },
	{ "interrupted", 0, STEPS(ask, call_off, go_on), is_interrupted },
	{ "cancelled", 2, STEPS(ask, go_on, call_off, go_on), is_cancelled },
	{ "half_back", 3, STEPS(ask, go_on, come_to_the_last_day_but_one, call_off, go_on),
	  half_is_paid_back },
	{ "refund_in_doubt", 2, STEPS(ask_and_lose_the_answer_of_the_refund, go_on, call_off, find_out),
	  is_cancelled },
	{ "called_off", 2, STEPS(ask, go_on, host_calls_off, go_on), is_cancelled },
	{ "moved", 2, STEPS(ask, go_on, move_the_fixture, go_on), is_moved },
	{ "let_in", 3, STEPS(ask, go_on, come_to_the_evening, let_in, go_on), is_let_in },
	{ 0 },
};
