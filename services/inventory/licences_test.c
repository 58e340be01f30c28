/* licences_test.c - seats are promised and confirmed by the licence rule that counts, and by no other. */
#include "services/inventory/drafts_test.h"

#include <stdio.h>

#include "contracts/compliance.h"
#include "services/inventory/inventory.h"

enum { HOST = 1, OLA, IGOR, EWA, FIXTURE, EVENING, FIRST, SECOND, THIRD };
enum { SEATS = 16, LABEL_BYTES = 4 };

static int open_inventory(void **state)
{
	struct cc_test *test = open_licensed_inventory();
	*state = test;
	return 0;
}

static int close_inventory(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* Evenings ------------------------------------------------------------------------ */

static void publish(struct cc_test *test, struct inventory_create_session_request *wanted)
{
	static char labels[SEATS][LABEL_BYTES];
	static struct inventory_seat seats[SEATS];
	struct inventory_publish_session_request cmd = { .session_id = wanted->session_id };
	for (int i = 0; i < SEATS; i++) {
		snprintf(labels[i], LABEL_BYTES, "A%d", i);
		seats[i] = (struct inventory_seat){ cc_str_of(labels[i]), INVENTORY_SEAT_KIND_CHAIR,
			                            INVENTORY_SEAT_VIEW_FRONT, false };
	}
	wanted->title = CC_STR("Derby at Marek's");
	wanted->starts_at = cc_time_add(cc_test_now(test), CC_HOURS(3));
	wanted->seats_per_guest = 8;
	wanted->seats = (struct inventory_seat_list){ seats, SEATS };
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(draft_evening(test, wanted, NULL));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &cmd, NULL));
}

/* The usual one, where ten guests may come. */
static void publish_evening(struct cc_test *test)
{
	struct inventory_create_session_request wanted = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
	};
	publish(test, &wanted);
}

static cc_err hold(struct cc_test *test, int session, int booking, int guest, int seats)
{
	struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(session),
		.booking_id = cc_test_id(booking),
		.seats = seats,
	};
	cc_test_as(test, cc_test_id(guest));
	return cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL);
}

static cc_err confirm(struct cc_test *test, int booking)
{
	struct inventory_confirm_hold_request cmd = { .booking_id = cc_test_id(booking) };
	cc_test_as(test, (cc_id){ 0 });
	return cc_test_run(test, &inventory_confirm_hold_op, &cmd, NULL);
}

static enum inventory_hold_state state_of(struct cc_test *test, int booking, int guest)
{
	struct inventory_get_hold_request query = { .booking_id = cc_test_id(booking) };
	struct inventory_hold found = { 0 };
	cc_test_as(test, cc_test_id(guest));
	CHECK_OK(cc_test_run(test, &inventory_get_hold_op, &query, &found));
	return found.state;
}

/* Rules --------------------------------------------------------------------------- */

static void publish_rule(struct cc_test *test, const struct compliance_put_rule_request *cmd)
{
	struct compliance_draft draft;
	struct compliance_publish_rule_request publish = { .rule_id = cmd->rule_id };
	cc_test_as(test, cc_test_id(EWA));
	CHECK_OK(cc_test_run(test, &compliance_put_rule_op, cmd, &draft));
	publish.version = draft.version;
	CHECK_OK(cc_test_run(test, &compliance_publish_rule_op, &publish, NULL));
	cc_test_run_due(test);
}

/* The one of the usual evening: its competition, at home, for a share of the cost. */
static void tighten(struct cc_test *test, int32_t heads_max)
{
	struct compliance_put_rule_request cmd = {
		.rule_id = CC_STR("liga-nadwislanska-home"),
		.has_competition = true,
		.competition = CC_STR("liga-nadwislanska"),
		.has_venue = true,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.has_charge_basis = true,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.heads_max = heads_max,
		.source = CC_STR("Liga Nadwiślańska, media rules, second edition"),
	};
	publish_rule(test, &cmd);
}

static void as_many_are_promised_seats_as_the_rule_lets_in(void **state)
{
	publish_evening(*state);
	CHECK_OK(hold(*state, EVENING, FIRST, OLA, 6));
	cc_err err = hold(*state, EVENING, SECOND, IGOR, 5);
	CHECK_REFUSED(err, inventory_licence_limit);
	assert_string_equal(err->message,
	                    "Rule liga-nadwislanska-home, version 1, lets 10 watch together, and not 11.");
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM seats WHERE booking_id IS NOT NULL") == 6);
	CHECK_OK(hold(*state, EVENING, SECOND, IGOR, 4));
}

static void a_lapsed_promise_counts_no_more(void **state)
{
	publish_evening(*state);
	CHECK_OK(hold(*state, EVENING, FIRST, OLA, 8));
	CHECK_REFUSED(hold(*state, EVENING, SECOND, IGOR, 8), inventory_licence_limit);
	cc_test_pass(*state, CC_MINUTES(10));
	CHECK_OK(hold(*state, EVENING, SECOND, IGOR, 8));
}

static void nothing_is_promised_where_nobody_may_watch(void **state)
{
	struct inventory_create_session_request bar = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
		.venue = INVENTORY_VENUE_PUBLIC,
	};
	publish(*state, &bar);
	cc_err err = hold(*state, EVENING, FIRST, OLA, 1);
	CHECK_REFUSED(err, inventory_licence_limit);
	assert_string_equal(err->message, "Rule public, version 1, lets nobody watch this together here.");
}

static void what_no_rule_permits_is_forbidden(void **state)
{
	struct cc_test *test = cc_test_open(&inventory_service); /* nobody tells it of rules */
	(void)state;
	publish_evening(test);
	CHECK_REFUSED(hold(test, EVENING, FIRST, OLA, 1), inventory_licence_unknown);
	cc_test_close(test);
}

static void a_rule_that_is_tightened_stops_confirmations_and_new_promises(void **state)
{
	publish_evening(*state);
	CHECK_OK(hold(*state, EVENING, FIRST, OLA, 2));
	CHECK_OK(hold(*state, EVENING, SECOND, IGOR, 3));
	tighten(*state, 4);
	CHECK_REFUSED(hold(*state, EVENING, THIRD, EWA, 1), inventory_licence_limit);
	CHECK_OK(confirm(*state, SECOND)); /* what is held counts for nobody but its guest */
	cc_err err = confirm(*state, FIRST);
	CHECK_REFUSED(err, inventory_licence_limit);
	assert_string_equal(err->message,
	                    "Rule liga-nadwislanska-home, version 2, lets 4 watch together, and not 5.");
	CHECK(state_of(*state, FIRST, OLA) == INVENTORY_HOLD_STATE_HELD);
}

static void who_is_confirmed_stays_confirmed_whatever_the_rules_become(void **state)
{
	publish_evening(*state);
	CHECK_OK(hold(*state, EVENING, FIRST, OLA, 5));
	CHECK_OK(confirm(*state, FIRST));
	tighten(*state, 0);
	CHECK(state_of(*state, FIRST, OLA) == INVENTORY_HOLD_STATE_CONFIRMED);
	CHECK_OK(confirm(*state, FIRST)); /* asked again: the same answer */
	CHECK(cc_test_events(*state, &inventory_seats_released_event) == 0);
}

static cc_err check_in(struct cc_test *test, int booking)
{
	enum { BY_BOOKING = 4 };
	const struct inventory_check_in_request cmd = {
		.session_id = cc_test_id(EVENING),
		.by_case = BY_BOOKING,
		.booking_id = cc_test_id(booking),
	};
	cc_test_as(test, cc_test_id(HOST));
	return cc_test_run(test, &inventory_check_in_op, &cmd, NULL);
}

static void at_the_door_those_who_are_in_count(void **state)
{
	publish_evening(*state);
	CHECK_OK(hold(*state, EVENING, FIRST, OLA, 2));
	CHECK_OK(hold(*state, EVENING, SECOND, IGOR, 3));
	CHECK_OK(confirm(*state, FIRST));
	CHECK_OK(confirm(*state, SECOND));
	CHECK_OK(check_in(*state, FIRST));
	tighten(*state, 4);
	cc_err err = check_in(*state, SECOND);
	CHECK_REFUSED(err, inventory_licence_limit);
	assert_string_equal(err->message,
	                    "Rule liga-nadwislanska-home, version 2, lets 4 watch together, and not 5.");
	CHECK(cc_test_events(*state, &inventory_guest_checked_in_event) == 1);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM check_ins") == 1);
	CHECK_REFUSED(check_in(*state, FIRST), inventory_already_checked_in);
	tighten(*state, 5);
	CHECK_OK(check_in(*state, SECOND));
}

static void a_rule_that_is_heard_twice_or_late_is_what_it_was(void **state)
{
	tighten(*state, 4);
	tighten(*state, 6);
	cc_test_reopen(*state);
	cc_test_run_due(*state);
	CHECK(cc_test_int(*state,
	                  "SELECT COUNT(*) FROM licence_rules WHERE rule_id = 'liga-nadwislanska-home'") ==
	      3);
	CHECK(cc_test_int(*state,
	                  "SELECT heads_max FROM licence_rules WHERE rule_id = 'liga-nadwislanska-home'"
	                  " AND version = 2") == 4);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_inventory, close_inventory)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(as_many_are_promised_seats_as_the_rule_lets_in),
		CASE(a_lapsed_promise_counts_no_more),
		CASE(nothing_is_promised_where_nobody_may_watch),
		CASE(what_no_rule_permits_is_forbidden),
		CASE(a_rule_that_is_tightened_stops_confirmations_and_new_promises),
		CASE(who_is_confirmed_stays_confirmed_whatever_the_rules_become),
		CASE(at_the_door_those_who_are_in_count),
		CASE(a_rule_that_is_heard_twice_or_late_is_what_it_was),
	};
	return cmocka_run_group_tests_name("inventory: licences", cases, NULL, NULL);
}
