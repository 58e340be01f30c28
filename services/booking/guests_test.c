#include "services/booking/guests_test.h"

#include <stdio.h>

#include "platform/test_internal.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"

enum { DAYS_AHEAD = 5, STORY_BYTES = 2000 };

/* The evening ------------------------------------------------------------------- */

static cc_money zloty(int64_t minor)
{
	return (cc_money){ minor, { "PLN" } };
}

static void create(struct cc_test *test, int session, int64_t starts_in_ms)
{
	static struct inventory_seat seats[SEATS] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A3"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("B1"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, true },
	};
	struct inventory_create_session_request cmd = {
		.session_id = cc_test_id(session),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("Derby at Marek's"),
		.starts_at = cc_time_add(cc_test_now(test), starts_in_ms),
		.seats_per_guest = 3,
		.seats = { seats, SEATS },
	};
	struct inventory_publish_session_request publish = { .session_id = cc_test_id(session) };
	CHECK_OK(draft_evening(test, &cmd, NULL));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &publish, NULL));
}

static void price(struct cc_test *test, int session, int64_t cost, int64_t food)
{
	struct pricing_set_tariff_request cmd = {
		.session_id = cc_test_id(session),
		.declared_cost = zloty(cost),
		.food_floor = zloty(food),
		.food_ceiling = zloty(food),
	};
	CHECK_OK(cc_test_run(test, &pricing_set_tariff_op, &cmd, NULL));
}

void publish_evening(struct cc_test *test, int session, int64_t starts_in_ms)
{
	cc_test_as(test, cc_test_id(HOST));
	create(test, session, starts_in_ms);
	cc_test_run_due(test);
	price(test, session, 10001, 2000);
	cc_test_run_due(test);
}

void publish_free_evening(struct cc_test *test)
{
	cc_test_as(test, cc_test_id(HOST));
	create(test, FREE_EVENING, CC_HOURS(100));
	cc_test_run_due(test);
	price(test, FREE_EVENING, 0, 0);
	cc_test_run_due(test);
}

int open_evening(void **state)
{
	static const struct cc_service *const services[] = {
		&booking_service, &inventory_service, &pricing_service, &payment_service, NULL,
	};
	struct cc_test *test = open_with_compliance(services);
	cc_test_open_provider(test);
	publish_evening(test, EVENING, CC_HOURS(24 * DAYS_AHEAD));
	*state = test;
	return 0;
}

int close_evening(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* Guests ------------------------------------------------------------------------ */

struct booking_request_booking_request two_seats(int booking, const char *card)
{
	return (struct booking_request_booking_request){
		.booking_id = cc_test_id(booking),
		.session_id = cc_test_id(EVENING),
		.seats = 2,
		.payment_method = cc_str_of(card),
	};
}

cc_err request_as(struct cc_test *test, int guest, const struct booking_request_booking_request *cmd,
                  struct booking_booking *made)
{
	cc_test_as(test, cc_test_id(guest));
	return cc_test_run(test, &booking_request_booking_op, cmd, made);
}

cc_err request_seats(struct cc_test *test, int booking, int guest, const char *card)
{
	struct booking_request_booking_request cmd = two_seats(booking, card);
	return request_as(test, guest, &cmd, NULL);
}

cc_err cancel(struct cc_test *test, int booking, struct booking_booking *cancelled)
{
	struct booking_cancel_booking_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &booking_cancel_booking_op, &cmd, cancelled);
}

cc_err preview(struct cc_test *test, int booking, struct booking_cancellation *cancellation)
{
	struct booking_preview_cancellation_request query = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &booking_preview_cancellation_op, &query, cancellation);
}

struct booking_booking look_at(struct cc_test *test, int booking)
{
	struct booking_get_booking_request query = { .booking_id = cc_test_id(booking) };
	struct booking_booking found = { 0 };
	CHECK_OK(cc_test_run(test, &booking_get_booking_op, &query, &found));
	return found;
}

bool live_a_moment(struct cc_test *test)
{
	return cc_events_step(test->events) > 0;
}

void live(struct cc_test *test, int64_t ms)
{
	int64_t step_ms = ms > CC_MINUTES(10) ? CC_SECONDS(20) : CC_SECONDS(1);
	cc_test_run_due(test);
	for (int64_t passed = 0; passed < ms; passed += step_ms) {
		cc_test_pass(test, step_ms);
		cc_test_run_due(test);
	}
}

struct booking_booking book(struct cc_test *test, int booking)
{
	CHECK_OK(request_seats(test, booking, OLA, "pm_card_visa"));
	cc_test_run_due(test);
	check_confirmed(test, booking);
	return look_at(test, booking);
}

/* What became of it --------------------------------------------------------------- */

int64_t provider_count(struct cc_test *test, const char *kind)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM movements WHERE kind = '%s'", kind);
	return cc_test_provider_int(test, sql);
}

int64_t provider_sum(struct cc_test *test, const char *kind)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT COALESCE(SUM(amount_minor), 0) FROM movements WHERE kind = '%s'",
	         kind);
	return cc_test_provider_int(test, sql);
}

int free_seats(struct cc_test *test)
{
	struct inventory_get_availability_request query = { .session_id = cc_test_id(EVENING) };
	struct inventory_availability room = { 0 };
	CHECK_OK(cc_test_run(test, &inventory_get_availability_op, &query, &room));
	return room.seats_free;
}

const char *story_of(struct cc_test *test, int booking)
{
	struct booking_booking found = look_at(test, booking);
	char *story = cc_arena_alloc(test->arena, STORY_BYTES);
	size_t len = 0;
	for (size_t i = 0; i < found.timeline.count; i++) {
		const struct booking_timeline_entry *entry = &found.timeline.items[i];
		cc_str what = cc_enum_text(&booking_happening_enum, entry->what);
		len += (size_t)snprintf(story + len, STORY_BYTES - len, "%s%.*s%s%.*s", i > 0 ? " " : "",
		                        (int)entry->step.len, entry->step.ptr, entry->step.len > 0 ? "." : "",
		                        (int)what.len, what.ptr);
		assert_true(len < STORY_BYTES);
	}
	return story;
}

void check_confirmed(struct cc_test *test, int booking)
{
	struct booking_booking found = look_at(test, booking);
	if (found.state != BOOKING_BOOKING_STATE_CONFIRMED)
		fail_msg("not confirmed: %s", story_of(test, booking));
	CHECK(found.labels.count == (size_t)found.seats && found.has_total);
	assert_int_equal(provider_count(test, "captured"), 1);
	assert_int_equal(provider_sum(test, "captured"), found.total.minor);
	assert_int_equal(free_seats(test), SEATS - found.seats);
	assert_int_equal(cc_test_events(test, &booking_booking_confirmed_event), 1);
}

void check_undone(struct cc_test *test, int booking, const char *step, const char *reason)
{
	struct booking_booking found = look_at(test, booking);
	if (found.state != BOOKING_BOOKING_STATE_REFUSED)
		fail_msg("not refused: %s", story_of(test, booking));
	assert_string_equal(cc_copy(cc_test_provider_ctx(test), found.refused_step).ptr, step);
	assert_string_equal(cc_copy(cc_test_provider_ctx(test), found.refusal).ptr, reason);
	assert_int_equal(provider_sum(test, "captured"), provider_sum(test, "refunded"));
	assert_int_equal(
		cc_test_provider_int(test, "SELECT COUNT(*) FROM intents WHERE state IN ('requires_capture', "
	                                   "'requires_action', 'processing')"),
		0);
	assert_int_equal(cc_test_int(test, PLANS), 0);
	assert_int_equal(cc_test_events(test, &booking_booking_refused_event), 1);
}
