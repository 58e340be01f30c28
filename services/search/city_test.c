/* city_test.c - see city_test.h. */
#include "services/search/city_test.h"

#include <stdio.h>

#include "services/hosting/hosting.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"
#include "services/pricing/pricing.h"

/* Hosts and homes --------------------------------------------------------------- */

cc_err describe_host(struct cc_test *test, int host, const char *name)
{
	const struct hosting_put_profile_request cmd = { .name = cc_str_of(name), .about = CC_STR("Hello.") };
	cc_test_as(test, cc_test_id(host));
	return cc_test_run(test, &hosting_put_profile_op, &cmd, NULL);
}

static cc_err create_home(struct cc_test *test, const struct home *home)
{
	static const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_TV };
	const struct hosting_address address = {
		.street = CC_STR("Piotrkowska 17"),
		.postal_code = CC_STR("90-406"),
		.city = cc_str_of(home->city),
		.country = CC_STR("PL"),
		.latitude_microdegrees = home->latitude,
		.longitude_microdegrees = home->longitude,
	};
	const struct hosting_create_home_request cmd = {
		.home_id = cc_test_id(home->home),
		.name = cc_str_of(home->name),
		.about = CC_STR("Come in."),
		.venue = HOSTING_VENUE_PRIVATE_HOME,
		.time_zone = CC_STR("Europe/Warsaw"),
		.address = &address,
		.equipment = &equipment,
	};
	return cc_test_run(test, &hosting_create_home_op, &cmd, NULL);
}

static cc_err furnish(struct cc_test *test, int home)
{
	static const struct hosting_tv tv = { .x_cm = 200, .y_cm = 10, .diagonal_inches = 65 };
	static struct hosting_seat seats[] = {
		{ CC_STR("A1"), HOSTING_SEAT_KIND_SOFA, false, 140, 300, 180 },
	};
	const struct hosting_room room = {
		.width_cm = 400, .depth_cm = 500, .tv = &tv, .seats = { seats, 1 }
	};
	const struct hosting_furnish_room_request cmd = { .home_id = cc_test_id(home), .room = &room };
	return cc_test_run(test, &hosting_furnish_room_op, &cmd, NULL);
}

static cc_err set_package(struct cc_test *test, int home)
{
	const struct hosting_set_package_request cmd = {
		.home_id = cc_test_id(home),
		.package = CC_STR("sportbox"),
		.proof = CC_STR("contract 4711"),
	};
	return cc_test_run(test, &hosting_set_package_op, &cmd, NULL);
}

static cc_err set_rules(struct cc_test *test, const struct home *home)
{
	static cc_str languages[] = { CC_STR("pl"), CC_STR("en-GB") };
	const struct hosting_house_rules rules = {
		.smoking = home->rough ? HOSTING_SMOKING_YES : HOSTING_SMOKING_NO,
		.pets = !home->rough,
		.kids_welcome = !home->rough,
		.alcohol = true,
		.languages = { languages, home->rough ? 2 : 1 },
	};
	const struct hosting_set_house_rules_request cmd = { .home_id = cc_test_id(home->home),
		                                             .rules = &rules };
	return cc_test_run(test, &hosting_set_house_rules_op, &cmd, NULL);
}

cc_err describe_home(struct cc_test *test, const struct home *home)
{
	cc_test_as(test, cc_test_id(home->host));
	TRY(create_home(test, home));
	TRY(furnish(test, home->home));
	TRY(set_package(test, home->home));
	return set_rules(test, home);
}

/* Fixtures ---------------------------------------------------------------------- */

static cc_err put_competition(struct cc_test *test, int competition, const char *slug, const char *name)
{
	const struct inventory_put_competition_request cmd = {
		.competition_id = cc_test_id(competition),
		.slug = cc_str_of(slug),
		.name = cc_str_of(name),
		.sport = CC_STR("football"),
	};
	return cc_test_run(test, &inventory_put_competition_op, &cmd, NULL);
}

static cc_err put_team(struct cc_test *test, int team, const char *name)
{
	const struct inventory_put_team_request cmd = {
		.team_id = cc_test_id(team),
		.name = cc_str_of(name),
		.short_name = CC_STR("ABC"),
	};
	return cc_test_run(test, &inventory_put_team_op, &cmd, NULL);
}

cc_err plan_game(struct cc_test *test, const struct game *game)
{
	const struct inventory_put_fixture_request cmd = {
		.fixture_id = cc_test_id(game->fixture),
		.competition_id = cc_test_id(game->competition),
		.has_home_team_id = true,
		.home_team_id = cc_test_id(game->home_team),
		.has_away_team_id = true,
		.away_team_id = cc_test_id(game->away_team),
		.has_title = game->title != NULL,
		.title = cc_str_of(game->title),
		.kicks_off_at = cc_time_add(cc_test_now(test), CC_HOURS(game->ahead_h)),
		.duration_minutes = 105,
		.time_zone = CC_STR("Europe/Warsaw"),
	};
	return cc_test_run(test, &inventory_put_fixture_op, &cmd, NULL);
}

/* Evenings ---------------------------------------------------------------------- */

cc_err publish_evening(struct cc_test *test, const struct evening *evening)
{
	static struct inventory_seat seats[SEATS] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A3"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("B1"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, true },
	};
	const struct inventory_create_session_request create = {
		.session_id = cc_test_id(evening->session),
		.fixture_id = cc_test_id(evening->fixture),
		.title = cc_str_of(evening->title),
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(evening->ahead_h)),
		.seats_per_guest = SEATS,
		.seats = { seats, SEATS },
		.home_id = cc_test_id(evening->home),
		.territory = CC_STR("PL"),
		.package = CC_STR("sportbox"),
		.venue = INVENTORY_VENUE_PRIVATE_HOME,
		.charge_basis = INVENTORY_CHARGE_BASIS_COST_SHARE,
	};
	const struct inventory_publish_session_request publish = { .session_id = create.session_id };
	cc_test_as(test, cc_test_id(evening->host));
	TRY(cc_test_run(test, &inventory_create_session_op, &create, NULL));
	return cc_test_run(test, &inventory_publish_session_op, &publish, NULL);
}

cc_err set_price(struct cc_test *test, int session, int host, int64_t cost_minor)
{
	const cc_currency pln = { "PLN" };
	const struct pricing_set_tariff_request cmd = {
		.session_id = cc_test_id(session),
		.declared_cost = { cost_minor, pln },
		.food_floor = { 0, pln },
		.food_ceiling = { 0, pln },
	};
	cc_test_as(test, cc_test_id(host));
	return cc_test_run(test, &pricing_set_tariff_op, &cmd, NULL);
}

cc_err hold(struct cc_test *test, int session, int booking, int seats)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(session),
		.booking_id = cc_test_id(booking),
		.seats = seats,
	};
	cc_test_as(test, cc_test_id(OLA));
	return cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL);
}

cc_err confirm_late(struct cc_test *test, int booking, int seats)
{
	static cc_str labels[SEATS] = { CC_STR("A1"), CC_STR("A2"), CC_STR("A3"), CC_STR("B1") };
	const struct inventory_confirm_hold_request cmd = {
		.booking_id = cc_test_id(booking),
		.labels = { labels, (size_t)seats },
	};
	return cc_test_run(test, &inventory_confirm_hold_op, &cmd, NULL);
}

cc_err release(struct cc_test *test, int booking)
{
	const struct inventory_release_hold_request cmd = { .booking_id = cc_test_id(booking) };
	cc_test_as(test, cc_test_id(OLA));
	return cc_test_run(test, &inventory_release_hold_op, &cmd, NULL);
}

cc_err reschedule(struct cc_test *test, int session, int host, int ahead_h)
{
	const struct inventory_reschedule_session_request cmd = {
		.session_id = cc_test_id(session),
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(ahead_h)),
	};
	cc_test_as(test, cc_test_id(host));
	return cc_test_run(test, &inventory_reschedule_session_op, &cmd, NULL);
}

cc_err cancel(struct cc_test *test, int session, int host)
{
	const struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(session) };
	cc_test_as(test, cc_test_id(host));
	return cc_test_run(test, &inventory_cancel_session_op, &cmd, NULL);
}

/* The city ---------------------------------------------------------------------- */

static void build(struct cc_test *test)
{
	static const struct home homes[] = {
		{ SOFA, ANIA, "The big sofa", "Łódź", 51770000, 19455000, false },
		{ CELLAR, MAREK, "Cellar with a projector", "Kraków", 50061400, 19936600, true },
		{ LOFT, ZOFIA, "Loft", "Łódź", 51783500, 19455000, false },
	};
	static const struct game games[] = {
		{ DERBY, LEAGUE, WARTA, PORT, NULL, DERBY_AHEAD_H },
		{ FINAL, CUP, HUTA, PORT, NULL, FINAL_AHEAD_H },
	};
	static const struct evening evenings[] = {
		{ LODZ_DERBY, ANIA, SOFA, DERBY, "Derby with pierogi", DERBY_AHEAD_H },
		{ KRAKOW_DERBY, MAREK, CELLAR, DERBY, "Loud derby", DERBY_AHEAD_H },
		{ LODZ_FINAL, ZOFIA, LOFT, FINAL, "The final", FINAL_AHEAD_H },
	};
	CHECK_OK(describe_host(test, ANIA, "Ania K."));
	CHECK_OK(describe_host(test, MAREK, "Marek W."));
	CHECK_OK(describe_host(test, ZOFIA, "Zofia N."));
	for (size_t i = 0; i < CC_COUNT(homes); i++)
		CHECK_OK(describe_home(test, &homes[i]));
	CHECK_OK(put_competition(test, LEAGUE, "liga-nadwislanska", "Liga Nadwiślańska"));
	CHECK_OK(put_competition(test, CUP, "puchar-kontynentu", "Puchar Kontynentu"));
	CHECK_OK(put_team(test, WARTA, "Czarni Warta"));
	CHECK_OK(put_team(test, PORT, "Błękitni Port"));
	CHECK_OK(put_team(test, HUTA, "Huta Zachód"));
	for (size_t i = 0; i < CC_COUNT(games); i++)
		CHECK_OK(plan_game(test, &games[i]));
	for (size_t i = 0; i < CC_COUNT(evenings); i++)
		CHECK_OK(publish_evening(test, &evenings[i]));
	cc_test_run_due(test);
	CHECK_OK(set_price(test, LODZ_DERBY, ANIA, 11000));
	CHECK_OK(set_price(test, KRAKOW_DERBY, MAREK, 4000));
	cc_test_run_due(test);
}

static struct cc_test *open_services(void)
{
	static const struct cc_service *const services[] = {
		&search_service, &hosting_service, &inventory_service, &pricing_service, NULL,
	};
	return open_with_compliance(services);
}

int open_city(void **state)
{
	struct cc_test *test = open_services();
	cc_test_open_index(test);
	build(test);
	*state = test;
	return 0;
}

int open_city_of_sim(void **state)
{
	struct cc_test *test = open_services();
	cc_test_open_sim_index(test);
	build(test);
	*state = test;
	return 0;
}

int close_city(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* Searching --------------------------------------------------------------------- */

struct search_find_sessions_response find_sessions(struct cc_test *test,
                                                   const struct search_find_sessions_request *asked)
{
	struct search_find_sessions_response response;
	CHECK_OK(cc_test_run(test, &search_find_sessions_op, asked, &response));
	return response;
}

static int number_of(cc_id id)
{
	return id.byte[14] << 8 | id.byte[15];
}

const char *found(struct cc_test *test, const struct search_find_sessions_request *asked)
{
	static char text[400];
	struct search_find_sessions_response response = find_sessions(test, asked);
	size_t len = 0;
	text[0] = '\0';
	for (size_t i = 0; i < response.items.count && len < sizeof text - 10; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, i > 0 ? " %d" : "%d",
		                        number_of(response.items.items[i].session_id));
	return text;
}

const char *found_words(struct cc_test *test, const char *words)
{
	const struct search_find_sessions_request asked = {
		.has_q = true,
		.q = cc_str_of(words),
		.has_sort = true,
		.sort = SEARCH_SORT_SOONEST,
	};
	return found(test, &asked);
}

struct search_hit hit_of(struct cc_test *test, int session)
{
	const struct search_find_sessions_request asked = { .has_limit = true, .limit = 50 };
	struct search_find_sessions_response response = find_sessions(test, &asked);
	size_t at = 0;
	while (at < response.items.count &&
	       !cc_id_eq(response.items.items[at].session_id, cc_test_id(session)))
		at++;
	assert_true(at < response.items.count);
	return response.items.items[at];
}
