/* homes_seed.c - hosts describe themselves and their rooms; somebody looks at what proves their package. */
#include "cli/demo/together.h"
#include "contracts/hosting.h"

enum {
	LANGUAGES_MAX = 4,
	SEAT_CM = 70,
	TOWARDS_THE_SCREEN = 180,
	APART_MICRODEGREES = 4000, /* hosts of one city live some streets apart */
	UNPROVED_EVERY = 8,
};

static struct cc_str_list words_of(struct cc_ctx *ctx, const char *text)
{
	struct cc_str_list words = { .items = cc_alloc_array(ctx, LANGUAGES_MAX, sizeof *words.items) };
	for (const char *at = text; *at;) {
		size_t len = strcspn(at, " ");
		assert(words.count < LANGUAGES_MAX);
		words.items[words.count++] = (cc_str){ at, len };
		at += len + (at[len] == ' ');
	}
	return words;
}

static CC_RESULT put_profile(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_host *row = &demo_hosts[index];
	const struct hosting_put_profile_request cmd = {
		.name = cc_str_of(row->name),
		.about = cc_printf(ctx, "%s, %s.  There is always room for one more.",
		                   demo_rooms[row->room].name, demo_cities[row->city].name),
		.languages = words_of(ctx, row->languages),
	};
	struct hosting_host host;
	return demo_ask(ctx, demo_host(demo, index), &hosting_put_profile_op, &cmd, &host);
}

static CC_RESULT create_home(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_host *row = &demo_hosts[index];
	const struct demo_city *city = &demo_cities[row->city];
	const struct hosting_address address = {
		.street = cc_str_of(row->street),
		.postal_code = CC_STR("00-000"),
		.city = cc_str_of(city->name),
		.country = cc_str_of(city->country),
		.has_intercom = row->stairs > 0,
		.intercom = cc_printf(ctx, "%d", index + 1),
		.has_arrival_note = true,
		.arrival_note = CC_STR("The door with the scarf on it."),
		.latitude_microdegrees = city->latitude_microdegrees + index * APART_MICRODEGREES,
		.longitude_microdegrees = city->longitude_microdegrees - index * APART_MICRODEGREES / 2,
	};
	const struct hosting_equipment equipment = {
		.sound = row->room == DEMO_CLUB ? HOSTING_SOUND_SURROUND : HOSTING_SOUND_SOUNDBAR,
		.wifi = true,
		.balcony = row->stairs > 40,
	};
	const struct hosting_create_home_request cmd = {
		.home_id = demo_id(&demo->plan, DEMO_HOME_ID, index),
		.name = cc_printf(ctx, "%s: %s", row->name, demo_rooms[row->room].name),
		.venue = row->room == DEMO_CLUB ? HOSTING_VENUE_PUBLIC : HOSTING_VENUE_PRIVATE_HOME,
		.time_zone = cc_str_of(city->time_zone),
		.address = &address,
		.equipment = &equipment,
	};
	struct hosting_home home;
	return demo_ask(ctx, demo_host(demo, index), &hosting_create_home_op, &cmd, &home);
}

/* Rows in front of the screen, each in the middle of the room. */
static struct hosting_seat_list seats_of(struct cc_ctx *ctx, const struct demo_room *room)
{
	struct hosting_seat_list seats = { 0 };
	seats.items = cc_alloc_array(ctx, (size_t)demo_room_seats(room), sizeof *seats.items);
	for (const struct demo_row *row = room->rows; row < room->rows + DEMO_ROWS_MAX; row++)
		for (int i = 0; i < row->seats; i++)
			seats.items[seats.count++] = (struct hosting_seat){
				.label = cc_printf(ctx, "%c%d", row->letter, i + 1),
				.kind = (enum hosting_seat_kind)row->kind, /* the same numbers */
				.accessible = row->accessible && i == 0,
				.x_cm = room->width_cm / 2 + (2 * i - (row->seats - 1)) * SEAT_CM / 2,
				.y_cm = row->distance_cm,
				.facing_degrees = TOWARDS_THE_SCREEN,
			};
	return seats;
}

static CC_RESULT furnish(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_room *row = &demo_rooms[demo_hosts[index].room];
	const struct hosting_tv tv = {
		.x_cm = row->width_cm / 2,
		.diagonal_inches = row->diagonal_inches,
		.projector = row->projector,
	};
	const struct hosting_room room = {
		.width_cm = row->width_cm,
		.depth_cm = row->depth_cm,
		.tv = &tv,
		.seats = seats_of(ctx, row),
	};
	const struct hosting_furnish_room_request cmd = {
		.home_id = demo_id(&demo->plan, DEMO_HOME_ID, index),
		.room = &room,
	};
	struct hosting_furnished_room furnished;
	return demo_ask(ctx, demo_host(demo, index), &hosting_furnish_room_op, &cmd, &furnished);
}

/* Now and then somebody has not been looked at yet. */
static CC_RESULT prove_package(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct hosting_set_package_request cmd = {
		.home_id = demo_id(&demo->plan, DEMO_HOME_ID, index),
		.package = cc_str_of(demo_hosts[index].package),
		.proof = cc_printf(ctx, "contract %04d/2026", 1000 + index),
	};
	const struct hosting_review_package_request review = {
		.home_id = cmd.home_id,
		.version = 1,
		.confirmed = true,
	};
	struct hosting_home home;
	TRY(demo_ask(ctx, demo_host(demo, index), &hosting_set_package_op, &cmd, &home));
	if (index % UNPROVED_EVERY == UNPROVED_EVERY - 1)
		return CC_OK;
	return demo_ask(ctx, demo_admin(demo), &hosting_review_package_op, &review, &home);
}

static CC_RESULT set_rules(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_host *row = &demo_hosts[index];
	const struct hosting_house_rules rules = {
		.smoking = row->smoking_outside ? HOSTING_SMOKING_OUTSIDE : HOSTING_SMOKING_NO,
		.pets = row->pets,
		.pets_welcome = row->pets,
		.kids_welcome = row->kids,
		.stairs = row->stairs,
		.wheelchair = row->wheelchair,
		.alcohol = row->alcohol,
		.languages = words_of(ctx, row->languages),
		.has_cheers_for = row->cheers_for != NULL,
		.cheers_for = cc_str_of(row->cheers_for),
	};
	const struct hosting_set_house_rules_request cmd = {
		.home_id = demo_id(&demo->plan, DEMO_HOME_ID, index),
		.rules = &rules,
	};
	struct hosting_home home;
	return demo_ask(ctx, demo_host(demo, index), &hosting_set_house_rules_op, &cmd, &home);
}

static cc_err make_home(struct demo *demo, struct cc_ctx *ctx, int index)
{
	TRY(put_profile(demo, ctx, index));
	TRY(create_home(demo, ctx, index));
	TRY(furnish(demo, ctx, index));
	TRY(prove_package(demo, ctx, index));
	return set_rules(demo, ctx, index);
}

cc_err demo_seed_homes(struct demo *demo)
{
	return demo_together(demo, DEMO_HOSTS, make_home);
}
