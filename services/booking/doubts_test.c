/* doubts_test.c - calls without an answer: it ends confirmed or fully undone, and is never paid twice. */
#include "services/booking/guests_test.h"

enum { MANY = 100000, ROUNDS_MAX = 12, LONG_MS = CC_MINUTES(15) };

/* One of the two, and whole. */
static bool check_ended(struct cc_test *test)
{
	struct booking_booking found = look_at(test, BOOKING);
	if (found.state == BOOKING_BOOKING_STATE_CONFIRMED) {
		check_confirmed(test, BOOKING);
		return true;
	}
	if (found.state != BOOKING_BOOKING_STATE_REFUSED)
		fail_msg("not ended: %s", story_of(test, BOOKING));
	check_undone(test, BOOKING, cc_copy(cc_test_provider_ctx(test), found.refused_step).ptr,
	             cc_copy(cc_test_provider_ctx(test), found.refusal).ptr);
	assert_int_equal(free_seats(test), SEATS);
	return false;
}

static void confirms(void **state, const char *card)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, card));
	live(*state, LONG_MS);
	check_confirmed(*state, BOOKING);
	assert_int_equal(provider_count(*state, "authorised"), 1);
}

static void an_authorisation_that_was_not_heard_is_asked_for_again(void **state)
{
	confirms(state, "pm_card_authoriseRequestLost");
}

static void an_authorisation_whose_answer_is_lost_happened_once(void **state)
{
	confirms(state, "pm_card_authoriseReplyLost");
}

static void a_capture_that_was_not_heard_is_asked_for_again(void **state)
{
	confirms(state, "pm_card_captureRequestLost");
}

static void a_capture_whose_answer_is_lost_happened_once(void **state)
{
	confirms(state, "pm_card_captureReplyLost");
}

static void live_until(struct cc_test *test, const char *kind)
{
	for (int i = 0; i < ROUNDS_MAX * 10 && provider_count(test, kind) == 0; i++)
		live_a_moment(test);
}

/* It did what it was asked, and says nothing for longer than seats are held. */
static void a_provider_that_is_silent_while_it_sets_aside_keeps_nothing(void **state)
{
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = MANY });
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	live(*state, 2 * LONG_MS);
	CHECK(provider_count(*state, "captured") == 0 && free_seats(*state) == SEATS);
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_REFUSED);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = 0 });
	live(*state, LONG_MS);
	CHECK(!check_ended(*state));
	CHECK(provider_count(*state, "authorised") == 1 && provider_count(*state, "released") == 1);
}

/* However long it takes to find out whether the money was taken. */
static void is_silent_while_it_takes(struct cc_test *test, const struct cc_psp_fail_plan *plan, int64_t ms)
{
	CHECK_OK(request_seats(test, BOOKING, OLA, "pm_card_visa"));
	live_until(test, "authorised");
	cc_test_fail_provider(test, plan);
	live(test, ms);
	CHECK(look_at(test, BOOKING).state == BOOKING_BOOKING_STATE_PENDING ||
	      look_at(test, BOOKING).state == BOOKING_BOOKING_STATE_UNDOING);
	cc_test_fail_provider(test, &(struct cc_psp_fail_plan){ .lose_reply = 0 });
	live(test, LONG_MS);
	CHECK(check_ended(test) == (provider_sum(test, "refunded") == 0));
	CHECK(provider_count(test, "captured") <= 1);
}

static void a_provider_that_is_silent_while_it_takes_is_asked_until_it_says(void **state)
{
	is_silent_while_it_takes(*state, &(struct cc_psp_fail_plan){ .lose_reply = MANY }, CC_MINUTES(4));
	check_confirmed(*state, BOOKING);
}

static void a_provider_that_hears_nothing_is_asked_until_it_does(void **state)
{
	is_silent_while_it_takes(*state, &(struct cc_psp_fail_plan){ .lose_request = MANY }, CC_MINUTES(4));
}

static void a_provider_that_is_silent_for_hours_keeps_no_money_without_seats(void **state)
{
	is_silent_while_it_takes(*state, &(struct cc_psp_fail_plan){ .lose_reply = MANY }, CC_HOURS(2));
}

/* One failure after each round, of each kind, and a restart with it. */
static void fails_after(int rounds, struct cc_psp_fail_plan plan)
{
	void *state;
	open_evening(&state);
	CHECK_OK(request_seats(state, BOOKING, OLA, "pm_card_visa"));
	for (int i = 0; i < rounds; i++)
		live_a_moment(state);
	cc_test_fail_provider(state, &plan);
	cc_test_reopen(state);
	live(state, CC_MINUTES(2));
	CHECK(check_ended(state));
	close_evening(&state);
}

static void a_failure_and_a_restart_anywhere_change_nothing(void **state)
{
	(void)state;
	for (int rounds = 0; rounds < ROUNDS_MAX; rounds++) {
		fails_after(rounds, (struct cc_psp_fail_plan){ .refuse = 1 });
		fails_after(rounds, (struct cc_psp_fail_plan){ .lose_request = 1 });
		fails_after(rounds, (struct cc_psp_fail_plan){ .lose_reply = 1 });
		fails_after(rounds, (struct cc_psp_fail_plan){ .repeat = true });
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(an_authorisation_that_was_not_heard_is_asked_for_again),
		CASE(an_authorisation_whose_answer_is_lost_happened_once),
		CASE(a_capture_that_was_not_heard_is_asked_for_again),
		CASE(a_capture_whose_answer_is_lost_happened_once),
		CASE(a_provider_that_is_silent_while_it_sets_aside_keeps_nothing),
		CASE(a_provider_that_is_silent_while_it_takes_is_asked_until_it_says),
		CASE(a_provider_that_hears_nothing_is_asked_until_it_does),
		CASE(a_provider_that_is_silent_for_hours_keeps_no_money_without_seats),
		cmocka_unit_test(a_failure_and_a_restart_anywhere_change_nothing),
	};
	return cmocka_run_group_tests_name("booking: doubts", cases, NULL, NULL);
}
