/* evening.c - what the flows begin with: a fixture, a living room, a price, and a booking. */
#include "cli/tour/tour.h"
#include "contracts/pricing.h"

enum { PER_GUEST = 4 };

static CC_RESULT plan_fixture(struct tour *tour, const struct tour_evening *evening)
{
	const struct inventory_put_fixture_request fixture = {
		.fixture_id = evening->fixture_id,
		.competition_id = tour->competition_id,
		.has_title = true,
		.title = cc_str_of(evening->title),
		.kicks_off_at = evening->starts_at,
		.duration_minutes = 120,
		.time_zone = CC_STR("Europe/Warsaw"),
	};
	struct inventory_fixture planned;
	return tour_ask(tour, TOUR_ADMIN, &inventory_put_fixture_op, &fixture, &planned);
}

static CC_RESULT open_room(struct tour *tour, const struct tour_evening *evening)
{
	struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, true },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A3"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("B1"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, false },
		{ CC_STR("B2"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, false },
		{ CC_STR("C1"), INVENTORY_SEAT_KIND_FLOOR, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("C2"), INVENTORY_SEAT_KIND_FLOOR, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("C3"), INVENTORY_SEAT_KIND_FLOOR, INVENTORY_SEAT_VIEW_FRONT, false },
	};
	const struct inventory_create_session_request draft = {
		.session_id = evening->session_id,
		.fixture_id = evening->fixture_id,
		.title = cc_str_of(evening->title),
		.starts_at = evening->starts_at,
		.seats_per_guest = PER_GUEST,
		.seats = { seats, CC_COUNT(seats) },
		.home_id = tour->home_id,
		.territory = CC_STR("PL"),
		.package = CC_STR("sportbox"),
		.venue = INVENTORY_VENUE_PRIVATE_HOME,
		.charge_basis = INVENTORY_CHARGE_BASIS_COST_SHARE,
	};
	const struct inventory_publish_session_request opened = { .session_id = evening->session_id };
	struct inventory_session session;
	TRY(tour_ask(tour, TOUR_HOST, &inventory_create_session_op, &draft, &session));
	return tour_ask(tour, TOUR_HOST, &inventory_publish_session_op, &opened, &session);
}

/* Pricing hears of the session a moment after it was opened. */
static CC_RESULT price_room(struct tour *tour, const struct tour_evening *evening)
{
	const cc_currency zloty = { "PLN" };
	const struct pricing_set_tariff_request tariff = {
		.session_id = evening->session_id,
		.declared_cost = { 6001, zloty },
		.food_floor = { 1500, zloty },
		.food_ceiling = { 2500, zloty },
	};
	struct pricing_tariff set;
	cc_err err = tour_look(tour, TOUR_HOST, &pricing_set_tariff_op, &tariff, &set);
	for (int i = 0; i < TOUR_LOOKS_MAX && cc_because(err, &pricing_session_not_found); i++)
		err = tour_look(tour, TOUR_HOST, &pricing_set_tariff_op, &tariff, &set);
	TRY(tour_ask(tour, TOUR_HOST, &pricing_set_tariff_op, &tariff, &set));
	return tour_check(tour, set.price_from.minor > 0, "a seat costs %s, all in",
	                  tour_money(tour, set.price_from));
}

cc_err tour_open_evening(struct tour *tour, struct tour_evening *evening)
{
	struct cc_ctx *ctx = tour->client.ctx;
	evening->fixture_id = cc_new_id(ctx);
	evening->session_id = cc_new_id(ctx);
	evening->starts_at = (cc_time){ cc_now(ctx).ms / 60000 * 60000 + CC_HOURS(evening->hours) };
	TRY(plan_fixture(tour, evening));
	TRY(open_room(tour, evening));
	return price_room(tour, evening);
}

cc_err tour_book(struct tour *tour, cc_id session_id, int seats, const char *card,
                 struct booking_booking *booking)
{
	const struct booking_request_booking_request cmd = {
		.booking_id = cc_new_id(tour->client.ctx),
		.session_id = session_id,
		.seats = seats,
		.payment_method = cc_str_of(card),
	};
	TRY(tour_ask(tour, TOUR_GUEST, &booking_request_booking_op, &cmd, booking));
	return tour_follow(tour, cmd.booking_id, booking);
}

int tour_free_seats(struct tour *tour, cc_id session_id)
{
	const struct inventory_get_availability_request query = { .session_id = session_id };
	struct inventory_availability room;
	return tour_ask(tour, TOUR_NOBODY, &inventory_get_availability_op, &query, &room) == CC_OK
	               ? room.seats_free
	               : -1;
}
