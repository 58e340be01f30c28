/* plans_test.c - an evening is planned from what the home and the fixture say already. */
#include "services/bff_web/visit_test.h"

static void an_evening_has_the_homes_seats_and_the_fixtures_time(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	struct bff_web_planned_evening planned;
	CHECK_OK(plan(*state, &cmd, &planned));
	const struct inventory_session *session = planned.session;
	CHECK(session->state == INVENTORY_SESSION_STATE_DRAFT && session->seats_total == 4);
	CHECK(cc_str_eq(session->territory, CC_STR("PL")) && cc_str_eq(session->package, CC_STR("sportbox")));
	CHECK(session->venue == INVENTORY_VENUE_PRIVATE_HOME && session->seats_per_guest == 4);
	CHECK(session->starts_at.ms == session->kicks_off_at.ms);
	CHECK(cc_id_eq(session->home_id, cc_test_id(HOME)) && cc_id_eq(session->host_id, cc_test_id(ANIA)));
	CHECK(planned.licence->permitted && planned.licence->heads == 4);
}

static void it_can_be_opened_for_guests_at_once(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	struct bff_web_planned_evening planned;
	struct inventory_availability room;
	const struct inventory_get_availability_request query = { .session_id = cmd.session_id };
	cmd.publish = true;
	CHECK_OK(plan(*state, &cmd, &planned));
	CHECK(planned.session->state == INVENTORY_SESSION_STATE_PUBLISHED);
	CHECK_OK(cc_test_run(*state, &inventory_get_availability_op, &query, &room));
	CHECK(room.seats.items[1].view == INVENTORY_SEAT_VIEW_FRONT);
	CHECK(room.seats.items[3].kind == INVENTORY_SEAT_KIND_ARMCHAIR && room.seats.items[3].accessible);
	CHECK(room.seats.items[3].view != INVENTORY_SEAT_VIEW_FRONT);
}

static void planning_twice_is_planning_once(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	struct bff_web_planned_evening again;
	cmd.publish = true;
	CHECK_OK(plan(*state, &cmd, NULL));
	CHECK_OK(plan(*state, &cmd, &again));
	CHECK(again.session->seats_total == 4);
	CHECK(cc_test_events(*state, &inventory_session_published_event) == 1);
}

static void a_host_offers_some_of_the_seats_and_opens_the_door_early(void **state)
{
	cc_str labels[] = { CC_STR("B1"), CC_STR("A1") };
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	struct bff_web_planned_evening planned;
	cmd.labels = (struct cc_str_list){ labels, CC_COUNT(labels) };
	cmd.has_doors_open_minutes = true;
	cmd.doors_open_minutes = 30;
	cmd.has_seats_per_guest = true;
	cmd.seats_per_guest = 1;
	CHECK_OK(plan(*state, &cmd, &planned));
	CHECK(planned.session->seats_total == 2 && planned.session->seats_per_guest == 1);
	CHECK(planned.session->kicks_off_at.ms - planned.session->starts_at.ms == CC_MINUTES(30));
	labels[0] = CC_STR("C9");
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_seat_not_found);
}

static void only_a_home_of_ones_own_that_is_ready_will_do(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	CHECK_OK(create_home(*state, OTHER_HOME, NULL));
	cmd.home_id = cc_test_id(OTHER_HOME);
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_home_not_ready);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_home_not_found);
}

static void only_a_fixture_that_is_to_come_will_do(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	cmd.fixture_id = cc_test_id(99);
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_fixture_not_found);
	cmd.fixture_id = cc_test_id(FIXTURE);
	cc_test_pass(*state, CC_HOURS(AHEAD_H) + CC_MINUTES(LASTS_MIN));
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_starts_in_the_past);
	const struct inventory_call_off_fixture_request call_off = { .fixture_id = cc_test_id(FIXTURE) };
	cc_test_pass(*state, -CC_HOURS(AHEAD_H));
	CHECK_OK(cc_test_run(*state, &inventory_call_off_fixture_op, &call_off, NULL));
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_fixture_cancelled);
}

static void guests_are_not_asked_to_what_the_licence_forbids(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	struct bff_web_planned_evening planned;
	cmd.charge_basis = INVENTORY_CHARGE_BASIS_ADMISSION;
	CHECK_OK(plan(*state, &cmd, &planned)); /* a draft may wait for a licence */
	CHECK(!planned.licence->permitted);
	cmd.publish = true;
	CHECK_REFUSED(plan(*state, &cmd, NULL), bff_web_licence_limit);
	CHECK(cc_test_events(*state, &inventory_session_published_event) == 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		VISIT_CASE(an_evening_has_the_homes_seats_and_the_fixtures_time),
		VISIT_CASE(it_can_be_opened_for_guests_at_once),
		VISIT_CASE(planning_twice_is_planning_once),
		VISIT_CASE(a_host_offers_some_of_the_seats_and_opens_the_door_early),
		VISIT_CASE(only_a_home_of_ones_own_that_is_ready_will_do),
		VISIT_CASE(only_a_fixture_that_is_to_come_will_do),
		VISIT_CASE(guests_are_not_asked_to_what_the_licence_forbids),
	};
	return cmocka_run_group_tests_name("bff_web: plans", cases, NULL, NULL);
}
