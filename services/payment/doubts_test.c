/* doubts_test.c - a provider that does not answer, or does twice, or was never asked: one payment. */
#include "services/payment/till_test.h"

enum { FIRST = TILL_BOOKING, MANY = 1000 };

static void lose_requests(struct cc_test *test, int count)
{
	cc_test_fail_provider(test, &(struct cc_psp_fail_plan){ .lose_request = count });
}

static void lose_replies(struct cc_test *test, int count)
{
	cc_test_fail_provider(test, &(struct cc_psp_fail_plan){ .lose_reply = count });
}

static void heal(struct cc_test *test)
{
	cc_test_fail_provider(test, &(struct cc_psp_fail_plan){ .repeat = false });
}

static int authorised(struct cc_test *test)
{
	return cc_test_events(test, &payment_payment_authorised_event);
}

static void check_captured_once(struct cc_test *test)
{
	CHECK_STATE(test, FIRST, CAPTURED);
	CHECK(till_movements(test, "authorised", FIRST) == 1);
	CHECK(till_movements(test, "captured", FIRST) == 1);
	CHECK(cc_test_events(test, &payment_payment_captured_event) == 1);
	till_check_books(test);
}

static void a_lost_request_is_sent_again(void **state)
{
	lose_requests(*state, 1);
	till_authorise(*state, FIRST, "pm_card_visa");
	till_live(*state, CC_SECONDS(5));
	lose_requests(*state, 1);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	till_live(*state, CC_SECONDS(5));
	check_captured_once(*state);
}

static void a_lost_answer_is_asked_for_again(void **state)
{
	lose_replies(*state, 1);
	till_authorise(*state, FIRST, "pm_card_visa");
	till_live(*state, CC_SECONDS(5));
	lose_replies(*state, 1);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	till_live(*state, CC_SECONDS(5));
	check_captured_once(*state);
}

static void what_arrives_twice_is_done_once(void **state)
{
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .repeat = true });
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	cc_test_run_due(*state);
	check_captured_once(*state);
}

static void cards_that_lose_things_pay_once(void **state)
{
	static const char *const cards[] = {
		"pm_card_authoriseRequestLost",
		"pm_card_authoriseReplyLost",
		"pm_card_captureRequestLost",
		"pm_card_captureReplyLost",
	};
	for (size_t i = 0; i < CC_COUNT(cards); i++) {
		int booking = FIRST + (int)i;
		till_authorise(*state, booking, cards[i]);
		till_live(*state, CC_SECONDS(5));
		CHECK_STATE(*state, booking, AUTHORISED);
		CHECK_OK(till_capture(*state, booking, NULL));
		till_live(*state, CC_SECONDS(5));
		CHECK_STATE(*state, booking, CAPTURED);
		CHECK(till_movements(*state, "captured", booking) == 1);
	}
	till_check_books(*state);
}

static void an_authorisation_without_an_answer_is_unknown_until_it_is_found(void **state)
{
	lose_replies(*state, MANY);
	till_authorise(*state, FIRST, "pm_card_visa");
	till_live(*state, CC_MINUTES(1));
	CHECK_STATE(*state, FIRST, UNKNOWN);
	CHECK(cc_test_figure(*state, "couchannel_payment_unknown") == 1);
	CHECK(authorised(*state) == 0 && cc_test_events(*state, &payment_payment_declined_event) == 0);

	heal(*state);
	till_live(*state, CC_MINUTES(3));
	CHECK_STATE(*state, FIRST, AUTHORISED);
	CHECK(cc_test_figure(*state, "couchannel_payment_unknown") == 0);
	CHECK(authorised(*state) == 1);
	CHECK(till_movements(*state, "authorised", FIRST) == 1);
}

static void an_authorisation_that_never_arrived_is_declined_once_that_is_known(void **state)
{
	lose_requests(*state, MANY);
	till_authorise(*state, FIRST, "pm_card_visa");
	till_live(*state, CC_MINUTES(1));
	CHECK_STATE(*state, FIRST, UNKNOWN);
	heal(*state);
	till_live(*state, CC_MINUTES(3));
	CHECK_STATE(*state, FIRST, DECLINED);
	CHECK(till_movements(*state, "authorised", FIRST) == 0);
	CHECK(cc_test_events(*state, &payment_payment_declined_event) == 1);
}

/* As if the first request had been on its way all the time; nobody tells us. */
static void arrive_late(struct cc_test *test, const char *card)
{
	struct cc_psp *provider = cc_test_provider(test);
	struct cc_psp_intent intent;
	const struct cc_psp_order order = { CC_STR("00000000-0000-7000-8000-000000000064"),
		                            cc_str_of(card),
		                            { 10000, { "PLN" } } };
	CHECK_OK(provider->ops->authorise(provider, cc_test_provider_ctx(test), CC_STR("late"), &order,
	                                  &intent));
}

static void turns_up_after_it_was_given_up(struct cc_test *test, const char *card)
{
	lose_requests(test, MANY);
	till_authorise(test, FIRST, card);
	till_live(test, CC_MINUTES(1));
	heal(test);
	till_live(test, CC_MINUTES(3));
	CHECK_STATE(test, FIRST, DECLINED);
	arrive_late(test, card);
	lose_replies(test, 3); /* of the look for it */
	till_live(test, CC_MINUTES(12));
	CHECK_STATE(test, FIRST, VOIDED);
	CHECK(cc_test_provider_int(test, "SELECT COUNT(*) FROM intents WHERE state <> 'canceled'") == 0);
	CHECK(cc_test_events(test, &payment_payment_action_required_event) == 0 && authorised(test) == 0);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM effects WHERE effect = 'payment.look'") == 0);
	till_check_books(test);
}

static void money_that_turns_up_after_it_was_given_up_is_let_go_though_nobody_tells(void **state)
{
	turns_up_after_it_was_given_up(*state, "pm_card_visa");
}

static void what_a_guest_would_confirm_for_nothing_is_let_go(void **state)
{
	turns_up_after_it_was_given_up(*state, "pm_card_threeDSecure");
}

static void what_is_voided_while_unknown_is_let_go_when_it_is_found(void **state)
{
	struct payment_payment unknown;
	lose_replies(*state, MANY);
	till_authorise(*state, FIRST, "pm_card_visa");
	till_live(*state, CC_MINUTES(1));
	CHECK_OK(till_void(*state, FIRST, &unknown));
	CHECK(unknown.state == PAYMENT_PAYMENT_STATE_UNKNOWN);
	heal(*state);
	till_live(*state, CC_MINUTES(3));
	CHECK_STATE(*state, FIRST, VOIDED);
	CHECK(till_movements(*state, "authorised", FIRST) == 1 &&
	      till_movements(*state, "released", FIRST) == 1);
	CHECK(authorised(*state) == 0);
}

static void a_capture_without_an_answer_is_looked_for(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	lose_replies(*state, MANY);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	till_live(*state, CC_MINUTES(2));
	CHECK_STATE(*state, FIRST, UNKNOWN);
	CHECK_REFUSED(till_void(*state, FIRST, NULL), payment_capture_asked);
	heal(*state);
	till_live(*state, CC_MINUTES(3));
	check_captured_once(*state);
}

static void a_capture_that_never_arrived_is_asked_for_again(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	lose_requests(*state, MANY);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	till_live(*state, CC_MINUTES(2));
	CHECK_STATE(*state, FIRST, UNKNOWN);
	CHECK_OK(till_capture(*state, FIRST, NULL)); /* it is asked for already */
	heal(*state);
	till_live(*state, CC_MINUTES(3));
	check_captured_once(*state);
}

static void a_void_without_an_answer_is_looked_for(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	lose_replies(*state, MANY);
	CHECK_OK(till_void(*state, FIRST, NULL));
	till_live(*state, CC_MINUTES(2));
	CHECK_STATE(*state, FIRST, UNKNOWN);
	heal(*state);
	till_live(*state, CC_MINUTES(3));
	CHECK_STATE(*state, FIRST, VOIDED);
	CHECK(till_movements(*state, "released", FIRST) == 1);
	CHECK(cc_test_events(*state, &payment_payment_voided_event) == 1);
}

static void a_restart_in_doubt_goes_on_asking(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	lose_replies(*state, 1);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	cc_test_run_due(*state);
	cc_test_reopen(*state);
	till_live(*state, CC_SECONDS(5));
	check_captured_once(*state);
}

static void whoever_was_away_for_a_day_looks_before_asking_again(void **state)
{
	lose_replies(*state, 1);
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	cc_test_pass(*state, CC_HOURS(25)); /* nobody was there, and the provider has forgotten the key */
	cc_test_reopen(*state);
	till_live(*state, CC_SECONDS(30));
	CHECK_STATE(*state, FIRST, AUTHORISED);
	CHECK(till_movements(*state, "authorised", FIRST) == 1);
}

static void there_is_one_line_of_looks(void **state)
{
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	till_live(*state, CC_MINUTES(10));
	CHECK_STATE(*state, FIRST, ACTION_REQUIRED);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM effects WHERE effect = 'payment.look'") == 1);
	CHECK(cc_test_int(*state, "SELECT look FROM payments") ==
	      21); /* each half minute, and the next one */
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_open, till_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_lost_request_is_sent_again),
		CASE(a_lost_answer_is_asked_for_again),
		CASE(what_arrives_twice_is_done_once),
		CASE(cards_that_lose_things_pay_once),
		CASE(an_authorisation_without_an_answer_is_unknown_until_it_is_found),
		CASE(an_authorisation_that_never_arrived_is_declined_once_that_is_known),
		CASE(money_that_turns_up_after_it_was_given_up_is_let_go_though_nobody_tells),
		CASE(what_a_guest_would_confirm_for_nothing_is_let_go),
		CASE(what_is_voided_while_unknown_is_let_go_when_it_is_found),
		CASE(a_capture_without_an_answer_is_looked_for),
		CASE(a_capture_that_never_arrived_is_asked_for_again),
		CASE(a_void_without_an_answer_is_looked_for),
		CASE(a_restart_in_doubt_goes_on_asking),
		CASE(whoever_was_away_for_a_day_looks_before_asking_again),
		CASE(there_is_one_line_of_looks),
	};
	return cmocka_run_group_tests_name("payment: doubts", cases, NULL, NULL);
}
