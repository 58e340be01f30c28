/* erasure_test.c - the evenings of a host who is to be forgotten. */
#include "contracts/identity.h"
#include "services/identity/identity.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum { ANIA = 1, MAREK, OLA, FIXTURE, BOOKING, EVENING = 100, MANY = 120, OTHERS_EVENING = 900 };

static void publish(struct cc_test *test, int host, int session)
{
	static struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
	};
	const struct inventory_create_session_request create = {
		.session_id = cc_test_id(session),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("Derby on the sofa"),
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(24)),
		.seats_per_guest = 1,
		.seats = { seats, CC_COUNT(seats) },
	};
	const struct inventory_publish_session_request publish = { .session_id = cc_test_id(session) };
	cc_test_as(test, cc_test_id(host));
	CHECK_OK(draft_evening(test, &create, NULL));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &publish, NULL));
}

static int open_hosts(void **state)
{
	static const struct cc_service *const services[] = { &inventory_service, &identity_service, NULL };
	enum identity_role roles[] = { IDENTITY_ROLE_GUEST, IDENTITY_ROLE_HOST };
	struct cc_test *test = open_with_compliance(services);
	const struct identity_put_user_request ania = {
		.user_id = cc_test_id(ANIA),
		.name = CC_STR("Anna Kowalska"),
		.email = CC_STR("ania@example.org"),
		.locale = CC_STR("pl"),
		.time_zone = CC_STR("Europe/Warsaw"),
		.roles = { roles, CC_COUNT(roles) },
	};
	cc_test_run_due(test);
	CHECK_OK(cc_test_run(test, &identity_put_user_op, &ania, NULL));
	publish(test, MAREK, OTHERS_EVENING);
	*state = test;
	return 0;
}

static int close_hosts(void **state)
{
	cc_test_close(*state);
	return 0;
}

static void erase_ania(struct cc_test *test)
{
	const struct identity_erase_user_request cmd = { .user_id = cc_test_id(ANIA) };
	CHECK_OK(cc_test_run(test, &identity_erase_user_op, &cmd, NULL));
	cc_test_run_due(test);
}

static void hold_a_seat(struct cc_test *test, int session)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(session),
		.booking_id = cc_test_id(BOOKING),
		.seats = 1,
	};
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL));
}

static void evenings_of_a_host_who_is_erased_are_called_off(void **state)
{
	struct inventory_session_cancelled cancelled;
	publish(*state, ANIA, EVENING);
	hold_a_seat(*state, EVENING);
	erase_ania(*state);
	CHECK(cc_test_events(*state, &inventory_session_cancelled_event) == 1);
	cc_test_last_event(*state, &inventory_session_cancelled_event, &cancelled);
	CHECK(cc_id_eq(cancelled.session_id, cc_test_id(EVENING)));
	CHECK(cc_test_events(*state, &inventory_seats_released_event) == 1);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM sessions WHERE state = 'published'") ==
	      1); /* Marek's */
}

static void many_evenings_are_called_off_a_few_at_a_time(void **state)
{
	for (int i = 0; i < MANY; i++)
		publish(*state, ANIA, EVENING + i);
	erase_ania(*state);
	CHECK(cc_test_events(*state, &inventory_session_cancelled_event) == MANY);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM sessions WHERE state = 'published'") == 1);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM hosts_who_left") == 0);
}

/* Whoever is there sees it to its end. */
static void an_evening_that_has_begun_is_not_called_off(void **state)
{
	publish(*state, ANIA, EVENING);
	cc_test_pass(*state, CC_HOURS(24));
	erase_ania(*state);
	CHECK(cc_test_events(*state, &inventory_session_cancelled_event) == 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_hosts, close_hosts)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(evenings_of_a_host_who_is_erased_are_called_off),
		CASE(many_evenings_are_called_off_a_few_at_a_time),
		CASE(an_evening_that_has_begun_is_not_called_off),
	};
	return cmocka_run_group_tests_name("inventory: erasure", cases, NULL, NULL);
}
