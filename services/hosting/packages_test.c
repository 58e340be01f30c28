/* packages_test.c - what is shown, and whether it is the host's to show. */
#include "services/hosting/house_test.h"

static cc_err get_proof(struct cc_test *test, struct hosting_package_proof *proof)
{
	struct hosting_get_package_proof_request query = { .home_id = cc_test_id(HOME) };
	return cc_test_run(test, &hosting_get_package_proof_op, &query, proof);
}

static cc_err review(struct cc_test *test, int version, const char *note, struct hosting_home *home)
{
	struct hosting_review_package_request cmd = {
		.home_id = cc_test_id(HOME),
		.version = version,
		.confirmed = note == NULL,
		.has_note = note != NULL,
		.note = cc_str_of(note),
	};
	cc_test_as(test, cc_test_id(ADMIN));
	return cc_test_run(test, &hosting_review_package_op, &cmd, home);
}

static void a_proof_is_read_by_whoever_reviews_it(void **state)
{
	struct hosting_package_proof proof;
	make_ready(*state, HOME);
	cc_test_as(*state, cc_test_id(ADMIN));
	CHECK_OK(get_proof(*state, &proof));
	CHECK(cc_str_eq(proof.proof, CC_STR("contract 4711")) && proof.version == 1);
	CHECK(proof.state == HOSTING_PACKAGE_STATE_DECLARED);
	CHECK(cc_test_figure(*state, "couchannel_hosting_packages_to_review") == 1);
}

static void what_is_believed_is_told_to_everybody(void **state)
{
	struct hosting_home_described told;
	make_ready(*state, HOME);
	CHECK_OK(review(*state, 1, NULL, NULL));
	cc_test_last_event(*state, &hosting_home_described_event, &told);
	CHECK(told.home->package_state == HOSTING_PACKAGE_STATE_CONFIRMED);
	CHECK(cc_test_figure(*state, "couchannel_hosting_packages_to_review") == 0);
}

static void what_is_not_believed_has_a_reason(void **state)
{
	struct hosting_package_proof proof;
	struct hosting_home home;
	make_ready(*state, HOME);
	CHECK_OK(review(*state, 1, "The number is of another person.", &home));
	CHECK(home.package_state == HOSTING_PACKAGE_STATE_REJECTED);
	CHECK_OK(get_proof(*state, &proof));
	CHECK(cc_str_eq(proof.note, CC_STR("The number is of another person.")));
}

static void a_newer_proof_has_to_be_looked_at_again(void **state)
{
	struct hosting_home home;
	struct hosting_package_proof proof;
	make_ready(*state, HOME);
	CHECK_OK(review(*state, 1, "Unreadable.", NULL));
	cc_test_as(*state, cc_test_id(ANIA));
	CHECK_OK(set_package(*state, HOME, "sportbox", "contract 4712", &home));
	CHECK(home.package_state == HOSTING_PACKAGE_STATE_DECLARED);
	CHECK_REFUSED(review(*state, 1, NULL, NULL), hosting_proof_changed);
	CHECK_OK(get_proof(*state, &proof));
	CHECK(proof.version == 2 && !proof.has_note && cc_str_eq(proof.proof, CC_STR("contract 4712")));
	CHECK_OK(review(*state, 2, NULL, NULL));
}

static void a_home_without_a_package_has_no_proof(void **state)
{
	CHECK_REFUSED(get_proof(*state, NULL), hosting_home_not_found);
	CHECK_OK(create_home(*state, HOME, NULL));
	CHECK_REFUSED(get_proof(*state, NULL), hosting_no_package);
	CHECK_REFUSED(review(*state, 1, NULL, NULL), hosting_no_package);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		HOUSE_CASE(a_proof_is_read_by_whoever_reviews_it),
		HOUSE_CASE(what_is_believed_is_told_to_everybody),
		HOUSE_CASE(what_is_not_believed_has_a_reason),
		HOUSE_CASE(a_newer_proof_has_to_be_looked_at_again),
		HOUSE_CASE(a_home_without_a_package_has_no_proof),
	};
	return cmocka_run_group_tests_name("hosting: packages", cases, NULL, NULL);
}
