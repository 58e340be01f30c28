/* users_test.c - who somebody is: registered, changed, named, erased. */
#include "services/identity/people_test.h"

static cc_err put_me(struct cc_test *test, int user, const char *name)
{
	struct identity_put_me_request cmd = {
		.name = cc_str_of(name),
		.locale = CC_STR("en"),
		.time_zone = CC_STR("Europe/London"),
	};
	cc_test_as(test, cc_test_id(user));
	cc_err err = cc_test_run(test, &identity_put_me_op, &cmd, NULL);
	cc_test_as(test, (cc_id){ { 0 } });
	return err;
}

static cc_err contact(struct cc_test *test, int user, struct identity_contact *found)
{
	struct identity_get_contact_request query = { .user_id = cc_test_id(user) };
	return cc_test_run(test, &identity_get_contact_op, &query, found);
}

static void a_user_is_who_they_were_registered_as(void **state)
{
	struct cc_test *test = *state;
	struct identity_user found;
	CHECK_OK(put(test, MAREK, "Marek Nowak", "marek@example.org", IDENTITY_ROLE_HOST));
	CHECK_OK(get(test, MAREK, &found));
	CHECK(cc_str_eq(found.name, CC_STR("Marek Nowak")) && cc_str_eq(found.locale, CC_STR("pl")));
	CHECK(found.registered_at.ms == cc_test_now(test).ms && !found.has_erased_at);
	CHECK(found.roles.count == 2);
	CHECK(found.roles.items[0] == IDENTITY_ROLE_GUEST && found.roles.items[1] == IDENTITY_ROLE_HOST);
	CHECK(cc_test_events(test, &identity_user_registered_event) == 1);
}

static void a_role_that_is_listed_twice_is_one_role(void **state)
{
	struct identity_user found;
	CHECK_OK(put_anna(*state));
	CHECK_OK(get(*state, ANNA, &found));
	CHECK(found.roles.count == 1);
}

static void putting_the_same_again_is_no_news(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	CHECK_OK(put_anna(test));
	CHECK(cc_test_events(test, &identity_user_registered_event) == 1);
	CHECK(cc_test_events(test, &identity_user_changed_event) == 0);
	CHECK_OK(put(test, ANNA, "Anna Sarna", "anna@example.org", IDENTITY_ROLE_GUEST));
	CHECK(cc_test_events(test, &identity_user_changed_event) == 1);
}

static void an_address_is_one_users_whatever_its_case(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	CHECK_REFUSED(put(test, MAREK, "Marek", "ANNA@example.org", IDENTITY_ROLE_GUEST),
	              identity_email_taken);
	CHECK_OK(put(test, MAREK, "Marek", "marek@example.org", IDENTITY_ROLE_GUEST));
	CHECK_REFUSED(put(test, MAREK, "Marek", "anna@example.org", IDENTITY_ROLE_GUEST),
	              identity_email_taken);
}

static void a_user_changes_their_name_and_not_their_address(void **state)
{
	struct cc_test *test = *state;
	struct identity_user found;
	CHECK_OK(put_anna(test));
	CHECK_OK(put_me(test, ANNA, "Ania"));
	CHECK_OK(put_me(test, ANNA, "Ania")); /* no news */
	CHECK_OK(get(test, ANNA, &found));
	CHECK(cc_str_eq(found.name, CC_STR("Ania")) && cc_str_eq(found.locale, CC_STR("en")));
	CHECK(cc_str_eq(found.email, CC_STR("Anna@example.org")));
	CHECK(cc_test_events(test, &identity_user_changed_event) == 1);
	CHECK_REFUSED(put_me(test, MAREK, "Nobody"), identity_user_not_found);
}

static void a_caller_sees_themselves(void **state)
{
	struct cc_test *test = *state;
	struct identity_get_me_request query = { 0 };
	struct identity_user me;
	CHECK_OK(put_anna(test));
	cc_test_as(test, cc_test_id(ANNA));
	CHECK_OK(cc_test_run(test, &identity_get_me_op, &query, &me));
	CHECK(cc_id_eq(me.user_id, cc_test_id(ANNA)));
	cc_test_as(test, cc_test_id(MAREK));
	CHECK_REFUSED(cc_test_run(test, &identity_get_me_op, &query, &me), identity_user_not_found);
}

static void who_writes_to_a_user_is_told_how(void **state)
{
	struct identity_contact found;
	CHECK_OK(put_anna(*state));
	CHECK_OK(contact(*state, ANNA, &found));
	CHECK(cc_str_eq(found.email, CC_STR("Anna@example.org")));
	CHECK(cc_str_eq(found.time_zone, CC_STR("Europe/Warsaw")));
	CHECK_REFUSED(contact(*state, MAREK, &found), identity_user_not_found);
}

static void a_public_name_is_a_first_name_and_an_initial(void **state)
{
	struct cc_test *test = *state;
	cc_id ids[] = { cc_test_id(EWA), cc_test_id(ANNA), cc_test_id(99), cc_test_id(MAREK) };
	struct identity_list_public_names_request query = { .user_ids = { ids, CC_COUNT(ids) } };
	struct identity_list_public_names_response names;
	CHECK_OK(put_anna(test));
	CHECK_OK(put(test, MAREK, "Marek", "marek@example.org", IDENTITY_ROLE_HOST));
	CHECK_OK(put(test, EWA, "Ewa ", "ewa@example.org", IDENTITY_ROLE_ADMIN));
	CHECK_OK(cc_test_run(test, &identity_list_public_names_op, &query, &names));
	CHECK(names.items.count == 3);
	CHECK(cc_str_eq(names.items.items[0].name, CC_STR("Ewa")));
	CHECK(cc_str_eq(names.items.items[1].name, CC_STR("Anna Ł.")));
	CHECK(cc_str_eq(names.items.items[2].name, CC_STR("Marek")));
	CHECK_OK(erase(test, ANNA, NULL));
	CHECK_OK(cc_test_run(test, &identity_list_public_names_op, &query, &names));
	CHECK(names.items.count == 2);
}

static void users_are_listed_page_by_page(void **state)
{
	struct cc_test *test = *state;
	struct identity_list_users_request query = { .has_limit = true, .limit = 2 };
	struct identity_list_users_response page;
	CHECK_OK(put_anna(test));
	CHECK_OK(put(test, MAREK, "Marek", "marek@example.org", IDENTITY_ROLE_HOST));
	CHECK_OK(put(test, EWA, "Ewa", "ewa@example.org", IDENTITY_ROLE_ADMIN));
	CHECK_OK(cc_test_run(test, &identity_list_users_op, &query, &page));
	CHECK(page.items.count == 2 && page.has_next_cursor);
	CHECK(page.items.items[1].roles.count == 2);
	query.has_cursor = true;
	query.cursor = page.next_cursor;
	CHECK_OK(cc_test_run(test, &identity_list_users_op, &query, &page));
	CHECK(page.items.count == 1 && !page.has_next_cursor);
	CHECK(cc_id_eq(page.items.items[0].user_id, cc_test_id(EWA)));
}

static void of_an_erased_user_an_id_is_left(void **state)
{
	struct cc_test *test = *state;
	struct identity_user found;
	struct identity_contact how;
	CHECK_OK(put_anna(test));
	CHECK_OK(erase(test, ANNA, NULL));
	CHECK_OK(get(test, ANNA, &found));
	CHECK(found.has_erased_at && found.name.len == 0 && found.email.len == 0 && found.roles.count == 0);
	CHECK(cc_test_int(
		      test,
		      "SELECT COUNT(*) FROM users WHERE length(personal) > 0 OR locale || time_zone <> ''") ==
	      0);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM user_roles") == 0);
	CHECK_REFUSED(contact(test, ANNA, &how), identity_user_not_found);
	CHECK_REFUSED(put_me(test, ANNA, "Back again"), identity_user_not_found);
	CHECK_REFUSED(put_anna(test), identity_user_erased);
	CHECK_REFUSED(erase(test, MAREK, NULL), identity_user_not_found);
}

static void erasing_twice_is_erasing_once(void **state)
{
	struct cc_test *test = *state;
	struct identity_user_erasure first, second;
	CHECK_OK(put_anna(test));
	CHECK_OK(erase(test, ANNA, &first));
	cc_test_pass(test, CC_HOURS(1));
	CHECK_OK(erase(test, ANNA, &second));
	CHECK(first.erased_at.ms == second.erased_at.ms);
	CHECK(cc_test_events(test, &identity_user_erased_event) == 1);
}

static void an_address_is_free_again_when_its_user_is_erased(void **state)
{
	struct cc_test *test = *state;
	struct identity_erase_me_request me = { 0 };
	CHECK_OK(put_anna(test));
	cc_test_as(test, cc_test_id(ANNA));
	CHECK_OK(cc_test_run(test, &identity_erase_me_op, &me, NULL));
	cc_test_as(test, (cc_id){ { 0 } });
	CHECK_OK(put(test, MAREK, "Anna anew", "anna@example.org", IDENTITY_ROLE_GUEST));
}

/* Whoever reads the events reads who did something, and never who that is. */
static void no_event_says_who_somebody_is(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	sign_in(test, ANNA);
	CHECK_OK(put(test, ANNA, "Anna Sarna", "sarna@example.org", IDENTITY_ROLE_GUEST));
	CHECK_OK(erase(test, ANNA, NULL));
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM outbox") >= 4);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM outbox WHERE instr(CAST(body AS TEXT), 'Anna') "
	                        "OR instr(CAST(body AS TEXT), 'example')") == 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_user_is_who_they_were_registered_as),
		CASE(a_role_that_is_listed_twice_is_one_role),
		CASE(putting_the_same_again_is_no_news),
		CASE(an_address_is_one_users_whatever_its_case),
		CASE(a_user_changes_their_name_and_not_their_address),
		CASE(a_caller_sees_themselves),
		CASE(who_writes_to_a_user_is_told_how),
		CASE(a_public_name_is_a_first_name_and_an_initial),
		CASE(users_are_listed_page_by_page),
		CASE(of_an_erased_user_an_id_is_left),
		CASE(erasing_twice_is_erasing_once),
		CASE(an_address_is_free_again_when_its_user_is_erased),
		CASE(no_event_says_who_somebody_is),
	};
	return cmocka_run_group_tests_name("identity: users", cases, NULL, NULL);
}
