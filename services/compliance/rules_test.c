/* rules_test.c - rules: drafted, published, and never changed. */
#include "platform/test.h"

#include "contracts/compliance.h"
#include "services/compliance/compliance.h"
#include "services/compliance/compliance.sql.h"

enum { EWA = 1, FIRST_RULES = 22 };

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

/* What a private home that shares the cost of Couch Masters may have. */
static struct compliance_put_rule_request couch_masters(int32_t heads_max)
{
	return (struct compliance_put_rule_request){
		.rule_id = CC_STR("couch-masters-home"),
		.has_competition = true,
		.competition = CC_STR("couch-masters"),
		.has_venue = true,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.has_charge_basis = true,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.heads_max = heads_max,
		.source = CC_STR("Couch Masters, community screenings"),
	};
}

static cc_err draft(struct cc_test *test, const struct compliance_put_rule_request *cmd,
                    struct compliance_draft *drafted)
{
	return cc_test_run(test, &compliance_put_rule_op, cmd, drafted);
}

static cc_err publish(struct cc_test *test, cc_str rule_id, int32_t version, struct compliance_rule *rule)
{
	struct compliance_publish_rule_request cmd = { .rule_id = rule_id, .version = version };
	return cc_test_run(test, &compliance_publish_rule_op, &cmd, rule);
}

static void publish_next(struct cc_test *test, int32_t heads_max)
{
	struct compliance_put_rule_request cmd = couch_masters(heads_max);
	struct compliance_draft drafted;
	CHECK_OK(draft(test, &cmd, &drafted));
	CHECK_OK(publish(test, cmd.rule_id, drafted.version, NULL));
}

static cc_err get(struct cc_test *test, cc_str rule_id, struct compliance_rule_history *history)
{
	struct compliance_get_rule_request query = { .rule_id = rule_id };
	return cc_test_run(test, &compliance_get_rule_op, &query, history);
}

/* Drafts ------------------------------------------------------------------------- */

static void a_draft_binds_nobody(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	struct compliance_get_draft_request query = { .rule_id = cmd.rule_id };
	struct compliance_draft found;
	CHECK_OK(draft(*state, &cmd, NULL));
	CHECK_REFUSED(get(*state, cmd.rule_id, NULL), compliance_rule_not_found);
	CHECK_OK(cc_test_run(*state, &compliance_get_draft_op, &query, &found));
	CHECK(found.version == 1 && found.heads_max == 30 && !found.has_package && !found.has_valid_from);
	CHECK(cc_test_events(*state, &compliance_licence_rule_published_event) == 0);
}

static void a_draft_can_be_drafted_anew(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	struct compliance_draft second;
	struct compliance_rule rule;
	CHECK_OK(draft(*state, &cmd, NULL));
	cmd.heads_max = 20;
	CHECK_OK(draft(*state, &cmd, &second));
	CHECK(second.version == 1 && second.heads_max == 20);
	CHECK_OK(publish(*state, cmd.rule_id, 1, &rule));
	CHECK(rule.heads_max == 20);
}

static void what_permits_something_names_venue_and_charge_basis(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	cmd.has_venue = false;
	CHECK_REFUSED(draft(*state, &cmd, NULL), compliance_permission_too_broad);
	cmd.has_venue = true;
	cmd.has_charge_basis = false;
	CHECK_REFUSED(draft(*state, &cmd, NULL), compliance_permission_too_broad);
	cmd.heads_max = 0; /* what forbids may be as broad as it likes */
	CHECK_OK(draft(*state, &cmd, NULL));
}

static void one_scope_has_one_rule(void **state)
{
	struct compliance_put_rule_request first = couch_masters(30), second = couch_masters(10);
	second.rule_id = CC_STR("couch-masters-sofa");
	CHECK_OK(draft(*state, &first, NULL));
	CHECK_OK(draft(*state, &second, NULL));
	CHECK_OK(publish(*state, first.rule_id, 1, NULL));
	CHECK_REFUSED(publish(*state, second.rule_id, 1, NULL), compliance_scope_taken);
	CHECK_REFUSED(draft(*state, &second, NULL), compliance_scope_taken);
}

static void a_rule_stays_about_what_it_is_about(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	publish_next(*state, 30);
	cmd.charge_basis = COMPLIANCE_CHARGE_BASIS_FREE;
	CHECK_REFUSED(draft(*state, &cmd, NULL), compliance_rule_exists);
}

/* Versions ------------------------------------------------------------------------ */

static void publishing_says_the_whole_rule_once(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	struct compliance_licence_rule_published said;
	struct compliance_rule again;
	publish_next(*state, 30);
	cc_test_pass(*state, CC_MINUTES(1));
	CHECK_OK(publish(*state, cmd.rule_id, 1, &again));
	CHECK(again.valid_from.ms == cc_test_now(*state).ms - CC_MINUTES(1));
	CHECK(cc_test_events(*state, &compliance_licence_rule_published_event) == 1);
	cc_test_last_event(*state, &compliance_licence_rule_published_event, &said);
	CHECK(said.licence_rule->version == 1 && said.licence_rule->heads_max == 30 &&
	      said.licence_rule->specificity == 16 + 2 + 1);
	CHECK(said.licence_rule->has_competition && !said.licence_rule->has_package &&
	      !said.licence_rule->has_territory);
	CHECK(said.licence_rule->venue == COMPLIANCE_VENUE_PRIVATE_HOME);
	CHECK_REFUSED(publish(*state, cmd.rule_id, 2, NULL), compliance_draft_not_found);
}

static void a_version_other_than_the_draft_is_not_published(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	CHECK_REFUSED(publish(*state, cmd.rule_id, 1, NULL), compliance_draft_not_found);
	CHECK_OK(draft(*state, &cmd, NULL));
	CHECK_REFUSED(publish(*state, cmd.rule_id, 2, NULL), compliance_draft_not_found);
}

static void a_new_version_leaves_the_old_one_as_it_was(void **state)
{
	struct compliance_rule_history history;
	publish_next(*state, 30);
	cc_test_pass(*state, CC_HOURS(1));
	publish_next(*state, 10);
	CHECK_OK(get(*state, CC_STR("couch-masters-home"), &history));
	CHECK(history.versions.count == 2 && history.has_valid_version && history.valid_version == 2);
	CHECK(history.versions.items[0].heads_max == 10 && history.versions.items[1].heads_max == 30);
	CHECK(history.versions.items[1].valid_from.ms < history.versions.items[0].valid_from.ms);
}

static void no_rule_works_backwards(void **state)
{
	struct compliance_put_rule_request cmd = couch_masters(30);
	cmd.has_valid_from = true;
	cmd.valid_from = cc_time_add(cc_test_now(*state), -1);
	CHECK_REFUSED(draft(*state, &cmd, NULL), compliance_starts_in_the_past);
	cmd.valid_from = cc_time_add(cc_test_now(*state), CC_HOURS(1));
	CHECK_OK(draft(*state, &cmd, NULL));
	cc_test_pass(*state, CC_HOURS(2)); /* reviewed for too long */
	CHECK_REFUSED(publish(*state, cmd.rule_id, 1, NULL), compliance_starts_in_the_past);
}

/* Every statement of the service is looked at: what is published is neither updated, but for that it was
 * announced, nor deleted. */
static void no_statement_changes_what_a_version_says(void **state)
{
	static const char announced[] = "UPDATE licence_rules SET announced = TRUE";
	(void)state;
	for (const struct cc_stmt *const *stmt = compliance_statements; *stmt; stmt++) {
		CHECK(!strstr((*stmt)->sql, "DELETE FROM licence_rules"));
		CHECK(!strstr((*stmt)->sql, "UPDATE licence_rules") ||
		      strncmp((*stmt)->sql, announced, sizeof announced - 1) == 0);
		CHECK(!strstr((*stmt)->sql, "INSERT INTO licence_rules") ||
		      !strstr((*stmt)->sql, "ON CONFLICT"));
	}
}

/* The first rules ----------------------------------------------------------------- */

static void the_first_rules_are_told_once(void **state)
{
	CHECK(cc_test_events(*state, &compliance_licence_rule_published_event) == 0);
	cc_test_run_due(*state);
	CHECK(cc_test_events(*state, &compliance_licence_rule_published_event) == FIRST_RULES);
	cc_test_reopen(*state);
	cc_test_run_due(*state);
	CHECK(cc_test_events(*state, &compliance_licence_rule_published_event) == FIRST_RULES);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM licence_rules WHERE NOT announced") == 0);
}

static void rules_are_listed_by_id_page_by_page(void **state)
{
	struct compliance_list_rules_request query = { .has_limit = true, .limit = 21 };
	struct compliance_list_rules_response page = { 0 };
	publish_next(*state, 30);
	publish_next(*state, 10);
	CHECK_OK(cc_test_run(*state, &compliance_list_rules_op, &query, &page));
	CHECK(page.items.count == 21 && page.has_next_cursor);
	CHECK(cc_str_eq(page.items.items[0].rule_id, CC_STR("admission")));
	query.has_cursor = true;
	query.cursor = page.next_cursor;
	page = (struct compliance_list_rules_response){ 0 };
	CHECK_OK(cc_test_run(*state, &compliance_list_rules_op, &query, &page));
	CHECK(page.items.count == FIRST_RULES + 1 - 21 && !page.has_next_cursor);
}

static void rules_are_listed_by_competition_in_their_newest_version(void **state)
{
	struct compliance_list_rules_request query = {
		.has_competition = true,
		.competition = CC_STR("couch-masters"),
	};
	struct compliance_list_rules_response page = { 0 };
	publish_next(*state, 30);
	publish_next(*state, 10);
	CHECK_OK(cc_test_run(*state, &compliance_list_rules_op, &query, &page));
	CHECK(page.items.count == 2 && page.items.items[0].version == 2);
	CHECK(page.items.items[0].heads_max == 10);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_compliance, close_compliance)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_draft_binds_nobody),
		CASE(a_draft_can_be_drafted_anew),
		CASE(what_permits_something_names_venue_and_charge_basis),
		CASE(one_scope_has_one_rule),
		CASE(a_rule_stays_about_what_it_is_about),
		CASE(publishing_says_the_whole_rule_once),
		CASE(a_version_other_than_the_draft_is_not_published),
		CASE(a_new_version_leaves_the_old_one_as_it_was),
		CASE(no_rule_works_backwards),
		CASE(no_statement_changes_what_a_version_says),
		CASE(the_first_rules_are_told_once),
		CASE(rules_are_listed_by_id_page_by_page),
		CASE(rules_are_listed_by_competition_in_their_newest_version),
	};
	return cmocka_run_group_tests_name("compliance: rules", cases, NULL, NULL);
}
