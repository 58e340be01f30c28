/* cancellations_test.c - bookings that are called off: what goes back is what their terms say, once. */
#include "services/booking/guests_test.h"

enum { ROUNDS_MAX = 14 };

static void check_returned(struct cc_test *test, int64_t refund)
{
	struct booking_booking found = look_at(test, BOOKING);
	if (found.state != BOOKING_BOOKING_STATE_CANCELLED)
		fail_msg("not cancelled: %s", story_of(test, BOOKING));
	assert_int_equal(provider_sum(test, "refunded"), refund);
	assert_int_equal(cc_test_provider_int(test, "SELECT COUNT(*) FROM intents WHERE state = "
	                                            "'requires_capture'"),
	                 0);
	assert_int_equal(free_seats(test), SEATS);
	assert_int_equal(cc_test_events(test, &booking_booking_cancelled_event), 1);
	assert_int_equal(cc_test_int(test, PLANS), 0);
}

/* The preview, the answer, the event and the provider's books say the same. */
static void cancels_for(struct cc_test *test, int64_t hours_later, int32_t percent)
{
	struct booking_cancellation before = { 0 };
	struct booking_booking cancelled;
	struct booking_booking_cancelled said;
	int64_t total = book(test, BOOKING).total.minor, refund = (total * percent + 50) / 100;
	cc_test_pass(test, CC_HOURS(hours_later));
	CHECK_OK(preview(test, BOOKING, &before));
	assert_int_equal(before.refund_percent, percent);
	assert_int_equal(before.refund.minor, refund);
	CHECK_OK(cancel(test, BOOKING, &cancelled));
	assert_int_equal(cancelled.refund.minor, refund);
	CHECK(cancelled.cancelled_by == BOOKING_CANCELLER_GUEST);
	cc_test_last_event(test, &booking_booking_cancelled_event, &said);
	CHECK(said.has_refund && said.refund.minor == refund);
	live(test, CC_MINUTES(1));
	check_returned(test, refund);
	assert_int_equal(provider_count(test, "refunded"), refund > 0);
}

static void early_everything_goes_back(void **state)
{
	cancels_for(*state, 5 * 24 - 48, 100);
}

static void later_half_of_it_goes_back(void **state)
{
	cancels_for(*state, 5 * 24 - 47, 50);
}

static void until_the_last_day_half_of_it_goes_back(void **state)
{
	cancels_for(*state, 5 * 24 - 24, 50);
}

static void on_the_last_day_nothing_goes_back(void **state)
{
	cancels_for(*state, 5 * 24 - 23, 0);
}

static void cancelling_twice_is_cancelling_once(void **state)
{
	struct booking_booking again;
	int64_t total = book(*state, BOOKING).total.minor;
	CHECK_OK(cancel(*state, BOOKING, NULL));
	cc_test_pass(*state, CC_HOURS(90)); /* the terms are worse now, and the plan's key is old */
	CHECK_OK(cancel(*state, BOOKING, &again));
	CHECK(again.refund.minor == total);
	live(*state, CC_MINUTES(10));
	CHECK_OK(cancel(*state, BOOKING, NULL));
	live(*state, CC_MINUTES(1));
	check_returned(*state, total);
	CHECK_REFUSED(preview(*state, BOOKING, NULL), booking_booking_over);
}

/* Found in the provider's books; the bank keeps the money, so that nobody else pays it back. */
static void a_disputed_booking_stays_until_it_is_cancelled_and_is_refunded_once(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_createDispute"));
	live(*state, CC_MINUTES(20));
	check_confirmed(*state, BOOKING);
	assert_int_equal(provider_count(*state, "disputed"), 1);
	CHECK_OK(cancel(*state, BOOKING, NULL));
	live(*state, CC_MINUTES(1));
	CHECK(!strstr(story_of(*state, BOOKING), "refunded"));
	for (int day = 0; day <= CC_PSP_SANDBOX_DISPUTE_DAYS; day++) {
		cc_test_pass(*state, CC_HOURS(24));
		live(*state, CC_MINUTES(1));
	}
	CHECK(strstr(story_of(*state, BOOKING), "refunded"));
	check_returned(*state, 0);
}

static void after_kick_off_it_is_too_late(void **state)
{
	book(*state, BOOKING);
	cc_test_pass(*state, CC_HOURS(5 * 24));
	CHECK_REFUSED(preview(*state, BOOKING, NULL), booking_session_started);
	CHECK_REFUSED(cancel(*state, BOOKING, NULL), booking_session_started);
	check_confirmed(*state, BOOKING);
}

static void what_came_to_nothing_is_not_cancelled(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_chargeDeclined"));
	cc_test_run_due(*state);
	CHECK_REFUSED(preview(*state, BOOKING, NULL), booking_booking_over);
	CHECK_REFUSED(cancel(*state, BOOKING, NULL), booking_booking_over);
}

/* Begins anew, comes a little further each time, is cancelled, and starts again as another process. */
static void cancelled_at_any_moment_all_of_it_goes_back(void **state)
{
	bool confirmed = false;
	for (int rounds = 0; rounds < ROUNDS_MAX; rounds++) {
		open_evening(state);
		CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
		for (int i = 0; i < rounds; i++)
			live_a_moment(*state);
		confirmed = look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_CONFIRMED;
		CHECK_OK(cancel(*state, BOOKING, NULL));
		cc_test_reopen(*state);
		live(*state, CC_MINUTES(3));
		check_returned(*state, provider_sum(*state, "captured"));
		close_evening(state);
	}
	CHECK(confirmed); /* it was cancelled at the end, too */
}

static void cancelled_at_the_bank_it_is_let_go(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_threeDSecureApproved"));
	cc_test_run_due(*state);
	CHECK_OK(cancel(*state, BOOKING, NULL));
	live(*state, CC_MINUTES(3));
	check_returned(*state, 0);
	CHECK(provider_count(*state, "captured") == 0);
}

static void a_refund_that_is_not_answered_is_paid_once(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_refundReplyLost"));
	cc_test_run_due(*state);
	int64_t total = look_at(*state, BOOKING).total.minor;
	CHECK_OK(cancel(*state, BOOKING, NULL));
	live(*state, CC_MINUTES(5));
	check_returned(*state, total);
	CHECK(provider_count(*state, "refunded") == 1);
}

/* By others ------------------------------------------------------------------------ */

static void a_host_who_calls_it_off_gives_everything_back(void **state)
{
	struct inventory_cancel_session_request off = { .session_id = cc_test_id(EVENING) };
	int64_t total = book(*state, BOOKING).total.minor;
	cc_test_pass(*state, CC_HOURS(5 * 24 - 1));
	cc_test_as(*state, cc_test_id(HOST));
	CHECK_OK(cc_test_run(*state, &inventory_cancel_session_op, &off, NULL));
	cc_test_as(*state, cc_test_id(OLA));
	live(*state, CC_MINUTES(1));
	check_returned(*state, total);
	CHECK(look_at(*state, BOOKING).cancelled_by == BOOKING_CANCELLER_HOST);
}

static void a_host_who_moves_it_makes_cancelling_free(void **state)
{
	struct booking_cancellation free = { 0 };
	struct inventory_reschedule_session_request move = {
		.session_id = cc_test_id(EVENING),
		.starts_at = cc_time_add(cc_test_now(*state), CC_HOURS(9)),
	};
	book(*state, BOOKING);
	cc_test_as(*state, cc_test_id(HOST));
	CHECK_OK(cc_test_run(*state, &inventory_reschedule_session_op, &move, NULL));
	cc_test_run_due(*state);
	cc_test_as(*state, cc_test_id(OLA));
	CHECK(look_at(*state, BOOKING).starts_at.ms == move.starts_at.ms);
	cc_test_pass(*state, CC_HOURS(8));
	CHECK_OK(preview(*state, BOOKING, &free));
	CHECK(free.refund_percent == 100 && free.refund.minor == free.total.minor);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(early_everything_goes_back),
		CASE(later_half_of_it_goes_back),
		CASE(until_the_last_day_half_of_it_goes_back),
		CASE(on_the_last_day_nothing_goes_back),
		CASE(cancelling_twice_is_cancelling_once),
		CASE(a_disputed_booking_stays_until_it_is_cancelled_and_is_refunded_once),
		CASE(after_kick_off_it_is_too_late),
		CASE(what_came_to_nothing_is_not_cancelled),
		cmocka_unit_test(cancelled_at_any_moment_all_of_it_goes_back),
		CASE(cancelled_at_the_bank_it_is_let_go),
		CASE(a_refund_that_is_not_answered_is_paid_once),
		CASE(a_host_who_calls_it_off_gives_everything_back),
		CASE(a_host_who_moves_it_makes_cancelling_free),
	};
	return cmocka_run_group_tests_name("booking: cancellations", cases, NULL, NULL);
}
