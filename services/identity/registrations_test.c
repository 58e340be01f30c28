/* registrations_test.c - somebody new: kept for a day, and a user once the address is known to be theirs. */
#include <stdio.h>

#include "services/identity/people_test.h"

static const char *const count_of_users = "SELECT COUNT(*) FROM users";

static cc_err enrol(struct cc_test *test, const char *email)
{
	struct identity_register_request cmd = {
		.name = CC_STR("Olga Nowa"),
		.email = cc_str_of(email),
		.locale = CC_STR("pl"),
		.time_zone = CC_STR("Europe/Warsaw"),
	};
	return cc_test_run(test, &identity_register_op, &cmd, NULL);
}

/* Whose mail would be written now. */
static cc_id asked_for(struct cc_test *test)
{
	struct identity_login_link_requested requested;
	cc_test_last_event(test, &identity_login_link_requested_event, &requested);
	return requested.user_id;
}

static cc_err link_of(struct cc_test *test, cc_id user_id, cc_str *code)
{
	struct identity_create_login_link_request cmd = { .has_user_id = true, .user_id = user_id };
	struct identity_login_link link = { 0 };
	cc_err err = cc_test_run(test, &identity_create_login_link_op, &cmd, &link);
	*code = link.code;
	return err;
}

static void who_uses_the_link_that_came_is_a_guest(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens tokens;
	struct identity_user_registered registered;
	cc_str code;
	CHECK_OK(enrol(test, "olga@example.org"));
	CHECK(cc_test_events(test, &identity_user_registered_event) == 0);
	CHECK_OK(link_of(test, asked_for(test), &code));
	CHECK_OK(redeem(test, code, &tokens));
	cc_test_last_event(test, &identity_user_registered_event, &registered);
	CHECK(cc_id_eq(registered.user_id, asked_for(test)));
	CHECK(cc_str_has_word(tokens.scope, CC_STR("bookings:write")));
	CHECK(!cc_str_has_word(tokens.scope, CC_STR("sessions:write")));
	cc_test_pass(test, CC_HOURS(48));
	cc_test_run_due(test);
	CHECK(cc_test_int(test, count_of_users) == 1);
}

static void who_does_not_come_within_a_day_leaves_nothing(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens none;
	cc_str code;
	CHECK_OK(enrol(test, "olga@example.org"));
	cc_test_pass(test, CC_HOURS(24) - CC_MINUTES(1));
	CHECK_OK(link_of(test, asked_for(test), &code));
	cc_test_run_due(test);
	CHECK(cc_test_int(test, count_of_users) == 1);
	cc_test_pass(test, CC_MINUTES(1));
	cc_test_run_due(test);
	CHECK(cc_test_int(test, count_of_users) == 0);
	CHECK_REFUSED(redeem(test, code, &none), identity_invalid_grant);
	CHECK(cc_test_events(test, &identity_user_erased_event) == 0); /* nobody has heard of them */
}

static void who_is_a_user_already_gets_a_link_and_stays_who_they_are(void **state)
{
	struct cc_test *test = *state;
	struct identity_user found;
	CHECK_OK(put_anna(test));
	CHECK_OK(enrol(test, "ANNA@example.org"));
	CHECK(cc_id_eq(asked_for(test), cc_test_id(ANNA)));
	CHECK_OK(get(test, ANNA, &found));
	CHECK(cc_str_eq(found.name, CC_STR("Anna Maria Łoś")) && !found.has_pending_until);
	CHECK(cc_test_int(test, count_of_users) == 1);
}

static void registering_twice_is_one_registration(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(enrol(test, "olga@example.org"));
	cc_id first = asked_for(test);
	CHECK_OK(enrol(test, "olga@example.org"));
	CHECK(cc_id_eq(asked_for(test), first));
	CHECK(cc_test_int(test, count_of_users) == 1);
}

static void mail_is_sent_three_times_to_one_address_whatever_is_asked_for(void **state)
{
	struct cc_test *test = *state;
	struct identity_request_login_link_request again = { .email = CC_STR("olga@example.org") };
	CHECK_OK(enrol(test, "olga@example.org"));
	CHECK_OK(cc_test_run(test, &identity_request_login_link_op, &again, NULL));
	CHECK_OK(enrol(test, "Olga@example.org"));
	CHECK_REFUSED(enrol(test, "olga@example.org"), identity_too_many_requests);
	CHECK_REFUSED(cc_test_run(test, &identity_request_login_link_op, &again, NULL),
	              identity_too_many_requests);
}

static void mail_to_many_addresses_has_a_limit_too(void **state)
{
	struct cc_test *test = *state;
	struct identity_request_login_link_request ask = { 0 };
	char email[40];
	for (int i = 0; i < 3000; i++) {
		snprintf(email, sizeof email, "nobody%d@example.org", i);
		ask.email = cc_str_of(email);
		CHECK_OK(cc_test_run(test, &identity_request_login_link_op, &ask, NULL));
	}
	CHECK_REFUSED(enrol(test, "olga@example.org"), identity_too_many_requests);
	cc_test_pass(test, CC_MINUTES(15));
	CHECK_OK(enrol(test, "olga@example.org"));
}

static void who_has_only_said_so_keeps_an_address_from_nobody(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(enrol(test, "anna@example.org"));
	CHECK_OK(put_anna(test));
	CHECK(cc_test_int(test, count_of_users) == 1);
	CHECK(cc_test_events(test, &identity_user_registered_event) == 1);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(who_uses_the_link_that_came_is_a_guest),
		CASE(who_does_not_come_within_a_day_leaves_nothing),
		CASE(who_is_a_user_already_gets_a_link_and_stays_who_they_are),
		CASE(registering_twice_is_one_registration),
		CASE(mail_is_sent_three_times_to_one_address_whatever_is_asked_for),
		CASE(mail_to_many_addresses_has_a_limit_too),
		CASE(who_has_only_said_so_keeps_an_address_from_nobody),
	};
	return cmocka_run_group_tests_name("identity: registrations", cases, NULL, NULL);
}
