/* homes.c - hosts describe themselves and their rooms, and prove what they watch with. */
#include "contracts/hosting.h"
#include "sim/base_internal.h"
#include "sim/rooms.h"

enum {
	ROOM_WIDTH_CM = 600,
	ROOM_DEPTH_CM = 500,
	SCREEN_INCHES = 65,
	SEAT_CM = 70,
	ROW_CM = 80,
	FIRST_ROW_CM = 200,
	PER_ROW = 6,
	TOWARDS_THE_SCREEN = 180,
	HALL_WIDTH_CM = 1500,
	HALL_DEPTH_CM = 1500,
	WARSAW_LATITUDE = 52229676,
	WARSAW_LONGITUDE = 21012229,
	APART_MICRODEGREES = 4000,
};

/* Eight rooms: from one sofa to a hall, each under a licence rule of its own. */
const struct sim_room sim_rooms[SIM_HOSTS] = {
	{ 3, 2, "sportbox", false },
	{ 6, 3, "sportbox", false },
	{ 8, 4, "arenago", false },
	{ 7, 4, "raceview", false },
	{ 10, 4, "liga-plus", false },
	{ 12, 4, "sportbox", false }, /* more seats than heads that may watch */
	{ 18, 4, "sportbox-business", true },
	{ 40, 8, "sportbox-business", true },
};

static void put_profile(struct sim_builder *builder, int host)
{
	cc_str english = CC_STR("en");
	const struct hosting_put_profile_request cmd = {
		.name = cc_printf(&builder->ctx, "host-%d", host),
		.about = CC_STR("There is always room for one more."),
		.languages = { &english, 1 },
	};
	struct hosting_host profile;
	sim_must(builder, sim_host(builder->base, host), &hosting_put_profile_op, &cmd, &profile);
}

cc_str sim_street(struct cc_ctx *ctx, int host)
{
	return cc_printf(ctx, "Prosta %d", host + 1);
}

static void create_home(struct sim_builder *builder, int host)
{
	struct sim_base *base = builder->base;
	const struct hosting_address address = {
		.street = sim_street(&builder->ctx, host),
		.postal_code = CC_STR("00-000"),
		.city = CC_STR("Warszawa"),
		.country = CC_STR("PL"),
		.latitude_microdegrees = WARSAW_LATITUDE + host * APART_MICRODEGREES,
		.longitude_microdegrees = WARSAW_LONGITUDE - host * APART_MICRODEGREES,
	};
	const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_SOUNDBAR, .wifi = true };
	base->home_ids[host] = cc_new_id(&builder->ctx);
	const struct hosting_create_home_request cmd = {
		.home_id = base->home_ids[host],
		.name = cc_printf(&builder->ctx, "Home %d", host),
		.venue = sim_rooms[host].is_public ? HOSTING_VENUE_PUBLIC : HOSTING_VENUE_PRIVATE_HOME,
		.time_zone = CC_STR("Europe/Warsaw"),
		.address = &address,
		.equipment = &equipment,
	};
	struct hosting_home home;
	sim_must(builder, sim_host(base, host), &hosting_create_home_op, &cmd, &home);
}

cc_str sim_seat_label(struct cc_ctx *ctx, int place)
{
	return cc_printf(ctx, "%c%d", 'A' + place / PER_ROW, place % PER_ROW + 1);
}

static void furnish(struct sim_builder *builder, int host)
{
	struct cc_ctx *ctx = &builder->ctx;
	int count = sim_rooms[host].seats,
	    width_cm = sim_rooms[host].is_public ? HALL_WIDTH_CM : ROOM_WIDTH_CM;
	struct hosting_seat_list seats = { cc_alloc_array(ctx, (size_t)count, sizeof *seats.items), 0 };
	for (int i = 0; i < count; i++)
		seats.items[seats.count++] = (struct hosting_seat){
			.label = sim_seat_label(ctx, i),
			.kind = HOSTING_SEAT_KIND_CHAIR,
			.x_cm = width_cm / 2 + (2 * (i % PER_ROW) - PER_ROW + 1) * SEAT_CM / 2,
			.y_cm = FIRST_ROW_CM + i / PER_ROW * ROW_CM,
			.facing_degrees = TOWARDS_THE_SCREEN,
		};
	const struct hosting_tv tv = { .x_cm = width_cm / 2, .diagonal_inches = SCREEN_INCHES };
	const struct hosting_room room = {
		.width_cm = width_cm,
		.depth_cm = sim_rooms[host].is_public ? HALL_DEPTH_CM : ROOM_DEPTH_CM,
		.tv = &tv,
		.seats = seats,
	};
	const struct hosting_furnish_room_request cmd = {
		.home_id = builder->base->home_ids[host],
		.room = &room,
	};
	struct hosting_furnished_room furnished;
	sim_must(builder, sim_host(builder->base, host), &hosting_furnish_room_op, &cmd, &furnished);
}

static void prove_package(struct sim_builder *builder, int host)
{
	struct sim_base *base = builder->base;
	const struct hosting_set_package_request cmd = {
		.home_id = base->home_ids[host],
		.package = cc_str_of(sim_rooms[host].package),
		.proof = CC_STR("contract 1000/2026"),
	};
	const struct hosting_review_package_request review = {
		.home_id = base->home_ids[host],
		.version = 1,
		.confirmed = true,
	};
	struct hosting_home home;
	sim_must(builder, sim_host(base, host), &hosting_set_package_op, &cmd, &home);
	sim_must(builder, sim_admin(base), &hosting_review_package_op, &review, &home);
}

void sim_build_homes(struct sim_builder *builder)
{
	for (int i = 0; i < SIM_HOSTS; i++) {
		put_profile(builder, i);
		create_home(builder, i);
		furnish(builder, i);
		prove_package(builder, i);
	}
}
