/* house_test.c - a host with a living room, for the tests of hosting. */
#include "services/hosting/house_test.h"

int open_house(void **state)
{
	struct cc_test *test = cc_test_open(&hosting_service);
	CHECK_OK(put_profile(test, MAREK, "Marek W."));
	CHECK_OK(put_profile(test, ANIA, "Ania K."));
	*state = test;
	return 0;
}

int close_house(void **state)
{
	cc_test_close(*state);
	return 0;
}

struct hosting_address usual_address(void)
{
	return (struct hosting_address){
		.street = CC_STR("Piotrkowska 17"),
		.postal_code = CC_STR("90-406"),
		.city = CC_STR("Łódź"),
		.country = CC_STR("PL"),
		.has_floor = true,
		.floor = CC_STR("third floor, left"),
		.has_intercom = true,
		.intercom = CC_STR("17 bell Kowalska"),
		.has_arrival_note = true,
		.arrival_note = CC_STR("through the yard behind the bakery"),
		.latitude_microdegrees = 51770123,
		.longitude_microdegrees = 19455432,
	};
}

struct hosting_create_home_request usual_home(int home)
{
	static const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_SOUNDBAR, .wifi = true };
	static struct hosting_address address;
	address = usual_address();
	return (struct hosting_create_home_request){
		.home_id = cc_test_id(home),
		.name = CC_STR("The big sofa in Łódź"),
		.about = CC_STR("A cat, and pierogi at half-time."),
		.venue = HOSTING_VENUE_PRIVATE_HOME,
		.time_zone = CC_STR("Europe/Warsaw"),
		.address = &address,
		.equipment = &equipment,
	};
}

struct hosting_house_rules usual_rules(void)
{
	static cc_str languages[] = { CC_STR("pl"), CC_STR("en-GB") };
	return (struct hosting_house_rules){
		.smoking = HOSTING_SMOKING_OUTSIDE,
		.pets = true,
		.kids_welcome = true,
		.stairs = 54,
		.languages = { languages, CC_COUNT(languages) },
		.has_cheers_for = true,
		.cheers_for = CC_STR("Czarni Warta"),
	};
}

struct hosting_room usual_room(void)
{
	static const struct hosting_tv tv = { .x_cm = 200, .y_cm = 10, .diagonal_inches = 65 };
	static struct hosting_seat seats[] = {
		{ CC_STR("A1"), HOSTING_SEAT_KIND_SOFA, false, 140, 300, 180 },
		{ CC_STR("A2"), HOSTING_SEAT_KIND_SOFA, false, 200, 300, 180 },
		{ CC_STR("A3"), HOSTING_SEAT_KIND_SOFA, false, 260, 300, 180 },
		{ CC_STR("B1"), HOSTING_SEAT_KIND_ARMCHAIR, true, 360, 110, 270 },
	};
	return (struct hosting_room){
		.width_cm = 400,
		.depth_cm = 500,
		.tv = &tv,
		.seats = { seats, CC_COUNT(seats) },
	};
}

cc_err put_profile(struct cc_test *test, int host, const char *name)
{
	static cc_str languages[] = { CC_STR("pl"), CC_STR("en") };
	struct hosting_put_profile_request cmd = {
		.name = cc_str_of(name),
		.about = CC_STR("Football since 1998."),
		.languages = { languages, CC_COUNT(languages) },
	};
	cc_test_as(test, cc_test_id(host));
	return cc_test_run(test, &hosting_put_profile_op, &cmd, NULL);
}

cc_err create_home(struct cc_test *test, int home, struct hosting_home *made)
{
	struct hosting_create_home_request cmd = usual_home(home);
	return cc_test_run(test, &hosting_create_home_op, &cmd, made);
}

cc_err move_home(struct cc_test *test, int home, const struct hosting_address *address,
                 struct hosting_home *moved)
{
	struct hosting_move_home_request cmd = {
		.home_id = cc_test_id(home),
		.time_zone = CC_STR("Europe/Warsaw"),
		.address = address,
	};
	return cc_test_run(test, &hosting_move_home_op, &cmd, moved);
}

cc_err furnish(struct cc_test *test, int home, const struct hosting_room *room,
               struct hosting_furnished_room *furnished)
{
	struct hosting_furnish_room_request cmd = { .home_id = cc_test_id(home), .room = room };
	return cc_test_run(test, &hosting_furnish_room_op, &cmd, furnished);
}

cc_err set_package(struct cc_test *test, int home, const char *package, const char *proof,
                   struct hosting_home *described)
{
	struct hosting_set_package_request cmd = {
		.home_id = cc_test_id(home),
		.package = cc_str_of(package),
		.proof = cc_str_of(proof),
	};
	return cc_test_run(test, &hosting_set_package_op, &cmd, described);
}

cc_err set_rules(struct cc_test *test, int home, const struct hosting_house_rules *rules,
                 struct hosting_home *described)
{
	struct hosting_set_house_rules_request cmd = { .home_id = cc_test_id(home), .rules = rules };
	return cc_test_run(test, &hosting_set_house_rules_op, &cmd, described);
}

void make_ready(struct cc_test *test, int home)
{
	struct hosting_room room = usual_room();
	struct hosting_house_rules rules = usual_rules();
	CHECK_OK(create_home(test, home, NULL));
	CHECK_OK(furnish(test, home, &room, NULL));
	CHECK_OK(set_package(test, home, "sportbox", "contract 4711", NULL));
	CHECK_OK(set_rules(test, home, &rules, NULL));
}

cc_err get_home(struct cc_test *test, int home, struct hosting_home *found)
{
	struct hosting_get_home_request query = { .home_id = cc_test_id(home) };
	return cc_test_run(test, &hosting_get_home_op, &query, found);
}

cc_err get_own_home(struct cc_test *test, int home, struct hosting_home *found)
{
	struct hosting_get_own_home_request query = { .home_id = cc_test_id(home) };
	return cc_test_run(test, &hosting_get_own_home_op, &query, found);
}

cc_err get_own_address(struct cc_test *test, int home, struct hosting_address *address)
{
	struct hosting_get_own_address_request query = { .home_id = cc_test_id(home) };
	return cc_test_run(test, &hosting_get_own_address_op, &query, address);
}

cc_err get_address(struct cc_test *test, int home, int host, struct hosting_address *address)
{
	struct hosting_get_address_request query = { .home_id = cc_test_id(home),
		                                     .host_id = cc_test_id(host) };
	return cc_test_run(test, &hosting_get_address_op, &query, address);
}
