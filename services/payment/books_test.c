/* books_test.c - our books balance by their make, and are held against the provider's. */
#include <ctype.h>
#include <sqlite3.h>

#include "services/payment/till_test.h"

#include "services/payment/payment.migrations.h"

enum { FIRST = TILL_BOOKING, SECOND, ONE = TILL_REFUND };

/* The store refuses ------------------------------------------------------------------ */

static sqlite3 *paper(void)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, payment_migrations[0].sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db,
	                     "INSERT INTO payments (booking_id, guest_id, host_id, amount_minor,"
	                     " amount_currency, platform_fee_minor, payment_method, state, wish,"
	                     " intent_id, asked_at)"
	                     " VALUES ('b', 'g', 'h', 100, 'PLN', 10, 'm', 'captured', 'capture', 'i', 0)",
	                     NULL, NULL, NULL),
		SQLITE_OK);
	return db;
}

static bool allows(sqlite3 *db, const char *sql)
{
	int status = sqlite3_exec(db, sql, NULL, NULL, NULL);
	assert_true(status == SQLITE_OK || status == SQLITE_CONSTRAINT);
	return status == SQLITE_OK;
}

static void the_store_takes_no_posting_that_is_wrong(void **state)
{
	(void)state;
	sqlite3 *db = paper();
	CHECK(allows(db, "INSERT INTO ledger VALUES ('1', 'b', 'captured', 'b', 100, 'PLN', 0)"));
	CHECK(allows(db, "INSERT INTO ledger VALUES ('2', 'b', 'host_share', 'b', 90, 'PLN', 0)"));
	CHECK(!allows(db,
	              "INSERT INTO ledger VALUES ('3', 'b', 'captured', 'b', 100, 'PLN', 0)")); /* again */
	CHECK(!allows(db, "INSERT INTO ledger VALUES ('3', 'c', 'captured', 'b', 0, 'PLN', 0)"));
	CHECK(!allows(db, "INSERT INTO ledger VALUES ('3', 'c', 'captured', 'b', -1, 'PLN', 0)"));
	CHECK(!allows(db, "INSERT INTO ledger VALUES ('3', 'c', 'captured', 'b', 1, 'zloty', 0)"));
	CHECK(!allows(db, "INSERT INTO ledger VALUES ('3', 'c', 'stolen', 'b', 1, 'PLN', 0)"));
	CHECK(!allows(db, "INSERT INTO ledger VALUES ('3', 'c', 'captured', 'nobody', 1, 'PLN', 0)"));
	CHECK(!allows(db, "INSERT INTO ledger_kinds VALUES ('round', 'host_payable', 'host_payable')"));
	CHECK(!allows(db, "INSERT INTO ledger_kinds VALUES ('out', 'host_payable', 'my_pocket')"));
	CHECK(!allows(db, "UPDATE payments SET refunded_minor = 101"));
	CHECK(!allows(db, "UPDATE payments SET refunded_minor = -1"));
	CHECK(!allows(db, "UPDATE payments SET platform_fee_minor = 101"));
	CHECK(!allows(db, "UPDATE payments SET intent_id = NULL"));
	sqlite3_close(db);
}

/* The word that follows another in a statement, in lower case; "" if there is none. */
static bool has_phrase(const char *sql, const char *first, const char *second)
{
	for (const char *at = strcasestr(sql, first); at; at = strcasestr(at + 1, first)) {
		const char *word = at + strlen(first);
		word += strspn(word, " \n\t");
		size_t len = strlen(second);
		if (strncasecmp(word, second, len) == 0 && !isalnum((unsigned char)word[len]) &&
		    word[len] != '_')
			return true;
	}
	return false;
}

static void nothing_of_ours_changes_what_is_posted(void **state)
{
	(void)state;
	int additions = 0;
	for (const struct cc_stmt *const *stmt = payment_service.statements; *stmt; stmt++) {
		CHECK(!has_phrase((*stmt)->sql, "UPDATE", "ledger"));
		CHECK(!has_phrase((*stmt)->sql, "DELETE FROM", "ledger"));
		additions += has_phrase((*stmt)->sql, "INSERT INTO", "ledger");
	}
	CHECK(additions == 1);
}

/* Reconciliation -------------------------------------------------------------------------- */

static struct payment_list_findings_response findings(struct cc_test *test)
{
	struct payment_list_findings_request query = { 0 };
	struct payment_list_findings_response page = { 0 };
	CHECK_OK(cc_test_run(test, &payment_list_findings_op, &query, &page));
	CHECK(cc_test_events(test, &payment_books_disagree_event) == (int)page.items.count);
	return page;
}

/* Exactly one, and no second one as time goes by. */
static struct payment_finding the_finding(struct cc_test *test)
{
	CHECK(cc_test_figure(test, "couchannel_payment_findings_total") == 0);
	till_live(test, CC_MINUTES(45));
	struct payment_list_findings_response found = findings(test);
	assert_int_equal(found.items.count, 1);
	CHECK(cc_test_figure(test, "couchannel_payment_findings_total") == 1);
	CHECK(cc_test_figure(test, "couchannel_payment_differences") == 1);
	return found.items.items[0];
}

static void books_that_agree_find_nothing(void **state)
{
	till_pay(*state, FIRST);
	CHECK_OK(till_refund(*state, FIRST, ONE, 2500, NULL));
	till_authorise(*state, SECOND, "pm_card_visa");
	till_live(*state, CC_MINUTES(45));
	CHECK(findings(*state).items.count == 0);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_movements") == 2);
	till_check_books(*state);
}

static void a_capture_that_the_provider_never_made_is_found(void **state)
{
	till_pay(*state, FIRST);
	cc_test_provider_exec(*state, "DELETE FROM movements WHERE kind = 'captured'");
	struct payment_finding found = the_finding(*state);
	CHECK(found.kind == PAYMENT_FINDING_KIND_MISSING_AT_PROVIDER);
	CHECK(found.ledger_minor == 10000 && found.provider_minor == 0);
	CHECK(cc_str_eq(found.reference, CC_STR("00000000-0000-7000-8000-000000000064")));
	CHECK(cc_str_eq(found.movement, CC_STR("capture")));
}

/* At the provider, past us. */
static void capture_behind_our_back(struct cc_test *test, cc_str reference, cc_str key)
{
	struct cc_psp *provider = cc_test_provider(test);
	struct cc_ctx *ctx = cc_test_provider_ctx(test);
	const cc_money amount = { 10000, { "PLN" } };
	const struct cc_psp_order order = { reference, CC_STR("pm_card_visa"), amount };
	struct cc_psp_intent intent;
	CHECK_OK(provider->ops->authorise(provider, ctx, key, &order, &intent));
	const struct cc_psp_part part = { .intent_id = intent.id, .amount = amount };
	CHECK_OK(provider->ops->capture(provider, ctx, cc_printf(ctx, "%.*s/c", (int)key.len, key.ptr), &part,
	                                &intent));
}

static void a_capture_that_the_provider_made_twice_is_found(void **state)
{
	till_pay(*state, FIRST);
	capture_behind_our_back(*state, CC_STR("00000000-0000-7000-8000-000000000064"), CC_STR("again"));
	struct payment_finding found = the_finding(*state);
	CHECK(found.kind == PAYMENT_FINDING_KIND_DOUBLED);
	CHECK(found.ledger_minor == 10000 && found.provider_minor == 20000);
	/* A sum of zero does not find it. */
	CHECK(till_balance(*state, "provider_clearing") + till_balance(*state, "host_payable") +
	              till_balance(*state, "platform_fee") ==
	      0);
}

static void money_that_we_know_nothing_of_is_found(void **state)
{
	capture_behind_our_back(*state, CC_STR("a stranger"), CC_STR("stranger"));
	struct payment_finding found = the_finding(*state);
	CHECK(found.kind == PAYMENT_FINDING_KIND_MISSING_IN_LEDGER);
	CHECK(found.ledger_minor == 0 && found.provider_minor == 10000);
	CHECK(cc_str_eq(found.reference, CC_STR("a stranger")));
}

static void another_amount_is_found(void **state)
{
	till_pay(*state, FIRST);
	cc_test_provider_exec(*state, "UPDATE movements SET amount_minor = 9999 WHERE kind = 'captured'");
	struct payment_finding found = the_finding(*state);
	CHECK(found.kind == PAYMENT_FINDING_KIND_AMOUNT_DIFFERS);
	CHECK(found.ledger_minor == 10000 && found.provider_minor == 9999);
}

static void what_is_on_its_way_between_the_books_is_no_finding(void **state)
{
	struct cc_psp *provider = cc_test_provider(*state);
	struct cc_psp_intent intent;
	till_authorise(*state, FIRST, "pm_card_visa");
	till_live(*state, CC_MINUTES(14));
	struct cc_ctx *ctx = cc_test_provider_ctx(*state);
	CHECK_OK(provider->ops->find_by_reference(provider, ctx,
	                                          CC_STR("00000000-0000-7000-8000-000000000064"), &intent));
	const struct cc_psp_part part = { .intent_id = intent.id, .amount = intent.amount };
	CHECK_OK(provider->ops->capture(provider, ctx, CC_STR("early"), &part, &intent));
	till_live(*state, CC_MINUTES(2)); /* its books are read in between */
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_movements") == 1);
	CHECK_OK(till_capture(*state, FIRST, NULL)); /* refused, and then seen to be captured */
	till_live(*state, CC_MINUTES(45));
	CHECK_STATE(*state, FIRST, CAPTURED);
	CHECK(findings(*state).items.count == 0);
	till_check_books(*state);
}

static void a_movement_that_is_shown_again_counts_once(void **state)
{
	till_pay(*state, FIRST);
	till_authorise(*state, SECOND, "pm_card_visa");
	till_live(*state, CC_MINUTES(16));
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_movements") == 1);
	cc_test_provider_exec(*state, "UPDATE movements SET position = 1000 WHERE kind = 'captured'");
	till_live(*state, CC_MINUTES(45));
	CHECK(cc_test_int(*state, "SELECT provider_count FROM comparisons") == 1);
	CHECK(findings(*state).items.count == 0);
}

static void books_of_several_pages_are_read_to_their_end(void **state)
{
	enum { PAYMENTS = 120 };
	for (int i = 0; i < PAYMENTS; i++)
		till_pay(*state, FIRST + i);
	till_live(*state, CC_MINUTES(16));
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_movements") == PAYMENTS);
	CHECK(findings(*state).items.count == 0);
}

static void a_provider_that_does_not_show_its_books_is_asked_later(void **state)
{
	till_pay(*state, FIRST);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .refuse = 1000 });
	till_live(*state, CC_MINUTES(20));
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_movements") == 0);
	CHECK(findings(*state).items.count == 0); /* nothing is missing as long as nobody has looked */
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .refuse = 0 });
	till_live(*state, CC_MINUTES(31));
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_movements") == 1);
	CHECK(findings(*state).items.count == 0);
}

static void findings_come_in_pages(void **state)
{
	struct payment_list_findings_request query = { .has_limit = true, .limit = 1 };
	struct payment_list_findings_response first = { 0 }, second = { 0 };
	capture_behind_our_back(*state, CC_STR("one"), CC_STR("one"));
	capture_behind_our_back(*state, CC_STR("two"), CC_STR("two"));
	till_live(*state, CC_MINUTES(31));
	CHECK_OK(cc_test_run(*state, &payment_list_findings_op, &query, &first));
	CHECK(first.items.count == 1 && first.has_next_cursor);
	query.has_cursor = true;
	query.cursor = first.next_cursor;
	CHECK_OK(cc_test_run(*state, &payment_list_findings_op, &query, &second));
	CHECK(second.items.count == 1 && !second.has_next_cursor);
	CHECK(!cc_str_eq(first.items.items[0].reference, second.items.items[0].reference));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_open, till_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(the_store_takes_no_posting_that_is_wrong),
		cmocka_unit_test(nothing_of_ours_changes_what_is_posted),
		CASE(books_that_agree_find_nothing),
		CASE(a_capture_that_the_provider_never_made_is_found),
		CASE(a_capture_that_the_provider_made_twice_is_found),
		CASE(money_that_we_know_nothing_of_is_found),
		CASE(another_amount_is_found),
		CASE(what_is_on_its_way_between_the_books_is_no_finding),
		CASE(a_movement_that_is_shown_again_counts_once),
		CASE(books_of_several_pages_are_read_to_their_end),
		CASE(a_provider_that_does_not_show_its_books_is_asked_later),
		CASE(findings_come_in_pages),
	};
	return cmocka_run_group_tests_name("payment: books", cases, NULL, NULL);
}
