/* evenings_seed.c - hosts open their living rooms, and say what an evening costs. */
#include "cli/demo/together.h"
#include "contracts/hosting.h"
#include "contracts/pricing.h"

enum { PER_GUEST = 4, PAUSES_MAX = 2500 };

/* The home's room, as a session has it: hosting has worked out how the screen is seen from each seat. */
static struct inventory_seat_list seats_of(struct cc_ctx *ctx, const struct hosting_furnished_room *furnished)
{
	const struct hosting_seat_list *room = &furnished->room->seats;
	struct inventory_seat_list seats = { 0 };
	seats.items = cc_alloc_array(ctx, room->count, sizeof *seats.items);
	for (; seats.count < room->count; seats.count++)
		seats.items[seats.count] = (struct inventory_seat){
			.label = room->items[seats.count].label,
			.kind = (enum inventory_seat_kind)room->items[seats.count]
			                .kind, /* the same numbers */
			.view = (enum inventory_seat_view)furnished->sights.items[seats.count].view,
			.accessible = room->items[seats.count].accessible,
		};
	return seats;
}

static cc_err open_evening(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_session *row = &demo_sessions[index];
	struct cc_principal host = demo_host(demo, row->host);
	const struct hosting_get_home_request query = {
		.home_id = demo_id(&demo->plan, DEMO_HOME_ID, row->host),
	};
	struct hosting_home home;
	TRY(demo_ask(ctx, host, &hosting_get_home_op, &query, &home));
	const struct demo_tariff *tariff = &demo_tariffs[row->tariff];
	const struct inventory_create_session_request draft = {
		.session_id = demo_id(&demo->plan, DEMO_SESSION_ID, index),
		.fixture_id = demo_id(&demo->plan, DEMO_FIXTURE_ID, row->fixture),
		.title = cc_str_of(row->title),
		.starts_at = demo->plan.kicks_off_at[row->fixture],
		.seats_per_guest = PER_GUEST,
		.seats = seats_of(ctx, home.room),
		.home_id = home.home_id,
		.territory = home.country,
		.package = home.package,
		.venue = (enum inventory_venue)home.venue,
		.charge_basis = tariff->declared_minor > 0 ? INVENTORY_CHARGE_BASIS_COST_SHARE
		                                           : INVENTORY_CHARGE_BASIS_FREE,
	};
	const struct inventory_publish_session_request opened = { .session_id = draft.session_id };
	struct inventory_session session;
	TRY(demo_ask(ctx, host, &inventory_create_session_op, &draft, &session));
	return demo_ask(ctx, host, &inventory_publish_session_op, &opened, &session);
}

/* Pricing has to hear of a session before it takes a price for it. */
static cc_err price_evening(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_session *row = &demo_sessions[index];
	const struct demo_tariff *tariff = &demo_tariffs[row->tariff];
	cc_currency currency = { { 0 } };
	memcpy(currency.code, demo_cities[demo_hosts[row->host].city].currency, sizeof currency.code);
	const struct pricing_set_tariff_request cmd = {
		.session_id = demo_id(&demo->plan, DEMO_SESSION_ID, index),
		.declared_cost = { tariff->declared_minor, currency },
		.food_floor = { tariff->food_floor_minor, currency },
		.food_ceiling = { tariff->food_ceiling_minor, currency },
	};
	struct pricing_tariff set;
	cc_err err = demo_ask(ctx, demo_host(demo, row->host), &pricing_set_tariff_op, &cmd, &set);
	for (int i = 0; i < PAUSES_MAX && cc_because(err, &pricing_session_not_found); i++) {
		demo_pause();
		err = demo_ask(ctx, demo_host(demo, row->host), &pricing_set_tariff_op, &cmd, &set);
	}
	return err;
}

cc_err demo_seed_evenings(struct demo *demo)
{
	TRY(demo_together(demo, DEMO_SESSIONS, open_evening));
	return demo_together(demo, DEMO_SESSIONS, price_evening);
}
