/* erasure_test.c - of a host who is to be forgotten, nothing is left. */
#include "contracts/identity.h"
#include "services/hosting/house_test.h"
#include "services/identity/identity.h"

static int open_registered(void **state)
{
	static const struct cc_service *const services[] = { &hosting_service, &identity_service, NULL };
	enum identity_role roles[] = { IDENTITY_ROLE_GUEST, IDENTITY_ROLE_HOST };
	struct cc_test *test = cc_test_open_all(services);
	const struct identity_put_user_request ania = {
		.user_id = cc_test_id(ANIA),
		.name = CC_STR("Anna Kowalska"),
		.email = CC_STR("ania@example.org"),
		.locale = CC_STR("pl"),
		.time_zone = CC_STR("Europe/Warsaw"),
		.roles = { roles, CC_COUNT(roles) },
	};
	CHECK_OK(cc_test_run(test, &identity_put_user_op, &ania, NULL));
	CHECK_OK(put_profile(test, MAREK, "Marek W."));
	make_ready(test, OTHER_HOME);
	CHECK_OK(put_profile(test, ANIA, "Ania K."));
	make_ready(test, HOME);
	*state = test;
	return 0;
}

static void erase_ania(struct cc_test *test)
{
	const struct identity_erase_user_request cmd = { .user_id = cc_test_id(ANIA) };
	CHECK_OK(cc_test_run(test, &identity_erase_user_op, &cmd, NULL));
	cc_test_run_due(test);
}

static void nothing_is_left_of_a_host_who_is_forgotten(void **state)
{
	struct hosting_get_host_request query = { .host_id = cc_test_id(ANIA) };
	erase_ania(*state);
	CHECK_REFUSED(cc_test_run(*state, &hosting_get_host_op, &query, NULL), hosting_host_not_found);
	CHECK_REFUSED(get_home(*state, HOME, NULL), hosting_home_not_found);
	CHECK_REFUSED(get_address(*state, HOME, ANIA, NULL), hosting_home_not_found);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM homes") == 1);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM seats") == 4);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM packages") == 1);
	CHECK_OK(get_home(*state, OTHER_HOME, NULL)); /* Marek's */
}

static void those_who_heard_of_the_host_hear_it_once_more_without_the_person(void **state)
{
	struct hosting_host_described host;
	struct hosting_home_described home;
	erase_ania(*state);
	cc_test_last_event(*state, &hosting_host_described_event, &host);
	CHECK(cc_id_eq(host.host_id, cc_test_id(ANIA)) && cc_str_eq(host.host->name, CC_STR("Former host")));
	CHECK(host.host->about.len == 0 && host.host->languages.count == 0);
	cc_test_last_event(*state, &hosting_home_described_event, &home);
	CHECK(cc_id_eq(home.home_id, cc_test_id(HOME)) && home.home->about.len == 0);
	CHECK(!home.home->rules->has_cheers_for && !home.home->rules->has_note);
}

static void a_user_who_is_no_host_leaves_nothing_behind(void **state)
{
	int told = cc_test_events(*state, &hosting_host_described_event);
	erase_ania(*state);
	erase_ania(*state); /* twice is once */
	CHECK(cc_test_events(*state, &hosting_host_described_event) == told + 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_registered, close_house)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(nothing_is_left_of_a_host_who_is_forgotten),
		CASE(those_who_heard_of_the_host_hear_it_once_more_without_the_person),
		CASE(a_user_who_is_no_host_leaves_nothing_behind),
	};
	return cmocka_run_group_tests_name("hosting: erasure", cases, NULL, NULL);
}
