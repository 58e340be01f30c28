/* verdicts_test.c - by rules made by chance, inventory promises seats just where compliance permits it. */
#include <stdio.h>
#include <stdlib.h>

#include "contracts/compliance.h"
#include "services/compliance/compliance.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum {
	HOST = 1,
	OLA,
	EWA,
	HOME,
	COMPETITION = 10,
	FIXTURE = 20,
	EVENING = 100,
	BOOKING = 1000,
	SESSIONS_MAX = 800
};
enum { ROUNDS = 16, RULES_A_ROUND = 10, EVENINGS_A_ROUND = 25, HEADS_MAX = 8, RULE_ID_BYTES = 64 };

static const char *const competitions[] = { "puchar-kontynentu", "couch-masters", "park-open" };
static const char *const packages[] = { "sportbox", "arenago", "sportbox-business" };
static const char *const territories[] = { "PL", "DE" };
enum { COMPETITIONS = 3, PACKAGES = 3, TERRITORIES = 2, VENUES = 2, BASES = 3 };

/* Which competition, package, territory, venue and charge basis: from 0 on; -1: any. */
struct facts {
	int competition, package, territory, venue, basis;
};

/* The same numbers each time, so that what fails fails again. */
struct dice {
	unsigned seed;
};

static int throw(struct dice * dice, int sides)
{
	return rand_r(&dice->seed) % sides;
}

static struct facts facts_by_chance(struct dice *dice)
{
	return (struct facts){ throw(dice, COMPETITIONS), throw(dice, PACKAGES), throw(dice, TERRITORIES),
		               throw(dice, VENUES), throw(dice, BASES) };
}

static struct facts scope_by_chance(struct dice *dice)
{
	struct facts scope = facts_by_chance(dice);
	int *named[] = { &scope.competition, &scope.package, &scope.territory, &scope.venue, &scope.basis };
	for (size_t i = 0; i < CC_COUNT(named); i++)
		if (throw(dice, 2) == 0)
			*named[i] = -1;
	return scope;
}

/* The town ------------------------------------------------------------------------ */

/* Before the first rules are valid: then there is much that no rule is about. */
static const cc_time in_2020 = { INT64_C(1577836800000) };

static int open_town(void **state)
{
	struct cc_test *test = open_licensed_inventory();
	cc_test_set_time(test, in_2020);
	cc_test_as(test, cc_test_id(HOST));
	for (int i = 0; i < COMPETITIONS; i++) {
		const struct inventory_put_competition_request competition = {
			.competition_id = cc_test_id(COMPETITION + i),
			.slug = cc_str_of(competitions[i]),
			.name = cc_str_of(competitions[i]),
			.sport = CC_STR("football"),
		};
		const struct inventory_put_fixture_request fixture = {
			.fixture_id = cc_test_id(FIXTURE + i),
			.competition_id = competition.competition_id,
			.has_title = true,
			.title = CC_STR("The final"),
			.kicks_off_at = cc_time_add(in_2020, CC_HOURS(24 * 30)),
			.duration_minutes = 105,
			.time_zone = CC_STR("Europe/Warsaw"),
		};
		CHECK_OK(cc_test_run(test, &inventory_put_competition_op, &competition, NULL));
		CHECK_OK(cc_test_run(test, &inventory_put_fixture_op, &fixture, NULL));
	}
	*state = test;
	return 0;
}

static int close_town(void **state)
{
	cc_test_close(*state);
	return 0;
}

static void publish_evening(struct cc_test *test, int session, const struct facts *facts)
{
	static char labels[HEADS_MAX][4];
	static struct inventory_seat seats[HEADS_MAX];
	for (int i = 0; i < HEADS_MAX; i++) {
		snprintf(labels[i], sizeof labels[i], "A%d", i);
		seats[i] = (struct inventory_seat){ cc_str_of(labels[i]), INVENTORY_SEAT_KIND_CHAIR,
			                            INVENTORY_SEAT_VIEW_FRONT, false };
	}
	const struct inventory_create_session_request create = {
		.session_id = cc_test_id(session),
		.fixture_id = cc_test_id(FIXTURE + facts->competition),
		.title = CC_STR("The final at Marek's"),
		.starts_at = cc_time_add(in_2020, CC_HOURS(24 * 30)),
		.seats_per_guest = HEADS_MAX,
		.seats = { seats, HEADS_MAX },
		.home_id = cc_test_id(HOME),
		.territory = cc_str_of(territories[facts->territory]),
		.package = cc_str_of(packages[facts->package]),
		.venue = INVENTORY_VENUE_PRIVATE_HOME + facts->venue,
		.charge_basis = INVENTORY_CHARGE_BASIS_FREE + facts->basis,
	};
	const struct inventory_publish_session_request publish = { .session_id = create.session_id };
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(cc_test_run(test, &inventory_create_session_op, &create, NULL));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &publish, NULL));
}

/* Rules --------------------------------------------------------------------------- */

/* A scope has one rule, so it is called after it. */
static cc_str name_of(const struct facts *scope, char name[RULE_ID_BYTES])
{
	snprintf(name, RULE_ID_BYTES, "rule-%d%d%d%d%d", scope->competition + 1, scope->package + 1,
	         scope->territory + 1, scope->venue + 1, scope->basis + 1);
	return cc_str_of(name);
}

/* Some are valid from now on, some will be in one of the rounds to come. */
static void publish_by_chance(struct cc_test *test, struct dice *dice)
{
	char name[RULE_ID_BYTES];
	struct facts scope = scope_by_chance(dice);
	bool may_permit = scope.venue >= 0 && scope.basis >= 0;
	struct compliance_draft draft;
	const struct compliance_put_rule_request put = {
		.rule_id = name_of(&scope, name),
		.has_competition = scope.competition >= 0,
		.competition = cc_str_of(competitions[scope.competition < 0 ? 0 : scope.competition]),
		.has_package = scope.package >= 0,
		.package = cc_str_of(packages[scope.package < 0 ? 0 : scope.package]),
		.has_territory = scope.territory >= 0,
		.territory = cc_str_of(territories[scope.territory < 0 ? 0 : scope.territory]),
		.has_venue = scope.venue >= 0,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME + scope.venue,
		.has_charge_basis = scope.basis >= 0,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_FREE + scope.basis,
		.heads_max = may_permit ? throw(dice, HEADS_MAX + 1) : 0,
		.has_valid_from = throw(dice, 3) == 0,
		.valid_from = cc_time_add(cc_test_now(test), CC_HOURS(throw(dice, 4))),
		.source = CC_STR("Chance"),
	};
	cc_err err = cc_test_run(test, &compliance_put_rule_op, &put, &draft);
	if (cc_because(err, &compliance_scope_taken))
		return; /* by one of the first rules */
	CHECK_OK(err);
	const struct compliance_publish_rule_request publish = { put.rule_id, draft.version };
	CHECK_OK(cc_test_run(test, &compliance_publish_rule_op, &publish, NULL));
}

/* Both are asked ------------------------------------------------------------------- */

static struct compliance_verdict ask(struct cc_test *test, const struct facts *facts, int heads)
{
	const struct compliance_check_licence_request query = {
		.competition = cc_str_of(competitions[facts->competition]),
		.package = cc_str_of(packages[facts->package]),
		.territory = cc_str_of(territories[facts->territory]),
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME + facts->venue,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_FREE + facts->basis,
		.heads = heads,
	};
	struct compliance_verdict verdict = { 0 };
	CHECK_OK(cc_test_run(test, &compliance_check_licence_op, &query, &verdict));
	return verdict;
}

/* Also in words: both name the rule and its version. */
static void check_same(const struct compliance_verdict *verdict, cc_err err)
{
	cc_str reason = cc_str_of(err ? err->reason : "");
	cc_str refusal = verdict->has_refusal ? cc_enum_text(&compliance_refusal_enum, verdict->refusal)
	                                      : CC_STR("");
	bool same = cc_str_eq(reason, refusal) && (err == CC_OK) == verdict->permitted &&
	            (err == CC_OK || cc_str_eq(cc_str_of(err->message), verdict->detail));
	if (!same)
		fail_msg("inventory: %s; compliance: %.*s", err ? err->message : "held",
		         (int)verdict->detail.len, verdict->detail.ptr);
}

static void inventory_promises_just_what_compliance_permits(void **state)
{
	struct cc_test *test = *state;
	struct dice dice = { 7 };
	int told[3] = { 0 }, asked = 0;
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < RULES_A_ROUND; i++)
			publish_by_chance(test, &dice);
		cc_test_run_due(test);
		for (int i = 0; i < EVENINGS_A_ROUND; i++, asked++) {
			struct facts facts = facts_by_chance(&dice);
			int heads = 1 + throw(&dice, HEADS_MAX);
			const struct inventory_hold_seats_request hold = {
				.session_id = cc_test_id(EVENING + asked),
				.booking_id = cc_test_id(BOOKING + asked),
				.seats = heads,
			};
			publish_evening(test, EVENING + asked, &facts);
			struct compliance_verdict verdict = ask(test, &facts, heads);
			told[verdict.refusal]++;
			cc_test_as(test, cc_test_id(OLA));
			check_same(&verdict, cc_test_run(test, &inventory_hold_seats_op, &hold, NULL));
		}
		cc_test_pass(test, CC_HOURS(1));
	}
	CHECK(told[COMPLIANCE_REFUSAL_UNSPECIFIED] > 10 && told[COMPLIANCE_REFUSAL_LICENCE_LIMIT] > 10 &&
	      told[COMPLIANCE_REFUSAL_LICENCE_UNKNOWN] > 10); /* chance has been everywhere */
}

static const char *statement(const struct cc_service *service, const char *name)
{
	for (const struct cc_stmt *const *stmt = service->statements; *stmt; stmt++)
		if (strcmp((*stmt)->name, name) == 0)
			return (*stmt)->sql;
	fail_msg("there is no statement %s", name);
	return NULL;
}

static void both_ask_with_the_same_words(void **state)
{
	(void)state;
	assert_string_equal(statement(&inventory_service, "inventory.matching_rule"),
	                    statement(&compliance_service, "compliance.matching_rule"));
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test_setup_teardown(inventory_promises_just_what_compliance_permits, open_town,
		                                close_town),
		cmocka_unit_test(both_ask_with_the_same_words),
	};
	return cmocka_run_group_tests_name("inventory: verdicts", cases, NULL, NULL);
}
