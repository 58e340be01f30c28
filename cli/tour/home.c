/* home.c - a host describes a living room, step by step, as the web's wizard does. */
#include "cli/tour/tour.h"
#include "contracts/hosting.h"

static CC_RESULT describe(struct tour *tour)
{
	cc_str languages[] = { CC_STR("pl"), CC_STR("en") };
	const struct hosting_put_profile_request profile = {
		.name = CC_STR("Marek W."),
		.about = CC_STR("Pierogi at half-time."),
		.languages = { languages, CC_COUNT(languages) },
	};
	const struct hosting_address address = {
		.street = CC_STR("Długa 12"),
		.postal_code = CC_STR("31-147"),
		.city = CC_STR("Kraków"),
		.country = CC_STR("PL"),
		.has_intercom = true,
		.intercom = CC_STR("7"),
		.latitude_microdegrees = 50068100,
		.longitude_microdegrees = 19937900,
	};
	const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_SOUNDBAR, .wifi = true };
	const struct hosting_create_home_request cmd = {
		.home_id = tour->home_id,
		.name = CC_STR("The big sofa"),
		.venue = HOSTING_VENUE_PRIVATE_HOME,
		.time_zone = CC_STR("Europe/Warsaw"),
		.address = &address,
		.equipment = &equipment,
	};
	struct hosting_host host;
	struct hosting_home home;
	TRY(tour_ask(tour, TOUR_HOST, &hosting_put_profile_op, &profile, &host));
	TRY(tour_ask(tour, TOUR_HOST, &hosting_create_home_op, &cmd, &home));
	return tour_check(tour, home.circle != NULL, "everybody sees a circle of %d m, and no address",
	                  home.circle ? home.circle->radius_m : 0);
}

static CC_RESULT furnish(struct tour *tour)
{
	struct hosting_seat seats[] = {
		{ CC_STR("A1"), HOSTING_SEAT_KIND_SOFA, true, 170, 320, 180 },
		{ CC_STR("A2"), HOSTING_SEAT_KIND_SOFA, false, 240, 320, 180 },
		{ CC_STR("A3"), HOSTING_SEAT_KIND_SOFA, false, 310, 320, 180 },
		{ CC_STR("B1"), HOSTING_SEAT_KIND_ARMCHAIR, false, 60, 220, 135 },
		{ CC_STR("B2"), HOSTING_SEAT_KIND_ARMCHAIR, false, 420, 220, 225 },
		{ CC_STR("C1"), HOSTING_SEAT_KIND_FLOOR, false, 160, 200, 180 },
		{ CC_STR("C2"), HOSTING_SEAT_KIND_FLOOR, false, 240, 200, 180 },
		{ CC_STR("C3"), HOSTING_SEAT_KIND_FLOOR, false, 320, 200, 180 },
	};
	const struct hosting_tv tv = { .x_cm = 240, .diagonal_inches = 65 };
	const struct hosting_room room = {
		.width_cm = 480,
		.depth_cm = 420,
		.tv = &tv,
		.seats = { seats, CC_COUNT(seats) },
	};
	const struct hosting_furnish_room_request cmd = { .home_id = tour->home_id, .room = &room };
	struct hosting_furnished_room furnished;
	TRY(tour_ask(tour, TOUR_HOST, &hosting_furnish_room_op, &cmd, &furnished));
	return tour_check(tour, furnished.sights.count == CC_COUNT(seats),
	                  "how well one sees was worked out for every seat: %d of 100 from %.*s",
	                  furnished.sights.items[0].view_score, (int)furnished.sights.items[0].label.len,
	                  furnished.sights.items[0].label.ptr);
}

static CC_RESULT finish(struct tour *tour)
{
	cc_str languages[] = { CC_STR("pl") };
	const struct hosting_house_rules rules = {
		.smoking = HOSTING_SMOKING_NO,
		.stairs = 12,
		.languages = { languages, CC_COUNT(languages) },
	};
	const struct hosting_set_package_request package = {
		.home_id = tour->home_id,
		.package = CC_STR("sportbox"),
		.proof = CC_STR("contract 1234/2026"),
	};
	const struct hosting_set_house_rules_request agreed = { .home_id = tour->home_id, .rules = &rules };
	struct hosting_home home;
	TRY(tour_ask(tour, TOUR_HOST, &hosting_set_package_op, &package, &home));
	TRY(tour_ask(tour, TOUR_HOST, &hosting_set_house_rules_op, &agreed, &home));
	return tour_check(tour, home.state == HOSTING_HOME_STATE_READY, "the living room can be shown");
}

cc_err tour_make_home(struct tour *tour)
{
	tour->home_id = cc_new_id(tour->client.ctx);
	TRY(describe(tour));
	TRY(furnish(tour));
	return finish(tour);
}
