/* holds_test.c - the rules of seats, from the outside. */
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum { HOST = 1, OLA, IGOR, FIXTURE, EVENING, FIRST, SECOND, THIRD };

static void arrange(struct cc_test *test)
{
	static struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A3"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("B1"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, true },
	};
	struct inventory_create_session_request create = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("El Clásico"),
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(3)),
		.seats_per_guest = 3,
		.seats = { seats, CC_COUNT(seats) },
	};
	struct inventory_publish_session_request publish = { .session_id = cc_test_id(EVENING) };
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(draft_evening(test, &create, NULL));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &publish, NULL));
	cc_test_as(test, cc_test_id(OLA));
}

static int open_evening(void **state)
{
	struct cc_test *test = open_licensed_inventory();
	arrange(test);
	*state = test;
	return 0;
}

static int close_evening(void **state)
{
	cc_test_close(*state);
	return 0;
}

static cc_err hold(struct cc_test *test, int booking, int seats, struct inventory_hold *made)
{
	struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(booking),
		.seats = seats,
	};
	return cc_test_run(test, &inventory_hold_seats_op, &cmd, made);
}

static cc_err hold_named(struct cc_test *test, int booking, int seats, struct cc_str_list labels,
                         struct inventory_hold *made)
{
	struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(booking),
		.seats = seats,
		.labels = labels,
	};
	return cc_test_run(test, &inventory_hold_seats_op, &cmd, made);
}

#define LABELS(...)                                                                                          \
	(struct cc_str_list)                                                                                 \
	{                                                                                                    \
		(cc_str[]){ __VA_ARGS__ }, sizeof((cc_str[]){ __VA_ARGS__ }) / sizeof(cc_str)                \
	}

static cc_err extend(struct cc_test *test, int booking, struct inventory_hold *extended)
{
	struct inventory_extend_hold_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_extend_hold_op, &cmd, extended);
}

static cc_err confirm(struct cc_test *test, int booking, struct inventory_hold *confirmed)
{
	struct inventory_confirm_hold_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_confirm_hold_op, &cmd, confirmed);
}

static cc_err release(struct cc_test *test, int booking, struct inventory_hold *released)
{
	struct inventory_release_hold_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_release_hold_op, &cmd, released);
}

static cc_err find(struct cc_test *test, int booking, struct inventory_hold *found)
{
	struct inventory_get_hold_request query = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_get_hold_op, &query, found);
}

static struct inventory_availability room(struct cc_test *test)
{
	struct inventory_get_availability_request query = { .session_id = cc_test_id(EVENING) };
	struct inventory_availability seen = { 0 };
	CHECK_OK(cc_test_run(test, &inventory_get_availability_op, &query, &seen));
	return seen;
}

static void holding_takes_seats_and_says_so(void **state)
{
	struct inventory_hold made;
	struct inventory_seats_held said;
	CHECK_OK(hold(*state, FIRST, 3, &made));
	CHECK(made.seats == 3 && made.labels.count == 3);
	CHECK(made.expires_at.ms == cc_test_now(*state).ms + CC_MINUTES(10));
	CHECK(room(*state).seats_free == 1);
	CHECK(room(*state).seats.items[0].status == INVENTORY_SEAT_STATUS_HELD);
	CHECK(cc_test_events(*state, &inventory_seats_held_event) == 1);
	cc_test_last_event(*state, &inventory_seats_held_event, &said);
	CHECK(cc_id_eq(said.booking_id, cc_test_id(FIRST)) && said.labels.count == 3);
	CHECK(said.held_at.ms == cc_test_now(*state).ms && said.expires_at.ms == made.expires_at.ms);
}

static void holding_twice_is_holding_once(void **state)
{
	struct inventory_hold first, again;
	CHECK_OK(hold(*state, FIRST, 2, &first));
	cc_test_pass(*state, CC_MINUTES(1));
	CHECK_OK(hold(*state, FIRST, 2, &again));
	CHECK(again.expires_at.ms == first.expires_at.ms && again.labels.count == 2);
	CHECK(room(*state).seats_free == 2);
	CHECK(cc_test_events(*state, &inventory_seats_held_event) == 1);
}

static void people_who_come_together_sit_together(void **state)
{
	struct inventory_hold made;
	CHECK_OK(hold_named(*state, FIRST, 1, LABELS(CC_STR("A2")), NULL));
	CHECK_OK(hold(*state, SECOND, 2, &made));
	CHECK(cc_str_eq(made.labels.items[0], CC_STR("A3")) && cc_str_eq(made.labels.items[1], CC_STR("B1")));
}

static void apart_is_better_than_not_at_all(void **state)
{
	struct inventory_hold made;
	CHECK_OK(hold_named(*state, FIRST, 1, LABELS(CC_STR("A2")), NULL));
	CHECK_OK(hold_named(*state, SECOND, 1, LABELS(CC_STR("B1")), NULL));
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_OK(hold(*state, THIRD, 2, &made));
	CHECK(cc_str_eq(made.labels.items[0], CC_STR("A1")) && cc_str_eq(made.labels.items[1], CC_STR("A3")));
}

static void all_of_the_named_seats_or_none(void **state)
{
	CHECK_OK(hold_named(*state, FIRST, 1, LABELS(CC_STR("A2")), NULL));
	CHECK_REFUSED(hold_named(*state, SECOND, 2, LABELS(CC_STR("A1"), CC_STR("A2")), NULL),
	              inventory_seat_taken);
	CHECK_REFUSED(find(*state, SECOND, NULL), inventory_hold_not_found);
	CHECK(room(*state).seats_free == 3);
	CHECK(cc_test_events(*state, &inventory_seats_held_event) == 1);
}

static void a_refusal_says_which(void **state)
{
	struct cc_test *test = *state;
	CHECK_REFUSED(hold_named(test, FIRST, 1, LABELS(CC_STR("Z9")), NULL), inventory_seat_not_found);
	CHECK_REFUSED(hold_named(test, FIRST, 2, LABELS(CC_STR("A1")), NULL), inventory_labels_mismatch);
	CHECK_REFUSED(hold_named(test, FIRST, 2, LABELS(CC_STR("A1"), CC_STR("A1")), NULL),
	              inventory_labels_mismatch);
	CHECK_REFUSED(hold(test, FIRST, 4, NULL), inventory_over_limit);
	CHECK_OK(hold(test, FIRST, 2, NULL));
	CHECK_REFUSED(hold(test, SECOND, 2, NULL), inventory_over_limit);
	cc_test_as(test, cc_test_id(IGOR));
	CHECK_REFUSED(hold(test, SECOND, 3, NULL), inventory_sold_out);
	CHECK_REFUSED(hold(test, FIRST, 1, NULL), inventory_not_your_hold);
	cc_test_pass(test, CC_HOURS(3));
	CHECK_REFUSED(hold(test, SECOND, 1, NULL), inventory_session_started);
}

static void what_the_contract_forbids_never_reaches_the_rule(void **state)
{
	CHECK_REFUSED(hold(*state, FIRST, 0, NULL), cc_invalid_argument);
	CHECK_REFUSED(hold(*state, FIRST, 9, NULL), cc_invalid_argument);
}

static void a_promise_ends_after_ten_minutes(void **state)
{
	struct inventory_hold found;
	CHECK_OK(hold(*state, FIRST, 2, NULL));
	cc_test_pass(*state, CC_MINUTES(10) - 1);
	cc_test_run_due(*state);
	CHECK(room(*state).seats_free == 2);

	cc_test_pass(*state, 1);
	CHECK(room(*state).seats_free == 4); /* free at once, whenever the timer comes round */
	cc_test_run_due(*state);
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == INVENTORY_HOLD_STATE_EXPIRED && found.labels.count == 0);
	CHECK(cc_test_events(*state, &inventory_seats_released_event) == 1);
	CHECK_REFUSED(confirm(*state, FIRST, NULL), inventory_hold_expired);
	CHECK_REFUSED(hold(*state, FIRST, 2, NULL), inventory_booking_closed);
}

static void a_promise_ends_after_a_restart_too(void **state)
{
	CHECK_OK(hold(*state, FIRST, 2, NULL));
	cc_test_reopen(*state);
	cc_test_pass(*state, CC_MINUTES(10));
	cc_test_run_due(*state);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM holds WHERE state = 'expired'") == 1);
}

static void seats_of_a_lapsed_promise_are_taken_over(void **state)
{
	CHECK_OK(hold(*state, FIRST, 3, NULL));
	cc_test_pass(*state, CC_MINUTES(10));
	CHECK_OK(hold(*state, SECOND, 3, NULL)); /* her own limit is free again as well */
	CHECK_REFUSED(confirm(*state, FIRST, NULL), inventory_hold_expired);
	CHECK(cc_test_events(*state, &inventory_seats_released_event) == 1);
	CHECK(room(*state).seats_free == 1);
}

static cc_err confirm_late(struct cc_test *test, int booking, struct cc_str_list labels)
{
	struct inventory_confirm_hold_request cmd = { .booking_id = cc_test_id(booking), .labels = labels };
	return cc_test_run(test, &inventory_confirm_hold_op, &cmd, NULL);
}

/* The seats of one promise that has run out, and of another: who pays first has them. */
static void of_two_who_pay_late_for_one_seat_the_first_gets_it(void **state)
{
	struct cc_str_list first = LABELS(CC_STR("A1"), CC_STR("A2")), second = LABELS(CC_STR("A2"));
	struct inventory_hold found;
	CHECK_OK(hold_named(*state, FIRST, 2, first, NULL));
	cc_test_pass(*state, CC_MINUTES(10));
	CHECK_OK(hold_named(*state, SECOND, 1, second, NULL));
	cc_test_pass(*state, CC_MINUTES(10));
	CHECK_REFUSED(confirm_late(*state, FIRST, second), inventory_labels_mismatch);
	CHECK_OK(confirm_late(*state, FIRST, first));
	CHECK_REFUSED(confirm_late(*state, SECOND, second), inventory_hold_expired);
	CHECK_OK(confirm_late(*state, FIRST, first)); /* confirming twice is confirming once */
	CHECK(cc_test_events(*state, &inventory_seats_taken_again_event) == 1);
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == INVENTORY_HOLD_STATE_CONFIRMED && found.round == 1 && found.labels.count == 2);
	CHECK(room(*state).seats_free == 2 &&
	      cc_test_int(*state, "SELECT SUM(seats) FROM session_guests") == 2);
}

static void seats_that_were_taken_again_are_released_in_their_round(void **state)
{
	struct cc_str_list labels = LABELS(CC_STR("A1"));
	struct inventory_seats_released released;
	CHECK_OK(hold_named(*state, FIRST, 1, labels, NULL));
	cc_test_pass(*state, CC_MINUTES(10));
	CHECK_OK(confirm_late(*state, FIRST, labels));
	cc_test_last_event(*state, &inventory_seats_released_event, &released);
	CHECK(released.round == 0 && released.cause == INVENTORY_RELEASE_CAUSE_EXPIRED);
	CHECK_OK(release(*state, FIRST, NULL));
	cc_test_last_event(*state, &inventory_seats_released_event, &released);
	CHECK(released.round == 1 && released.cause == INVENTORY_RELEASE_CAUSE_ASKED);
	CHECK_REFUSED(confirm_late(*state, FIRST, labels), inventory_booking_closed);
	CHECK(room(*state).seats_free == 4);
}

static void a_promise_is_extended_to_thirty_minutes_at_most(void **state)
{
	struct inventory_hold extended;
	CHECK_OK(hold(*state, FIRST, 1, NULL));
	CHECK_REFUSED(extend(*state, FIRST, NULL), inventory_extended_to_the_full); /* nothing to gain yet */
	cc_test_pass(*state, CC_MINUTES(9));
	CHECK_OK(extend(*state, FIRST, NULL));
	cc_test_pass(*state, CC_MINUTES(9));
	CHECK_OK(extend(*state, FIRST, NULL));
	cc_test_pass(*state, CC_MINUTES(9));
	CHECK_OK(extend(*state, FIRST, &extended));
	CHECK(extended.expires_at.ms == extended.held_at.ms + CC_MINUTES(30));
	CHECK_REFUSED(extend(*state, FIRST, NULL), inventory_extended_to_the_full);
	cc_test_pass(*state, CC_MINUTES(3));
	CHECK_REFUSED(extend(*state, FIRST, NULL), inventory_hold_expired);
}

static void a_promise_never_outlives_kick_off(void **state)
{
	struct inventory_hold made;
	cc_test_pass(*state, CC_HOURS(3) - CC_MINUTES(4));
	CHECK_OK(hold(*state, FIRST, 1, &made));
	CHECK(made.expires_at.ms == cc_test_now(*state).ms + CC_MINUTES(4));
}

static void a_promise_shrinks_with_an_earlier_kick_off(void **state)
{
	struct inventory_hold found;
	struct inventory_reschedule_session_request earlier = {
		.session_id = cc_test_id(EVENING),
		.starts_at = cc_time_add(cc_test_now(*state), CC_MINUTES(6)),
	};
	CHECK_OK(hold(*state, FIRST, 1, NULL));
	CHECK_OK(hold(*state, SECOND, 1, NULL));
	CHECK_OK(confirm(*state, SECOND, NULL));
	cc_test_as(*state, cc_test_id(HOST));
	CHECK_OK(cc_test_run(*state, &inventory_reschedule_session_op, &earlier, NULL));
	cc_test_as(*state, cc_test_id(OLA));
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.expires_at.ms == earlier.starts_at.ms);
	cc_test_pass(*state, CC_MINUTES(6));
	CHECK(room(*state).seats_free == 3); /* what is confirmed stays */
}

static void confirmed_seats_stay(void **state)
{
	struct inventory_hold confirmed;
	CHECK_OK(hold(*state, FIRST, 2, NULL));
	CHECK_OK(confirm(*state, FIRST, &confirmed));
	CHECK_OK(confirm(*state, FIRST, NULL));
	CHECK(confirmed.state == INVENTORY_HOLD_STATE_CONFIRMED && !confirmed.has_expires_at);
	cc_test_pass(*state, CC_HOURS(1));
	cc_test_run_due(*state);
	CHECK(room(*state).seats.items[0].status == INVENTORY_SEAT_STATUS_CONFIRMED);
	CHECK(room(*state).seats_free == 2);
	CHECK(cc_test_events(*state, &inventory_seats_confirmed_event) == 1);
	CHECK_REFUSED(extend(*state, FIRST, NULL), inventory_booking_closed);
}

static void released_seats_are_free_once(void **state)
{
	struct inventory_hold released;
	CHECK_OK(hold(*state, FIRST, 2, NULL));
	CHECK_OK(release(*state, FIRST, &released));
	CHECK(released.state == INVENTORY_HOLD_STATE_RELEASED);
	CHECK_OK(release(*state, FIRST, NULL));
	CHECK(room(*state).seats_free == 4);
	CHECK(cc_test_events(*state, &inventory_seats_released_event) == 1);
	CHECK_OK(hold(*state, SECOND, 3, NULL)); /* the limit counts what is held now */
	CHECK_REFUSED(confirm(*state, FIRST, NULL), inventory_booking_closed);
}

static void only_its_guest_touches_a_hold(void **state)
{
	CHECK_OK(hold(*state, FIRST, 1, NULL));
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_REFUSED(find(*state, FIRST, NULL), inventory_hold_not_found);
	CHECK_REFUSED(extend(*state, FIRST, NULL), inventory_not_your_hold);
	CHECK_REFUSED(release(*state, FIRST, NULL), inventory_not_your_hold);
	cc_test_as(*state, (cc_id){ 0 }); /* a service, for the guest */
	CHECK_OK(release(*state, FIRST, NULL));
	CHECK_REFUSED(release(*state, SECOND, NULL), inventory_hold_not_found);
}

static void a_cancelled_session_gives_every_seat_back(void **state)
{
	struct inventory_cancel_session_request cancel = { .session_id = cc_test_id(EVENING) };
	struct inventory_session left;
	CHECK_OK(hold(*state, FIRST, 2, NULL));
	CHECK_OK(hold(*state, SECOND, 1, NULL));
	CHECK_OK(confirm(*state, FIRST, NULL));
	cc_test_as(*state, cc_test_id(HOST));
	CHECK_OK(cc_test_run(*state, &inventory_cancel_session_op, &cancel, &left));
	CHECK(left.seats_free == 4);
	CHECK(cc_test_events(*state, &inventory_seats_released_event) == 2);
	cc_test_as(*state, cc_test_id(OLA));
	CHECK_REFUSED(hold(*state, THIRD, 1, NULL), inventory_session_cancelled);
}

static void a_replayed_key_answers_as_the_first_time(void **state)
{
	struct inventory_hold first, again;
	cc_test_with_key(*state, "pay-7");
	CHECK_OK(hold(*state, FIRST, 1, &first));
	CHECK(!cc_test_replayed(*state));
	CHECK_OK(hold(*state, FIRST, 1, &again));
	CHECK(cc_test_replayed(*state) && again.expires_at.ms == first.expires_at.ms);
	CHECK_REFUSED(hold(*state, FIRST, 2, NULL), cc_idempotency_key_reused);
	CHECK(room(*state).seats_free == 3);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(holding_takes_seats_and_says_so),
		CASE(holding_twice_is_holding_once),
		CASE(people_who_come_together_sit_together),
		CASE(apart_is_better_than_not_at_all),
		CASE(all_of_the_named_seats_or_none),
		CASE(a_refusal_says_which),
		CASE(what_the_contract_forbids_never_reaches_the_rule),
		CASE(a_promise_ends_after_ten_minutes),
		CASE(a_promise_ends_after_a_restart_too),
		CASE(seats_of_a_lapsed_promise_are_taken_over),
		CASE(of_two_who_pay_late_for_one_seat_the_first_gets_it),
		CASE(seats_that_were_taken_again_are_released_in_their_round),
		CASE(a_promise_is_extended_to_thirty_minutes_at_most),
		CASE(a_promise_never_outlives_kick_off),
		CASE(a_promise_shrinks_with_an_earlier_kick_off),
		CASE(confirmed_seats_stay),
		CASE(released_seats_are_free_once),
		CASE(only_its_guest_touches_a_hold),
		CASE(a_cancelled_session_gives_every_seat_back),
		CASE(a_replayed_key_answers_as_the_first_time),
	};
	return cmocka_run_group_tests_name("inventory: holds", cases, NULL, NULL);
}
