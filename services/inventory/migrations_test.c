/* migrations_test.c - what was kept before the calendar came is there afterwards. */
#include "services/inventory/inventory.h"

#include "contracts/inventory.h"
#include "platform/test.h"

enum { HOST = 1, GUEST, FIXTURE, EVENING, BOOKING, MIGRATIONS_MAX = 32 };

#define SESSION  "x'00000000000070008000000000000004'"
#define GUEST_ID "x'00000000000070008000000000000002'"
#define BOOKED   "x'00000000000070008000000000000005'"

static const char an_evening_of_before[] =
	"INSERT INTO sessions VALUES (" SESSION ", x'00000000000070008000000000000001',"
	" x'00000000000070008000000000000003', 'Derby', 4102444800000, 'published', 2, 2);"
	"INSERT INTO holds VALUES (" BOOKED ", " SESSION ", " GUEST_ID ", 'confirmed', 1, 0, NULL);"
	"INSERT INTO seats VALUES (" SESSION ", 'A1', 0, 'sofa', 'front', 0, " BOOKED
	", 9223372036854775807);"
	"INSERT INTO seats VALUES (" SESSION ", 'A2', 1, 'sofa', 'front', 0, NULL, 0);"
	"INSERT INTO session_guests VALUES (" SESSION ", " GUEST_ID ", 1, 2);";

static void an_evening_of_before_the_calendar_keeps_its_guests(void **state)
{
	struct cc_migration migrations[MIGRATIONS_MAX] = {
		inventory_service.migrations[0],
		{ "V1_1__an_evening.sql", an_evening_of_before },
	};
	struct cc_service service = inventory_service;
	(void)state;
	for (size_t i = 1; service.migrations[i].script; i++) {
		assert_true(i + 2 < MIGRATIONS_MAX);
		migrations[i + 1] = service.migrations[i];
	}
	service.migrations = migrations;

	struct cc_test *test = cc_test_open(&service);
	const struct inventory_get_session_request query = { .session_id = cc_test_id(EVENING) };
	const struct inventory_get_fixture_request played = { .fixture_id = cc_test_id(FIXTURE) };
	const struct inventory_hold_seats_request more = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(BOOKING + 1),
		.seats = 2,
	};
	struct inventory_session found;
	struct inventory_fixture fixture;
	cc_test_as(test, cc_test_id(GUEST));
	CHECK_OK(cc_test_run(test, &inventory_get_session_op, &query, &found));
	CHECK(cc_str_eq(found.competition_slug, CC_STR("unknown")));
	CHECK(found.seats_free == 1 && cc_str_eq(found.territory, CC_STR("ZZ")));
	CHECK(found.ends_at.ms == found.starts_at.ms + CC_HOURS(3));
	CHECK_OK(cc_test_run(test, &inventory_get_fixture_op, &played, &fixture));
	CHECK(cc_str_eq(fixture.competition_slug, CC_STR("unknown")));
	CHECK_REFUSED(cc_test_run(test, &inventory_hold_seats_op, &more, NULL), inventory_sold_out);
	cc_test_close(test);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(an_evening_of_before_the_calendar_keeps_its_guests),
	};
	return cmocka_run_group_tests_name("inventory: migrations", cases, NULL, NULL);
}
