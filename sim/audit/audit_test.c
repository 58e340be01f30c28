/* audit_test.c - an honest company passes, and each way to break a promise is found. */
#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "sim/audit/company_test.h"

static void require_nothing(struct audit *audit, enum audit_when when)
{
	struct audit_violation violation;
	if (audit_look(audit, when, &violation))
		fail_msg("%s (%d): %s", violation.invariant->name, violation.cases, violation.found);
}

static void an_honest_company_breaks_no_promise(void **state)
{
	struct audit *audit = audit_copies(*state, NULL);
	require_nothing(audit, AUDIT_EVENT);
	require_nothing(audit, AUDIT_MOVEMENT);
	require_nothing(audit, AUDIT_RESTART);
	require_nothing(audit, AUDIT_REST);
	audit_close(*state, audit);
}

/* Once the past has been looked at, only what is new is. */
static void what_was_promised_is_judged_by_the_rules_of_its_time(void **state)
{
	const struct falsification stricter = { "licence_is_kept", &inventory_service,
		                                "UPDATE licence_rules SET heads_max = 1" };
	struct audit_violation violation;
	struct audit *audit = audit_copies(*state, &stricter);
	assert_true(audit_look(audit, AUDIT_EVENT, &violation));
	assert_string_equal(violation.invariant->name, "licence_is_kept");
	assert_non_null(strstr(violation.found, "the licence rule that counts lets fewer watch together"));
	require_nothing(audit, AUDIT_EVENT);
	audit_close(*state, audit);
}

static void a_violation_is_told_in_words_with_ids_and_amounts(void **state)
{
	const struct falsification cheaper = { "refund_is_by_the_terms", &booking_service,
		                               "UPDATE bookings SET refund_minor = refund_minor - 1 "
		                               "WHERE refund_minor > 0 AND cancelled_by = 'guest'" };
	struct audit_violation violation;
	struct audit *audit = audit_copies(*state, &cheaper);
	assert_true(audit_look(audit, AUDIT_REST, &violation));
	assert_non_null(strstr(violation.found, "Booking 00000000-0000-7000-8000-000000000066 of "));
	assert_non_null(strstr(violation.found, " PLN was cancelled by the guest "));
	assert_int_equal(violation.cases, 1);
	audit_close(*state, audit);
}

static void answer(struct audit *audit, const char *key, const char *bytes, const struct cc_reason *reason)
{
	const struct booking_request_booking_request cmd = { .booking_id = cc_test_id(KEPT) };
	audit_see_answer(audit, &(struct audit_answer){
					.op = &booking_request_booking_op,
					.subject = cc_test_id(OLA),
					.key = cc_str_of(key),
					.in = &cmd,
					.bytes = cc_str_of(bytes),
					.reason = reason,
				});
}

static void an_answer_is_the_same_under_its_key(void **state)
{
	static const struct cc_reason busy = { "overloaded", CC_UNAVAILABLE };
	struct audit_violation violation;
	struct audit *audit = audit_copies(*state, NULL);
	answer(audit, "a", "overloaded", &busy);
	answer(audit, "a", "pending", NULL);
	answer(audit, "b", "confirmed", NULL);
	answer(audit, "a", "pending", NULL);
	require_nothing(audit, AUDIT_EVENT);
	answer(audit, "a", "confirmed", NULL);
	assert_true(audit_look(audit, AUDIT_EVENT, &violation));
	assert_string_equal(violation.invariant->name, "replay_is_the_same");
	audit_close(*state, audit);
}

static void nobody_is_shown_anothers_booking(void **state)
{
	const struct booking_get_booking_request query = { .booking_id = cc_test_id(KEPT) };
	const struct booking_booking booking = { .booking_id = cc_test_id(KEPT),
		                                 .guest_id = cc_test_id(OLA) };
	struct audit_answer shown = { .op = &booking_get_booking_op, .in = &query, .out = &booking };
	struct audit_violation violation;
	struct audit *audit = audit_copies(*state, NULL);
	shown.subject = cc_test_id(OLA);
	audit_see_answer(audit, &shown);
	require_nothing(audit, AUDIT_REST);
	shown.subject = cc_test_id(IGOR);
	audit_see_answer(audit, &shown);
	assert_true(audit_look(audit, AUDIT_REST, &violation));
	assert_string_equal(violation.invariant->name, "bookings_are_their_guests");
	audit_close(*state, audit);
}

static void what_was_committed_is_looked_for_after_a_crash(void **state)
{
	struct audit_violation violation;
	struct audit *audit = audit_copies(*state, NULL);
	audit_remember(audit, &payment_service);
	audit_detach(audit);
	audit_reattach_copies(
		*state, audit,
		&(struct falsification){
			NULL, &payment_service,
			"DELETE FROM outbox WHERE position = (SELECT MAX(position) FROM outbox)" });
	assert_true(audit_look(audit, AUDIT_RESTART, &violation));
	assert_string_equal(violation.invariant->name, "committed_is_kept");
	audit_close(*state, audit);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(an_honest_company_breaks_no_promise),
		cmocka_unit_test(what_was_promised_is_judged_by_the_rules_of_its_time),
		cmocka_unit_test(a_violation_is_told_in_words_with_ids_and_amounts),
		cmocka_unit_test(an_answer_is_the_same_under_its_key),
		cmocka_unit_test(nobody_is_shown_anothers_booking),
		cmocka_unit_test(what_was_committed_is_looked_for_after_a_crash),
	};
	return cmocka_run_group_tests_name("audit", cases, open_company, close_company);
}
