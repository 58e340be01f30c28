/* evening_test.c - an evening that the tests of pricing price. */
#include "services/pricing/evening_test.h"

#include "services/inventory/drafts_test.h"

static cc_err create(struct cc_test *test, int session, enum inventory_charge_basis basis)
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
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(PUBLISHED_AHEAD_H)),
		.seats_per_guest = SEATS,
		.seats = { seats, SEATS },
		.charge_basis = basis,
	};
	if (basis == INVENTORY_CHARGE_BASIS_ADMISSION) {
		cmd.venue = INVENTORY_VENUE_PUBLIC;
		cmd.package = CC_STR("sportbox-business");
	}
	return draft_evening(test, &cmd, NULL);
}

cc_err publish(struct cc_test *test, int session)
{
	return publish_on_basis(test, session, INVENTORY_CHARGE_BASIS_COST_SHARE);
}

cc_err publish_on_basis(struct cc_test *test, int session, enum inventory_charge_basis basis)
{
	struct inventory_publish_session_request cmd = { .session_id = cc_test_id(session) };
	cc_test_as(test, cc_test_id(HOST));
	TRY(create(test, session, basis));
	return cc_test_run(test, &inventory_publish_session_op, &cmd, NULL);
}

int open_evening(void **state)
{
	static const struct cc_service *const services[] = { &pricing_service, &inventory_service, NULL };
	struct cc_test *test = open_with_compliance(services);
	CHECK_OK(publish(test, EVENING));
	cc_test_run_due(test);
	*state = test;
	return 0;
}

int close_evening(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* What inventory does ------------------------------------------------------------- */

cc_err reschedule(struct cc_test *test, int64_t starts_in_ms)
{
	struct inventory_reschedule_session_request cmd = {
		.session_id = cc_test_id(EVENING),
		.starts_at = cc_time_add(cc_test_now(test), starts_in_ms),
	};
	cc_test_as(test, cc_test_id(HOST));
	return cc_test_run(test, &inventory_reschedule_session_op, &cmd, NULL);
}

cc_err cancel(struct cc_test *test)
{
	struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(EVENING) };
	cc_test_as(test, cc_test_id(HOST));
	return cc_test_run(test, &inventory_cancel_session_op, &cmd, NULL);
}

cc_err hold(struct cc_test *test, int booking, int guest, const char *label)
{
	cc_str labels[] = { cc_str_of(label) };
	struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(booking),
		.seats = 1,
		.labels = { labels, 1 },
	};
	cc_test_as(test, cc_test_id(guest));
	return cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL);
}

cc_err confirm(struct cc_test *test, int booking)
{
	struct inventory_confirm_hold_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_confirm_hold_op, &cmd, NULL);
}

cc_err confirm_late(struct cc_test *test, int booking, const char *label)
{
	cc_str labels[] = { cc_str_of(label) };
	struct inventory_confirm_hold_request cmd = {
		.booking_id = cc_test_id(booking),
		.labels = { labels, 1 },
	};
	return cc_test_run(test, &inventory_confirm_hold_op, &cmd, NULL);
}

cc_err release(struct cc_test *test, int booking)
{
	struct inventory_release_hold_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_release_hold_op, &cmd, NULL);
}

cc_err extend(struct cc_test *test, int booking)
{
	struct inventory_extend_hold_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &inventory_extend_hold_op, &cmd, NULL);
}

/* What pricing does --------------------------------------------------------------- */

cc_money pln(int64_t minor)
{
	return (cc_money){ minor, { "PLN" } };
}

struct pricing_set_tariff_request usual_tariff(void)
{
	return (struct pricing_set_tariff_request){
		.session_id = cc_test_id(EVENING),
		.declared_cost = pln(10001),
		.food_floor = pln(2000),
		.food_ceiling = pln(3000),
	};
}

cc_err set_tariff(struct cc_test *test, const struct pricing_set_tariff_request *cmd,
                  struct pricing_tariff *set)
{
	return cc_test_run(test, &pricing_set_tariff_op, cmd, set);
}

cc_err quote_seats(struct cc_test *test, int seats, struct pricing_quote *quote)
{
	struct pricing_get_quote_request query = { .session_id = cc_test_id(EVENING), .seats = seats };
	return cc_test_run(test, &pricing_get_quote_op, &query, quote);
}

cc_err quote_label(struct cc_test *test, const char *label, struct pricing_quote *quote)
{
	cc_str labels[] = { cc_str_of(label) };
	struct pricing_get_quote_request query = {
		.session_id = cc_test_id(EVENING),
		.seats = 1,
		.labels = { labels, 1 },
	};
	return cc_test_run(test, &pricing_get_quote_op, &query, quote);
}

int64_t amount_of(const struct pricing_component_list *components, enum pricing_component_kind kind)
{
	for (size_t i = 0; i < components->count; i++)
		if (components->items[i].kind == kind)
			return components->items[i].amount.minor;
	return 0;
}
