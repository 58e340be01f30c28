#include "tests/conformance/psp_suite.h"

#define VISA "pm_card_visa"

/* Money ------------------------------------------------------------------------- */

static void an_authorisation_sets_money_aside_and_takes_none(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	assert_int_equal(intent.state, CC_PSP_REQUIRES_CAPTURE);
	assert_int_equal(intent.decline, CC_PSP_DECLINE_NONE);
	CHECK(cc_str_eq(intent.reference, CC_STR("b1")) && intent.action_url.len == 0);
	CHECK(intent.amount.minor == 4000 && strcmp(intent.amount.currency.code, "PLN") == 0);
	CHECK(intent.captured.minor == 0 && intent.refunded.minor == 0);
	CHECK(intent.created_at.ms == cc_now(&world->ctx).ms);
	assert_string_equal(psp_books(world), "authorised 4000");
}

static void a_declined_card_is_an_answer(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_insufficientFunds", 4000, &intent));
	assert_int_equal(intent.state, CC_PSP_REQUIRES_PAYMENT_METHOD);
	assert_int_equal(intent.decline, CC_PSP_DECLINE_INSUFFICIENT_FUNDS);
	CHECK_REFUSED(psp_capture(world, "c1", intent.id, 4000, &intent), cc_psp_wrong_state);
	assert_string_equal(psp_books(world), "");
}

static void a_guest_who_has_to_confirm_is_told_where(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_threeDSecure", 4000, &intent));
	assert_int_equal(intent.state, CC_PSP_REQUIRES_ACTION);
	CHECK(intent.action_url.len > 0);
	CHECK_REFUSED(psp_capture(world, "c1", intent.id, 4000, &intent), cc_psp_wrong_state);
	CHECK_OK(psp_cancel(world, "v1", intent.id, &intent));
	CHECK(intent.state == CC_PSP_CANCELED && intent.action_url.len == 0);
	assert_string_equal(psp_books(world), "");
}

static void a_capture_takes_all_of_it(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK(intent.state == CC_PSP_SUCCEEDED && intent.captured.minor == 4000 && !intent.has_lapses_at);
	assert_string_equal(psp_books(world), "authorised 4000, captured 4000");
}

static void a_capture_of_a_part_releases_the_rest(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 1500, &intent));
	CHECK(intent.captured.minor == 1500 && intent.amount.minor == 4000);
	assert_string_equal(psp_books(world), "authorised 4000, captured 1500, released 2500");
}

static void a_capture_may_be_declined_and_leaves_nothing_set_aside(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_captureDeclined", 4000, &intent));
	assert_int_equal(intent.state, CC_PSP_REQUIRES_CAPTURE);
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK(intent.state == CC_PSP_REQUIRES_PAYMENT_METHOD && intent.captured.minor == 0);
	CHECK(intent.decline == CC_PSP_DECLINE_GENERIC && !intent.has_lapses_at);
	assert_string_equal(psp_books(world), "authorised 4000, released 4000");
}

static void a_payment_is_captured_once(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 1500, &intent));
	CHECK_REFUSED(psp_capture(world, "c2", intent.id, 1500, &intent), cc_psp_wrong_state);
	CHECK(psp_find(world, intent.id).captured.minor == 1500);
}

static void no_more_is_captured_than_is_authorised(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	const struct cc_psp_part euros = { .intent_id = CC_STR(""), .amount = { 4000, { "EUR" } } };
	struct cc_psp_part part = euros;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_REFUSED(psp_capture(world, "c1", intent.id, 4001, &intent), cc_psp_too_much);
	CHECK_REFUSED(psp_capture(world, "c2", intent.id, 0, &intent), cc_psp_bad_order);
	CHECK_REFUSED(psp_capture(world, "c3", CC_STR("pi_none"), 1, &intent), cc_psp_not_found);
	part.intent_id = intent.id;
	CHECK_REFUSED(world->psp->ops->capture(world->psp, &world->ctx, CC_STR("c4"), &part, &intent),
	              cc_psp_bad_order);
	assert_string_equal(psp_books(world), "authorised 4000");
}

static void what_is_canceled_is_released_and_stays_so(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_cancel(world, "v1", intent.id, &intent));
	CHECK(intent.state == CC_PSP_CANCELED && !intent.has_lapses_at);
	CHECK_OK(psp_cancel(world, "v2", intent.id, &intent));
	assert_int_equal(intent.state, CC_PSP_CANCELED);
	CHECK_REFUSED(psp_capture(world, "c1", intent.id, 4000, &intent), cc_psp_wrong_state);
	CHECK_REFUSED(psp_cancel(world, "v3", CC_STR("pi_none"), &intent), cc_psp_not_found);
	assert_string_equal(psp_books(world), "authorised 4000, released 4000");
}

static void what_is_captured_is_refunded_not_canceled(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_REFUSED(psp_refund(world, "r0", intent.id, 100, &refund), cc_psp_wrong_state);
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK_REFUSED(psp_cancel(world, "v1", intent.id, &intent), cc_psp_wrong_state);
	CHECK_OK(psp_refund(world, "r1", intent.id, 1000, &refund));
	CHECK(refund.state == CC_PSP_REFUND_SUCCEEDED && refund.amount.minor == 1000);
	CHECK(cc_str_eq(refund.intent_id, intent.id) && cc_str_eq(refund.reference, CC_STR("r1")));
	CHECK_OK(psp_refund(world, "r2", intent.id, 3000, &refund));
	CHECK(psp_find(world, intent.id).refunded.minor == 4000);
	CHECK(psp_find(world, intent.id).captured.minor == 4000);
	assert_string_equal(psp_books(world), "authorised 4000, captured 4000, refunded 1000, refunded 3000");
}

static void no_more_is_refunded_than_was_captured(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 3000, &intent));
	CHECK_OK(psp_refund(world, "r1", intent.id, 2000, &refund));
	CHECK_REFUSED(psp_refund(world, "r2", intent.id, 1001, &refund), cc_psp_too_much);
	CHECK_REFUSED(psp_refund(world, "r3", intent.id, -1, &refund), cc_psp_bad_order);
	CHECK_REFUSED(psp_refund(world, "r4", CC_STR("pi_none"), 1, &refund), cc_psp_not_found);
	const struct cc_psp_part euros = { intent.id, CC_STR("r5"), { 100, { "EUR" } } };
	CHECK_REFUSED(world->psp->ops->refund(world->psp, &world->ctx, CC_STR("r5"), &euros, &refund),
	              cc_psp_bad_order);
	CHECK(psp_find(world, intent.id).refunded.minor == 2000);
}

static void an_order_out_of_bounds_is_refused(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent = { .id = CC_STR("untouched") };
	const char *long_reference = "12345678901234567890123456789012345678901234567890123456789012345";
	struct cc_psp_order order = { CC_STR("b1"), CC_STR(VISA), { 100, { "zł" } } };
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 0, &intent), cc_psp_bad_order);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, -5, &intent), cc_psp_bad_order);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, CC_PSP_AMOUNT_MAX + 1, &intent), cc_psp_bad_order);
	CHECK_REFUSED(psp_authorise(world, long_reference, VISA, 100, &intent), cc_psp_bad_order);
	CHECK_REFUSED(world->psp->ops->authorise(world->psp, &world->ctx, CC_STR("k"), &order, &intent),
	              cc_psp_bad_order);
	order = (struct cc_psp_order){ CC_STR(""), CC_STR(VISA), zloty(100) };
	CHECK_REFUSED(world->psp->ops->authorise(world->psp, &world->ctx, CC_STR("k"), &order, &intent),
	              cc_psp_bad_order);
	CHECK_REFUSED(psp_authorise(world, "b1", "4111111111111111", 100, &intent), cc_psp_unknown_method);
	CHECK(cc_str_eq(intent.id, CC_STR("untouched"))); /* out is written only on success */
	CHECK_OK(psp_authorise(world, "b1", VISA, CC_PSP_AMOUNT_MAX, &intent));
}

/* Keys -------------------------------------------------------------------------- */

static void one_key_has_one_effect_and_the_first_answer(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent first, again;
	struct cc_psp_refund refund, refund_again;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &first));
	CHECK_OK(psp_capture(world, "c1", first.id, 3000, &again));
	CHECK_OK(psp_refund(world, "r1", first.id, 500, &refund));
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &again));
	CHECK(cc_str_eq(first.id, again.id) && again.lapses_at.ms == first.lapses_at.ms);
	assert_int_equal(again.state, CC_PSP_REQUIRES_CAPTURE); /* as it was then */
	CHECK_OK(psp_capture(world, "c1", first.id, 3000, &again));
	CHECK(again.captured.minor == 3000 && again.refunded.minor == 0);
	CHECK_OK(psp_refund(world, "r1", first.id, 500, &refund_again));
	CHECK(cc_str_eq(refund.id, refund_again.id));
	assert_string_equal(psp_books(world), "authorised 4000, captured 3000, released 1000, refunded 500");
}

static void a_key_is_not_for_another_request(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent, other;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4001, &other), cc_idempotency_key_reused);
	CHECK_REFUSED(psp_authorise(world, "b1", "pm_card_chargeDeclined", 4000, &other),
	              cc_idempotency_key_reused);
	CHECK_REFUSED(psp_capture(world, "b1", intent.id, 4000, &other), cc_idempotency_key_reused);
	CHECK_REFUSED(psp_cancel(world, "b1", intent.id, &other), cc_idempotency_key_reused);
	CHECK_REFUSED(psp_refund(world, "b1", intent.id, 4000, &refund), cc_idempotency_key_reused);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &other)); /* the first request is remembered */
	CHECK(cc_str_eq(intent.id, other.id));
	assert_string_equal(psp_books(world), "authorised 4000");
}

static void a_refusal_is_an_answer_too(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_REFUSED(psp_refund(world, "r1", intent.id, 500, &refund), cc_psp_wrong_state);
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK_REFUSED(psp_refund(world, "r1", intent.id, 500, &refund), cc_psp_wrong_state);
	CHECK_OK(psp_refund(world, "r2", intent.id, 500, &refund));
}

static void a_key_is_remembered_for_a_day_and_then_forgotten(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent first, again, newest;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &first));
	psp_world_pass(world, CC_HOURS(CC_PSP_KEY_HOURS) - 1);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &again));
	CHECK(cc_str_eq(first.id, again.id));
	psp_world_pass(world, 1);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &again));
	CHECK(!cc_str_eq(first.id, again.id));
	CHECK_OK(world->psp->ops->find_by_reference(world->psp, &world->ctx, CC_STR("b1"), &newest));
	CHECK(cc_str_eq(again.id, newest.id));
	assert_string_equal(psp_books(world), "authorised 4000, authorised 4000");
}

static void keys_and_books_outlive_a_restart(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent first, again;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &first));
	psp_world_reopen(world);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &again));
	CHECK(cc_str_eq(first.id, again.id));
	assert_string_equal(psp_books(world), "authorised 4000");
}

/* Looking ----------------------------------------------------------------------- */

static void what_became_of_a_call_is_found_by_our_reference(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent, found;
	struct cc_psp_refund refund, found_refund;
	const struct cc_psp_ops *ops = world->psp->ops;
	CHECK_REFUSED(ops->find_by_reference(world->psp, &world->ctx, CC_STR("b1"), &found),
	              cc_psp_not_found);
	CHECK_REFUSED(ops->find_refund(world->psp, &world->ctx, CC_STR("r1"), &refund), cc_psp_not_found);
	CHECK_REFUSED(ops->find(world->psp, &world->ctx, CC_STR("pi_none"), &found), cc_psp_not_found);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK_OK(psp_refund(world, "r1", intent.id, 700, &refund));
	CHECK_OK(ops->find_by_reference(world->psp, &world->ctx, CC_STR("b1"), &found));
	CHECK(cc_str_eq(found.id, intent.id) && found.state == CC_PSP_SUCCEEDED);
	CHECK(found.refunded.minor == 700);
	CHECK_OK(ops->find_refund(world->psp, &world->ctx, CC_STR("r1"), &found_refund));
	CHECK(cc_str_eq(found_refund.id, refund.id) && found_refund.amount.minor == 700);
	CHECK(found_refund.created_at.ms == refund.created_at.ms);
}

static void the_books_are_read_page_by_page(void **state)
{
	struct psp_world *world = *state;
	const struct cc_psp_ops *ops = world->psp->ops;
	struct cc_psp_movement_list first, rest;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK_OK(psp_refund(world, "r1", intent.id, 700, &refund));
	CHECK_OK(ops->list(world->psp, &world->ctx, CC_STR(""), 2, &first));
	assert_int_equal(first.count, 2);
	CHECK_OK(ops->list(world->psp, &world->ctx, first.items[1].id, 2, &rest));
	assert_int_equal(rest.count, 1);
	assert_int_equal(rest.items[0].kind, CC_PSP_REFUNDED);
	CHECK(cc_str_eq(rest.items[0].intent_id, intent.id));
	CHECK(cc_str_eq(rest.items[0].reference, CC_STR("r1")));
	CHECK(cc_str_eq(first.items[1].reference, CC_STR("b1")));
	CHECK(rest.items[0].at.ms == refund.created_at.ms);
	CHECK_OK(ops->list(world->psp, &world->ctx, rest.items[0].id, 2, &rest));
	assert_int_equal(rest.count, 0);
	CHECK_REFUSED(ops->list(world->psp, &world->ctx, CC_STR("txn_none"), 2, &rest), cc_psp_not_found);
}

static void an_event_that_is_not_signed_is_not_believed(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_event event = { .id = CC_STR("untouched") };
	const struct cc_psp_ops *ops = world->psp->ops;
	cc_str body = CC_STR("{}");
	CHECK_REFUSED(ops->read_event(world->psp, &world->ctx, CC_STR(""), body, &event),
	              cc_psp_bad_signature);
	CHECK_REFUSED(ops->read_event(world->psp, &world->ctx, CC_STR("t=1,v1=00"), body, &event),
	              cc_psp_bad_signature);
	CHECK(cc_str_eq(event.id, CC_STR("untouched")));
}

int psp_suite(const struct psp_suite_engine *engine)
{
	const struct CMUnitTest tests[] = {
		PSP_CASE(an_authorisation_sets_money_aside_and_takes_none, engine),
		PSP_CASE(a_declined_card_is_an_answer, engine),
		PSP_CASE(a_guest_who_has_to_confirm_is_told_where, engine),
		PSP_CASE(a_capture_takes_all_of_it, engine),
		PSP_CASE(a_capture_of_a_part_releases_the_rest, engine),
		PSP_CASE(a_capture_may_be_declined_and_leaves_nothing_set_aside, engine),
		PSP_CASE(a_payment_is_captured_once, engine),
		PSP_CASE(no_more_is_captured_than_is_authorised, engine),
		PSP_CASE(what_is_canceled_is_released_and_stays_so, engine),
		PSP_CASE(what_is_captured_is_refunded_not_canceled, engine),
		PSP_CASE(no_more_is_refunded_than_was_captured, engine),
		PSP_CASE(an_order_out_of_bounds_is_refused, engine),
		PSP_CASE(one_key_has_one_effect_and_the_first_answer, engine),
		PSP_CASE(a_key_is_not_for_another_request, engine),
		PSP_CASE(a_refusal_is_an_answer_too, engine),
		PSP_CASE(a_key_is_remembered_for_a_day_and_then_forgotten, engine),
		PSP_CASE(keys_and_books_outlive_a_restart, engine),
		PSP_CASE(what_became_of_a_call_is_found_by_our_reference, engine),
		PSP_CASE(the_books_are_read_page_by_page, engine),
		PSP_CASE(an_event_that_is_not_signed_is_not_believed, engine),
	};
	return cmocka_run_group_tests_name(engine->name, tests, NULL, NULL) + psp_suite_later(engine);
}
