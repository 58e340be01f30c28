/* verdicts_test.c - which rule counts, and what it says. */
#include "platform/test.h"

#include "contracts/compliance.h"
#include "services/compliance/compliance.h"

enum { EWA = 1 };

static int open_compliance(void **state)
{
	struct cc_test *test = cc_test_open(&compliance_service);
	cc_test_as(test, cc_test_id(EWA));
	*state = test;
	return 0;
}

static int close_compliance(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* A private home in Poland that shares its cost. */
static struct compliance_check_licence_request at_home(cc_str competition, cc_str package)
{
	return (struct compliance_check_licence_request){
		.competition = competition,
		.package = package,
		.territory = CC_STR("PL"),
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.heads = 1,
	};
}

static struct compliance_verdict ask(struct cc_test *test,
                                     const struct compliance_check_licence_request *query)
{
	struct compliance_verdict verdict = { 0 };
	CHECK_OK(cc_test_run(test, &compliance_check_licence_op, query, &verdict));
	return verdict;
}

static void check_rule(struct cc_test *test, const struct compliance_check_licence_request *query,
                       const char *rule_id, int32_t heads_max)
{
	struct compliance_verdict verdict = ask(test, query);
	CHECK(verdict.has_rule_id && verdict.has_version && verdict.has_heads_max);
	if (!cc_str_eq(verdict.rule_id, cc_str_of(rule_id)))
		fail_msg("%s was to count, and not %.*s", rule_id, (int)verdict.rule_id.len,
		         verdict.rule_id.ptr);
	assert_int_equal(verdict.heads_max, heads_max);
}

static void up_to_the_head_count_is_permitted(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("some-league"), CC_STR("some-box"));
	query.heads = 12;
	CHECK(ask(*state, &query).permitted && !ask(*state, &query).has_refusal);
	query.heads = 13;
	struct compliance_verdict verdict = ask(*state, &query);
	CHECK(!verdict.permitted && verdict.refusal == COMPLIANCE_REFUSAL_LICENCE_LIMIT);
	CHECK(cc_str_eq(verdict.rule_id, CC_STR("home-cost-share")) && verdict.version == 1);
	CHECK(cc_str_eq(verdict.detail,
	                CC_STR("Rule home-cost-share, version 1, lets 12 watch together, and not 13.")));
}

static void the_most_specific_rule_counts(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("some-league"), CC_STR("some-box"));
	check_rule(*state, &query, "home-cost-share", 12);
	query.territory = CC_STR("DE");
	check_rule(*state, &query, "home-cost-share-de", 8);
	query.package = CC_STR("sportbox"); /* a package before a territory */
	check_rule(*state, &query, "sportbox-home", 10);
	query.competition = CC_STR("liga-nadwislanska"); /* a competition before a package */
	check_rule(*state, &query, "liga-nadwislanska-home", 10);
	query.package = CC_STR("liga-plus"); /* both of them, but in Poland */
	check_rule(*state, &query, "liga-nadwislanska-home", 10);
	query.territory = CC_STR("PL");
	check_rule(*state, &query, "liga-nadwislanska-liga-plus", 12);
}

static void a_public_venue_is_forbidden_without_a_commercial_package(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("some-league"), CC_STR("sportbox"));
	query.venue = COMPLIANCE_VENUE_PUBLIC;
	check_rule(*state, &query, "public", 0);
	struct compliance_verdict verdict = ask(*state, &query);
	CHECK(!verdict.permitted && verdict.refusal == COMPLIANCE_REFUSAL_LICENCE_LIMIT);
	CHECK(cc_str_eq(verdict.detail,
	                CC_STR("Rule public, version 1, lets nobody watch this together here.")));
	query.package = CC_STR("sportbox-business");
	check_rule(*state, &query, "sportbox-business-cost-share", 120);
}

static void admission_is_forbidden_without_a_commercial_package(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("some-league"), CC_STR("sportbox"));
	query.charge_basis = COMPLIANCE_CHARGE_BASIS_ADMISSION;
	check_rule(*state, &query, "admission", 0);
	query.venue = COMPLIANCE_VENUE_PUBLIC;
	query.package = CC_STR("sportbox-business");
	check_rule(*state, &query, "sportbox-business-admission", 120);
}

static void a_competition_that_forbids_is_not_opened_by_a_package(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("park-open"),
	                                                        CC_STR("sportbox-business"));
	query.venue = COMPLIANCE_VENUE_PUBLIC;
	check_rule(*state, &query, "park-open-public", 0);
}

static void a_newer_version_counts_from_its_day_on(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("some-league"), CC_STR("some-box"));
	struct compliance_put_rule_request cmd = {
		.rule_id = CC_STR("home-cost-share"),
		.has_venue = true,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.has_charge_basis = true,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.heads_max = 5,
		.has_valid_from = true,
		.valid_from = cc_time_add(cc_test_now(*state), CC_HOURS(1)),
		.source = CC_STR("A new law"),
	};
	struct compliance_publish_rule_request publish = { .rule_id = cmd.rule_id, .version = 2 };
	CHECK_OK(cc_test_run(*state, &compliance_put_rule_op, &cmd, NULL));
	CHECK_OK(cc_test_run(*state, &compliance_publish_rule_op, &publish, NULL));
	cc_test_pass(*state, CC_HOURS(1) - 1);
	check_rule(*state, &query, "home-cost-share", 12);
	cc_test_pass(*state, 1);
	check_rule(*state, &query, "home-cost-share", 5);
	CHECK(ask(*state, &query).version == 2);
}

/* The first rules are valid from 2025 on. */
static void what_no_rule_permits_is_forbidden(void **state)
{
	struct compliance_check_licence_request query = at_home(CC_STR("some-league"), CC_STR("some-box"));
	cc_test_set_time(*state, (cc_time){ INT64_C(1735689600000) - 1 });
	struct compliance_verdict verdict = ask(*state, &query);
	CHECK(!verdict.permitted && verdict.refusal == COMPLIANCE_REFUSAL_LICENCE_UNKNOWN);
	CHECK(!verdict.has_rule_id && !verdict.has_version && !verdict.has_heads_max);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_compliance, close_compliance)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(up_to_the_head_count_is_permitted),
		CASE(the_most_specific_rule_counts),
		CASE(a_public_venue_is_forbidden_without_a_commercial_package),
		CASE(admission_is_forbidden_without_a_commercial_package),
		CASE(a_competition_that_forbids_is_not_opened_by_a_package),
		CASE(a_newer_version_counts_from_its_day_on),
		CASE(what_no_rule_permits_is_forbidden),
	};
	return cmocka_run_group_tests_name("compliance: verdicts", cases, NULL, NULL);
}
