/* homes_test.c - hosts and their homes: what is told to whom, and when. */
#include "services/hosting/house_test.h"

static cc_err get_host(struct cc_test *test, int host, struct hosting_host *found)
{
	struct hosting_get_host_request query = { .host_id = cc_test_id(host) };
	return cc_test_run(test, &hosting_get_host_op, &query, found);
}

/* Hosts ---------------------------------------------------------------------------- */

static void a_host_is_described_to_everybody(void **state)
{
	struct hosting_host host;
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_OK(get_host(*state, ANIA, &host));
	CHECK(cc_str_eq(host.name, CC_STR("Ania K.")) && host.languages.count == 2);
	CHECK(cc_str_eq(host.languages.items[1], CC_STR("en")));
	CHECK_REFUSED(get_host(*state, ADMIN, NULL), hosting_host_not_found);
}

static void the_newest_description_counts_and_hosts_stay_since_the_first(void **state)
{
	struct hosting_host first, newest;
	CHECK_OK(get_host(*state, ANIA, &first));
	cc_test_pass(*state, CC_HOURS(24));
	CHECK_OK(put_profile(*state, ANIA, "Anna K."));
	CHECK_OK(get_host(*state, ANIA, &newest));
	CHECK(cc_str_eq(newest.name, CC_STR("Anna K.")) && newest.host_since.ms == first.host_since.ms);
	struct hosting_host_described told;
	cc_test_last_event(*state, &hosting_host_described_event, &told);
	CHECK(cc_str_eq(told.host->name, CC_STR("Anna K.")));
}

static void a_language_is_named_once(void **state)
{
	cc_str languages[] = { CC_STR("pl"), CC_STR("en"), CC_STR("pl") };
	struct hosting_put_profile_request cmd = { .name = CC_STR("Ania"), .languages = { languages, 3 } };
	struct hosting_house_rules rules = usual_rules();
	rules.languages = (struct cc_str_list){ languages, 3 };
	CHECK_REFUSED(cc_test_run(*state, &hosting_put_profile_op, &cmd, NULL), hosting_duplicate_language);
	CHECK_OK(create_home(*state, HOME, NULL));
	CHECK_REFUSED(set_rules(*state, HOME, &rules, NULL), hosting_duplicate_language);
}

static void hosts_are_found_many_at_once(void **state)
{
	cc_id ids[] = { cc_test_id(MAREK), cc_test_id(ADMIN), cc_test_id(ANIA) };
	struct hosting_get_hosts_request query = { .host_ids = { ids, CC_COUNT(ids) } };
	struct hosting_get_hosts_response found;
	CHECK_OK(cc_test_run(*state, &hosting_get_hosts_op, &query, &found));
	CHECK(found.items.count == 2);
	CHECK(cc_str_eq(found.items.items[0].name, CC_STR("Marek W.")));
	CHECK(cc_str_eq(found.items.items[1].name, CC_STR("Ania K.")));
}

/* Homes ---------------------------------------------------------------------------- */

static void a_home_is_a_draft_until_room_package_and_rules_are_there(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_house_rules rules = usual_rules();
	struct hosting_home home;
	CHECK_OK(create_home(*state, HOME, &home));
	CHECK(home.state == HOSTING_HOME_STATE_DRAFT && home.room == NULL && home.rules == NULL);
	CHECK_OK(set_rules(*state, HOME, &rules, &home));
	CHECK_OK(furnish(*state, HOME, &room, NULL));
	CHECK_REFUSED(get_home(*state, HOME, NULL), hosting_home_not_found);
	CHECK(cc_test_events(*state, &hosting_home_described_event) == 0);

	CHECK_OK(set_package(*state, HOME, "sportbox", "contract 4711", &home));
	CHECK(home.state == HOSTING_HOME_STATE_READY);
	CHECK(cc_test_events(*state, &hosting_home_described_event) == 1);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_OK(get_home(*state, HOME, &home));
	CHECK(home.seats == 4 && home.diagonal_inches == 65 && cc_str_eq(home.package, CC_STR("sportbox")));
	CHECK(home.room->room->seats.count == 4 && home.room->sights.count == 4);
	CHECK(home.rules->stairs == 54 && home.rules->languages.count == 2 && !home.rules->has_note);
	CHECK(home.equipment->wifi && home.equipment->sound == HOSTING_SOUND_SOUNDBAR);
}

static void a_draft_is_its_hosts_alone(void **state)
{
	struct hosting_home home;
	CHECK_OK(create_home(*state, HOME, NULL));
	CHECK_OK(get_own_home(*state, HOME, &home));
	CHECK(home.state == HOSTING_HOME_STATE_DRAFT);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_REFUSED(get_own_home(*state, HOME, NULL), hosting_home_not_found);
	CHECK_REFUSED(get_home(*state, HOME, NULL), hosting_home_not_found);
}

static void creating_twice_is_creating_once(void **state)
{
	struct hosting_home first, again;
	CHECK_OK(create_home(*state, HOME, &first));
	cc_test_pass(*state, CC_MINUTES(1));
	CHECK_OK(create_home(*state, HOME, &again));
	CHECK(again.described_at.ms == first.described_at.ms);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM homes") == 1);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_REFUSED(create_home(*state, HOME, NULL), hosting_home_exists);
}

static void only_a_described_host_has_homes(void **state)
{
	cc_test_as(*state, cc_test_id(ADMIN));
	CHECK_REFUSED(create_home(*state, HOME, NULL), hosting_host_not_found);
}

static void a_host_has_twenty_homes_at_most(void **state)
{
	for (int i = 0; i < 20; i++)
		CHECK_OK(create_home(*state, 100 + i, NULL));
	CHECK_REFUSED(create_home(*state, HOME, NULL), hosting_too_many_homes);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_OK(create_home(*state, HOME, NULL));
}

static void a_change_is_told_with_all_that_everybody_may_know(void **state)
{
	static const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_TV, .balcony = true };
	struct hosting_update_home_request cmd = {
		.home_id = cc_test_id(HOME),
		.name = CC_STR("The balcony"),
		.venue = HOSTING_VENUE_PUBLIC,
		.equipment = &equipment,
	};
	struct hosting_home_described told;
	make_ready(*state, HOME);
	CHECK_OK(cc_test_run(*state, &hosting_update_home_op, &cmd, NULL));
	cc_test_last_event(*state, &hosting_home_described_event, &told);
	CHECK(cc_str_eq(told.home->name, CC_STR("The balcony")) && told.home->venue == HOSTING_VENUE_PUBLIC);
	CHECK(told.home->equipment->balcony && !told.home->equipment->wifi && told.home->seats == 4);
	CHECK(cc_str_eq(told.home->rules->cheers_for, CC_STR("Czarni Warta")));
}

static void only_its_host_changes_a_home(void **state)
{
	static const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_TV };
	struct hosting_update_home_request update = {
		.home_id = cc_test_id(HOME),
		.name = CC_STR("Mine"),
		.venue = HOSTING_VENUE_PUBLIC,
		.equipment = &equipment,
	};
	struct hosting_room room = usual_room();
	struct hosting_house_rules rules = usual_rules();
	struct hosting_address address = usual_address();
	make_ready(*state, HOME);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_REFUSED(cc_test_run(*state, &hosting_update_home_op, &update, NULL), hosting_home_not_found);
	CHECK_REFUSED(furnish(*state, HOME, &room, NULL), hosting_home_not_found);
	CHECK_REFUSED(set_rules(*state, HOME, &rules, NULL), hosting_home_not_found);
	CHECK_REFUSED(set_package(*state, HOME, "liga", "mine", NULL), hosting_home_not_found);
	CHECK_REFUSED(move_home(*state, HOME, &address, NULL), hosting_home_not_found);
}

static cc_err list(struct cc_test *test, int limit, const cc_id *cursor,
                   struct hosting_list_homes_response *page)
{
	struct hosting_list_homes_request query = { .has_limit = true, .limit = limit };
	query.has_cursor = cursor != NULL;
	query.cursor = cursor ? *cursor : (cc_id){ { 0 } };
	return cc_test_run(test, &hosting_list_homes_op, &query, page);
}

static void a_hosts_homes_come_page_by_page(void **state)
{
	struct hosting_list_homes_response page;
	for (int i = 0; i < 3; i++)
		CHECK_OK(create_home(*state, 100 + i, NULL));
	make_ready(*state, HOME);
	CHECK_OK(list(*state, 2, NULL, &page));
	CHECK(page.items.count == 2 && page.has_next_cursor);
	CHECK(page.items.items[0].state == HOSTING_HOME_STATE_READY && page.items.items[0].room == NULL);
	CHECK_OK(list(*state, 2, &page.next_cursor, &page));
	CHECK(page.items.count == 2 && !page.has_next_cursor);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_OK(list(*state, 2, NULL, &page));
	CHECK(page.items.count == 0);
}

static void homes_are_found_many_at_once_but_no_drafts(void **state)
{
	cc_id ids[] = { cc_test_id(OTHER_HOME), cc_test_id(99), cc_test_id(HOME) };
	struct hosting_get_homes_request query = { .home_ids = { ids, CC_COUNT(ids) } };
	struct hosting_get_homes_response found;
	make_ready(*state, HOME);
	CHECK_OK(create_home(*state, OTHER_HOME, NULL));
	CHECK_OK(cc_test_run(*state, &hosting_get_homes_op, &query, &found));
	CHECK(found.items.count == 1 && cc_id_eq(found.items.items[0].home_id, cc_test_id(HOME)));
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		HOUSE_CASE(a_host_is_described_to_everybody),
		HOUSE_CASE(the_newest_description_counts_and_hosts_stay_since_the_first),
		HOUSE_CASE(a_language_is_named_once),
		HOUSE_CASE(hosts_are_found_many_at_once),
		HOUSE_CASE(a_home_is_a_draft_until_room_package_and_rules_are_there),
		HOUSE_CASE(a_draft_is_its_hosts_alone),
		HOUSE_CASE(creating_twice_is_creating_once),
		HOUSE_CASE(only_a_described_host_has_homes),
		HOUSE_CASE(a_host_has_twenty_homes_at_most),
		HOUSE_CASE(a_change_is_told_with_all_that_everybody_may_know),
		HOUSE_CASE(only_its_host_changes_a_home),
		HOUSE_CASE(a_hosts_homes_come_page_by_page),
		HOUSE_CASE(homes_are_found_many_at_once_but_no_drafts),
	};
	return cmocka_run_group_tests_name("hosting: homes", cases, NULL, NULL);
}
