/* next_step_test.c - one thing to do for each state of a booking. */
#include "platform/test.h"

#include "services/bff_web/internal.h"

static const cc_time kick_off = { CC_HOURS(1000) };

static struct booking_booking booking_in(enum booking_booking_state state)
{
	return (struct booking_booking){ .state = state, .has_starts_at = true, .starts_at = kick_off };
}

static enum bff_web_next_step at(int64_t before_ms, const struct inventory_session *session)
{
	struct booking_booking booking = booking_in(BOOKING_BOOKING_STATE_CONFIRMED);
	return bff_web_next_step_of(&booking, session, cc_time_add(kick_off, -before_ms));
}

static void a_confirmed_guest_looks_forward_goes_there_enjoys_and_reviews(void **state)
{
	(void)state;
	const struct inventory_session session = {
		.starts_at = kick_off,
		.ends_at = cc_time_add(kick_off, CC_HOURS(2)),
	};
	CHECK(at(CC_HOURS(2) + 1, &session) == BFF_WEB_NEXT_STEP_LOOK_FORWARD);
	CHECK(at(CC_HOURS(2), &session) == BFF_WEB_NEXT_STEP_GO_THERE);
	CHECK(at(1, &session) == BFF_WEB_NEXT_STEP_GO_THERE);
	CHECK(at(0, &session) == BFF_WEB_NEXT_STEP_ENJOY);
	CHECK(at(-CC_HOURS(2) + 1, &session) == BFF_WEB_NEXT_STEP_ENJOY);
	CHECK(at(-CC_HOURS(2), &session) == BFF_WEB_NEXT_STEP_REVIEW);
}

static void without_the_session_an_evening_lasts_three_hours(void **state)
{
	(void)state;
	CHECK(at(-CC_HOURS(3) + 1, NULL) == BFF_WEB_NEXT_STEP_ENJOY);
	CHECK(at(-CC_HOURS(3), NULL) == BFF_WEB_NEXT_STEP_REVIEW);
}

static enum bff_web_next_step in(enum booking_booking_state state, bool has_action_url)
{
	struct booking_booking booking = booking_in(state);
	booking.has_action_url = has_action_url;
	return bff_web_next_step_of(&booking, NULL, kick_off);
}

static void whoever_is_asked_by_the_bank_confirms_and_the_others_wait(void **state)
{
	(void)state;
	CHECK(in(BOOKING_BOOKING_STATE_PENDING, true) == BFF_WEB_NEXT_STEP_CONFIRM_PAYMENT);
	CHECK(in(BOOKING_BOOKING_STATE_PENDING, false) == BFF_WEB_NEXT_STEP_WAIT);
	CHECK(in(BOOKING_BOOKING_STATE_UNDOING, false) == BFF_WEB_NEXT_STEP_WAIT);
}

static void what_came_to_nothing_sends_on(void **state)
{
	(void)state;
	CHECK(in(BOOKING_BOOKING_STATE_REFUSED, false) == BFF_WEB_NEXT_STEP_FIND_ANOTHER);
	CHECK(in(BOOKING_BOOKING_STATE_CANCELLED, false) == BFF_WEB_NEXT_STEP_FIND_ANOTHER);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(a_confirmed_guest_looks_forward_goes_there_enjoys_and_reviews),
		cmocka_unit_test(without_the_session_an_evening_lasts_three_hours),
		cmocka_unit_test(whoever_is_asked_by_the_bank_confirms_and_the_others_wait),
		cmocka_unit_test(what_came_to_nothing_sends_on),
	};
	return cmocka_run_group_tests_name("bff_web: next step", cases, NULL, NULL);
}
