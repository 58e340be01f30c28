/* evenings.c - hosts open their living rooms, and say what an evening costs. */
#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "sim/base_internal.h"
#include "sim/rooms.h"

/* Who shows which fixture, and for how much in hundredths.  The rule is the most specific one that fits. */
static const struct {
	int host, fixture, declared_minor, food_floor_minor, food_ceiling_minor;
	const char *rule_id;
	int heads_max;
} rows[SIM_EVENINGS] = {
	{ 0, 0, 4000, 1000, 1000, "liga-nadwislanska-home", 10 },
	{ 1, 0, 6001, 1500, 2500, "liga-nadwislanska-home", 10 }, /* does not divide evenly */
	{ 2, 1, 2499, 700, 1200, "puchar-kontynentu-arenago", 8 },
	{ 3, 2, 12000, 2000, 4500, "transatlantic-basketball-home", 15 },
	{ 4, 3, 6000, 0, 900, "liga-nadwislanska-liga-plus", 12 },
	{ 5, 3, 9999, 500, 500, "liga-nadwislanska-home", 10 },
	{ 6, 3, 0, 0, 0, "sportbox-business-free", 120 },
	{ 7, 6, 30000, 1000, 1800, "sportbox-business-cost-share", 120 },
	{ 0, 4, 0, 0, 0, "home-free", 20 },
	{ 1, 4, 6001, 1500, 2500, "sportbox-home", 10 },
	{ 2, 5, 100, 0, 0, "transatlantic-basketball-home", 15 },
	{ 3, 6, 7777, 100, 3300, "liga-nadwislanska-home", 10 },
	{ 4, 7, 2499, 700, 1200, "home-cost-share", 12 },
	{ 5, 7, 12000, 2000, 4500, "sportbox-home", 10 },
	{ 6, 8, 16000, 1500, 2000, "transatlantic-basketball-home", 15 },
	{ 7, 5, 0, 0, 0, "sportbox-business-free", 120 },
	{ 0, 8, 3333, 333, 3333, "transatlantic-basketball-home", 15 },
	{ 1, 6, 4000, 1000, 1000, "liga-nadwislanska-home", 10 },
	{ 2, 7, 6000, 1500, 2500, "puchar-kontynentu-arenago", 8 },
	{ 3, 1, 4999, 1, 2, "raceview-home", 8 },
};

static struct inventory_seat_list seats_of(struct cc_ctx *ctx, int count)
{
	struct inventory_seat_list seats = { cc_alloc_array(ctx, (size_t)count, sizeof *seats.items), 0 };
	for (int i = 0; i < count; i++)
		seats.items[seats.count++] = (struct inventory_seat){
			.label = sim_seat_label(ctx, i),
			.kind = INVENTORY_SEAT_KIND_CHAIR,
			.view = INVENTORY_SEAT_VIEW_FRONT,
			.accessible = i == 0,
		};
	return seats;
}

static void note(struct sim_builder *builder, int index, const struct inventory_session *session)
{
	const struct sim_room *room = &sim_rooms[rows[index].host];
	builder->base->evenings[index] = (struct sim_evening){
		.session_id = session->session_id,
		.host = rows[index].host,
		.fixture = rows[index].fixture,
		.seats = room->seats,
		.per_guest = room->per_guest,
		.rule_id = rows[index].rule_id,
		.heads_max = rows[index].heads_max,
		.starts_at = session->starts_at,
	};
}

static void open_evening(struct sim_builder *builder, int index)
{
	struct sim_base *base = builder->base;
	struct cc_ctx *ctx = &builder->ctx;
	const struct sim_room *room = &sim_rooms[rows[index].host];
	const struct inventory_get_fixture_request query = {
		.fixture_id = base->fixture_ids[rows[index].fixture],
	};
	struct inventory_fixture fixture;
	sim_must(builder, sim_host(base, rows[index].host), &inventory_get_fixture_op, &query, &fixture);
	const struct inventory_create_session_request draft = {
		.session_id = cc_new_id(ctx),
		.fixture_id = fixture.fixture_id,
		.title = cc_printf(ctx, "Evening %d", index),
		.starts_at = fixture.kicks_off_at,
		.seats_per_guest = room->per_guest,
		.seats = seats_of(ctx, room->seats),
		.home_id = base->home_ids[rows[index].host],
		.territory = CC_STR("PL"),
		.package = cc_str_of(room->package),
		.venue = room->is_public ? INVENTORY_VENUE_PUBLIC : INVENTORY_VENUE_PRIVATE_HOME,
		.charge_basis = rows[index].declared_minor > 0 ? INVENTORY_CHARGE_BASIS_COST_SHARE
		                                               : INVENTORY_CHARGE_BASIS_FREE,
	};
	const struct inventory_publish_session_request publish = { .session_id = draft.session_id };
	struct inventory_session session;
	sim_must(builder, sim_host(base, rows[index].host), &inventory_create_session_op, &draft, &session);
	sim_must(builder, sim_host(base, rows[index].host), &inventory_publish_session_op, &publish,
	         &session);
	note(builder, index, &session);
}

/* Pricing has to hear of a session before it takes a price for it. */
static void price(struct sim_builder *builder, int index)
{
	static const cc_currency zloty = { "PLN" };
	const struct pricing_set_tariff_request cmd = {
		.session_id = builder->base->evenings[index].session_id,
		.declared_cost = { rows[index].declared_minor, zloty },
		.food_floor = { rows[index].food_floor_minor, zloty },
		.food_ceiling = { rows[index].food_ceiling_minor, zloty },
	};
	struct pricing_tariff tariff;
	sim_must(builder, sim_host(builder->base, rows[index].host), &pricing_set_tariff_op, &cmd, &tariff);
}

void sim_build_evenings(struct sim_builder *builder)
{
	for (int i = 0; i < SIM_EVENINGS; i++)
		open_evening(builder, i);
	sim_settle(builder);
	for (int i = 0; i < SIM_EVENINGS; i++)
		price(builder, i);
	sim_settle(builder);
}
