/* falsified_test.c - each invariant notices that a book was falsified, and each statement finds something. */
#include <stdio.h>

#include "services/compliance/compliance.h"
#include "services/hosting/hosting.h"
#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"
#include "services/search/search.h"
#include "sim/audit/company_test.h"

/* Ids of company_test.h, as the stores keep them: 100 is x'..64'. */
#define ID(last)      "x'000000000000700080000000000000" last "'"
#define KEPT_ID       ID("64")
#define DECLINED_ID   ID("65")
#define CANCELLED_ID  ID("66")
#define MOVED_ID      ID("68")
#define EVENING_ID    ID("0a")
#define CALLED_OFF_ID ID("0d")

static const struct falsification falsifications[] = {
	/* Seats */
	{ "no_more_seats_than_there_are", &inventory_service,
	  "UPDATE holds SET seats = 8 WHERE booking_id = " KEPT_ID },
	{ "no_more_seats_than_there_are", &inventory_service,
	  "DELETE FROM seats WHERE session_id = " EVENING_ID " AND label = 'B1'" },
	{ "seat_has_one_holder", &inventory_service,
	  "UPDATE seats SET booking_id = " MOVED_ID " WHERE session_id = " EVENING_ID " AND label = "
	  "(SELECT MIN(label) FROM seats WHERE booking_id = " KEPT_ID ")" },
	{ "seat_has_one_holder", &inventory_service,
	  "UPDATE seats SET held_until = 5 WHERE booking_id = " KEPT_ID },
	{ "seat_has_one_holder", &inventory_service,
	  "UPDATE seats SET booking_id = " CANCELLED_ID ", held_until = 9223372036854775807 "
	  "WHERE session_id = " EVENING_ID " AND label = 'B1'" },
	{ "hold_ends_in_time", &inventory_service,
	  "UPDATE holds SET state = 'held', expires_at = held_at + 600000 WHERE booking_id = " DECLINED_ID },
	{ "hold_ends_by_kick_off", &inventory_service,
	  "UPDATE holds SET state = 'held', expires_at = 9000000000000 WHERE booking_id = " DECLINED_ID },
	{ "guest_keeps_to_the_limit", &inventory_service,
	  "UPDATE session_guests SET seats = 0 WHERE session_id = " EVENING_ID " AND seats = 2" },
	{ "guest_keeps_to_the_limit", &inventory_service,
	  "UPDATE session_guests SET seats_max = 1 WHERE session_id = " EVENING_ID " AND seats = 2" },
	{ "called_off_means_empty", &inventory_service,
	  "UPDATE holds SET state = 'confirmed' WHERE session_id = " CALLED_OFF_ID },
	{ "holds_are_told", &inventory_service,
	  "UPDATE outbox SET type = 'couchannel.inventory.v1.HoldExtended' WHERE position = "
	  "(SELECT MAX(position) FROM outbox WHERE type = 'couchannel.inventory.v1.SeatsReleased')" },
	{ "holds_are_told", &inventory_service, "UPDATE holds SET round = 1 WHERE booking_id = " KEPT_ID },

	/* Bookings */
	{ "every_booking_is_decided", &booking_service,
	  "UPDATE bookings SET state = 'undoing' WHERE booking_id = " KEPT_ID },
	{ "every_booking_is_decided", &booking_service,
	  "UPDATE bookings SET undo_again_at = 5 WHERE booking_id = " DECLINED_ID },
	{ "saga_agrees_with_its_booking", &booking_service,
	  "UPDATE sagas SET history = history || ' capture.undo_planned' WHERE saga_id = " KEPT_ID },
	{ "saga_agrees_with_its_booking", &booking_service, "DELETE FROM sagas WHERE saga_id = " KEPT_ID },
	{ "confirmed_has_its_seats", &inventory_service,
	  "UPDATE holds SET state = 'released' WHERE booking_id = " KEPT_ID },
	{ "confirmed_has_its_seats", &booking_service,
	  "UPDATE booked_seats SET label = 'B1' WHERE booking_id = " KEPT_ID " AND place = 0" },
	{ "seats_have_their_booking", &booking_service,
	  "UPDATE bookings SET state = 'refused' WHERE booking_id = " KEPT_ID },
	{ "seats_have_their_booking", &inventory_service,
	  "UPDATE holds SET state = 'held' WHERE booking_id = " DECLINED_ID },
	{ "booking_knows_when", &booking_service,
	  "UPDATE bookings SET starts_at = starts_at + 1 WHERE booking_id = " KEPT_ID },
	{ "booking_knows_when", &inventory_service,
	  "UPDATE sessions SET state = 'cancelled' WHERE session_id = " EVENING_ID },
	{ "refund_is_by_the_terms", &booking_service,
	  "UPDATE bookings SET refund_minor = refund_minor - 1 WHERE booking_id = " CANCELLED_ID },
	{ "refund_is_by_the_terms", &booking_service,
	  "UPDATE bookings SET cancelled_by = 'host' WHERE booking_id = " CANCELLED_ID },
	{ "terms_are_everybodys", &booking_service,
	  "UPDATE refund_terms SET refund_percent = 40 "
	  "WHERE refund_percent = 50 AND booking_id = " KEPT_ID },
	{ "terms_are_everybodys", &booking_service, "DELETE FROM refund_terms WHERE booking_id = " KEPT_ID },
	{ "timeline_tells_it_once", &booking_service,
	  "INSERT INTO timeline (booking_id, number, at, step, what) SELECT booking_id, number + 1, at, "
	  "step, what "
	  "FROM timeline WHERE booking_id = " CANCELLED_ID " AND number = "
	  "(SELECT MAX(number) FROM timeline WHERE booking_id = " CANCELLED_ID ")" },
	{ "timeline_tells_it_once", &booking_service,
	  "DELETE FROM timeline WHERE booking_id = " KEPT_ID " AND number = 2" },
	{ "bookings_are_told", &booking_service,
	  "DELETE FROM outbox WHERE position = "
	  "(SELECT MAX(position) FROM outbox WHERE type = 'couchannel.booking.v1.BookingCancelled')" },

	{ "undone_last_first", &booking_service,
	  "INSERT INTO timeline (booking_id, number, at, step, what) VALUES "
	  "(" DECLINED_ID ", 91, 5, 'hold_seats', 'undone'), (" DECLINED_ID ", 92, 5, 'capture', 'undone')" },
	{ "bookings_are_their_guests", NULL,
	  "INSERT INTO glimpses VALUES ('booking.get_booking', zeroblob(16), " KEPT_ID ", zeroblob(16))" },

	/* Money */
	{ "asked_by_a_record", &payment_service, "DELETE FROM payments WHERE booking_id = " KEPT_ID },
	{ "asked_by_a_record", &payment_service, "DELETE FROM refunds WHERE booking_id = " CANCELLED_ID },
	{ "asked_by_a_record", NULL,
	  "UPDATE movements SET minor = minor + 1 WHERE our_id = " KEPT_ID " AND kind = 'captured'" },
	{ "taken_for_seats", &inventory_service,
	  "DELETE FROM outbox WHERE type = 'couchannel.inventory.v1.SeatsConfirmed'" },
	{ "paid_before_it_is_told", &booking_service,
	  "UPDATE timeline SET at = 5 WHERE booking_id = " KEPT_ID " AND what = 'confirmed'" },
	{ "taken_once", NULL,
	  "INSERT INTO movements SELECT 'txn_again', kind, intent_id, reference, our_id, minor, currency, "
	  "at, 1 "
	  "FROM movements WHERE our_id = " KEPT_ID " AND kind = 'captured'" },
	{ "given_back_once", NULL, "UPDATE movements SET minor = 2 * minor + 1 WHERE kind = 'refunded'" },
	{ "given_back_once", NULL,
	  "UPDATE intents SET dispute = 'lost', disputed = captured, refunded = 1 WHERE booking_id "
	  "= " KEPT_ID },
	{ "confirmed_is_paid", NULL,
	  "DELETE FROM movements WHERE our_id = " KEPT_ID " AND kind = 'captured'" },
	{ "confirmed_is_paid", &booking_service,
	  "UPDATE bookings SET total_minor = total_minor + 1 WHERE booking_id = " KEPT_ID },
	{ "what_stays_paid_is_owed", NULL,
	  "UPDATE intents SET refunded = refunded + 1 WHERE booking_id = " CANCELLED_ID },
	{ "what_stays_paid_is_owed", NULL,
	  "UPDATE intents SET captured = 100 WHERE booking_id = " DECLINED_ID },
	{ "nobody_pays_for_nothing", NULL,
	  "UPDATE intents SET booking_id = NULL WHERE booking_id = " KEPT_ID },
	{ "nothing_stays_set_aside", NULL,
	  "UPDATE intents SET state = 'requires_capture' WHERE booking_id = " DECLINED_ID },
	{ "every_payment_is_over", &payment_service,
	  "UPDATE payments SET state = 'unknown' WHERE booking_id = " KEPT_ID },
	{ "payment_knows_the_provider", &payment_service,
	  "UPDATE payments SET state = 'voided' WHERE booking_id = " KEPT_ID },
	{ "payment_knows_the_provider", NULL, "UPDATE intents SET refunded = 1 WHERE booking_id = " KEPT_ID },
	{ "every_refund_is_paid", &payment_service, "UPDATE refunds SET state = 'pending'" },
	{ "refunds_add_up", &payment_service,
	  "UPDATE refunds SET amount_minor = amount_minor - 1 WHERE booking_id = " CANCELLED_ID },
	{ "ledger_balances", &payment_service, "DELETE FROM ledger WHERE kind = 'platform_fee'" },
	{ "ledger_balances", &payment_service,
	  "UPDATE ledger SET amount_minor = amount_minor - 1 WHERE kind = 'refund_of_share'" },
	{ "ledger_balances", &payment_service,
	  "UPDATE ledger SET amount_minor = amount_minor + CASE kind WHEN 'refund_of_fee' THEN 1 ELSE -1 END "
	  "WHERE kind IN ('refund_of_fee', 'refund_of_share') AND booking_id = " CANCELLED_ID },
	{ "ledger_equals_the_providers", NULL,
	  "UPDATE movements SET minor = minor + 1 WHERE kind = 'captured'" },
	{ "ledger_equals_the_providers", NULL, "DELETE FROM movements WHERE kind = 'refunded'" },
	{ "ledger_equals_the_providers", &payment_service,
	  "UPDATE payments SET dispute = 'lost', disputed_minor = 1 WHERE booking_id = " KEPT_ID },
	{ "ledger_only_grows", NULL, "UPDATE ledger_seen SET rows = 1, last = 2" },
	{ "reconciliation_finds_nothing", &payment_service,
	  "UPDATE comparisons SET provider_minor = 0, provider_count = 0, changed_at = 5" },
	{ "reconciliation_finds_nothing", &payment_service,
	  "INSERT INTO findings SELECT refund_id, 'doubled', 'x', 'capture', 'PLN', 1, 2, 3 FROM refunds "
	  "LIMIT 1" },
	{ "price_is_the_price", &payment_service,
	  "UPDATE payments SET amount_minor = amount_minor + 1 WHERE booking_id = " KEPT_ID },
	{ "price_is_the_price", &payment_service,
	  "UPDATE payments SET guest_id = host_id WHERE booking_id = " KEPT_ID },

	{ "fee_is_as_published", &payment_service, "UPDATE payments SET platform_fee_minor = 0" },

	/* Told */
	{ "guest_gets_one_letter", &notification_service,
	  "DELETE FROM mails WHERE kind = 'booking_confirmed' AND subject_id = " KEPT_ID },
	{ "guest_gets_one_letter", &notification_service,
	  "INSERT INTO mails SELECT randomblob(16), user_id, subject_id, kind, 9, state, reason, rounds, "
	  "planned_at, "
	  "settled_at FROM mails WHERE kind = 'booking_confirmed' AND subject_id = " KEPT_ID },
	{ "end_is_told", &notification_service, "DELETE FROM mails WHERE kind = 'booking_refused'" },
	{ "end_is_told", &notification_service, "DELETE FROM mails WHERE kind = 'booking_cancelled'" },
	{ "host_knows_who_comes", &notification_service, "DELETE FROM mails WHERE kind = 'guest_coming'" },
	{ "nobody_is_told_what_is_not", &notification_service,
	  "UPDATE mails SET kind = 'booking_confirmed' WHERE kind = 'booking_refused'" },
	{ "nobody_is_told_what_is_not", &notification_service,
	  "UPDATE mails SET user_id = " ID("01") " WHERE kind = 'booking_confirmed'" },
	{ "letters_are_sent", &notification_service,
	  "UPDATE mails SET state = 'planned', settled_at = NULL" },
	{ "letters_are_sent", &notification_service,
	  "UPDATE mails SET state = 'failed', reason = 'deadline_exceeded'" },
	{ "letters_arrive_once", NULL, "INSERT INTO letters SELECT * FROM letters LIMIT 1" },
	{ "letters_arrive_once", NULL, "DELETE FROM letters WHERE address = 'ola@example.org'" },
	{ "letters_arrive_once", NULL,
	  "INSERT INTO letters SELECT key || 'x', address, subject, body, arrived_at FROM letters" },
	{ "notifications_come_once", &notification_service,
	  "INSERT INTO notifications SELECT randomblob(16), user_id, topic, kind, booking_id, session_id, "
	  "starts_at, "
	  "reason, refund_minor, refund_currency, created_at, read_at FROM notifications" },
	{ "address_is_for_guests", NULL,
	  "UPDATE letters SET address = 'eve@example.org' WHERE instr(body, 'Piotrkowska')" },

	/* Copies */
	{ "rules_are_known_where_they_apply", &inventory_service,
	  "DELETE FROM licence_rules WHERE rule_id = 'public'" },
	{ "rules_are_known_where_they_apply", &inventory_service,
	  "UPDATE licence_rules SET heads_max = 99 WHERE rule_id = 'home-free'" },
	{ "prices_know_the_evening", &pricing_service, "UPDATE sessions SET cancelled = NOT cancelled" },
	{ "prices_know_the_evening", &pricing_service, "UPDATE sessions SET starts_at = starts_at + 1" },
	{ "prices_know_the_evening", &pricing_service, "DELETE FROM seats WHERE label = 'A1'" },
	{ "prices_know_the_evening", &pricing_service, "UPDATE holds SET ended = NOT ended" },
	{ "search_shows_what_is", &search_service, "UPDATE sessions SET cancelled = FALSE" },
	{ "search_shows_what_is", &search_service, "DELETE FROM sessions WHERE session_id = " EVENING_ID },
	{ "search_shows_what_is", &search_service,
	  "UPDATE sessions SET started = FALSE WHERE session_id = " ID("0b") },
	{ "search_shows_what_is", &search_service, "UPDATE holds SET ended = NOT ended" },
	{ "search_shows_what_is", &search_service, "UPDATE prices SET minor = minor - 1" },
	{ "search_shows_what_is", &search_service, "UPDATE fixtures SET title = 'Another derby'" },
	{ "search_shows_what_is", &search_service, "DELETE FROM homes" },
	{ "index_has_come_along", &search_service, "UPDATE feed SET pushed = pushed - 1" },
	{ "letters_know_when", &notification_service, "UPDATE bookings SET cancelled = FALSE" },
	{ "letters_know_when", &notification_service, "UPDATE sessions SET starts_at = 5" },
	{ "sessions_follow_their_fixture", &inventory_service, "UPDATE fixtures SET state = 'cancelled'" },
	{ "sessions_follow_their_fixture", &inventory_service,
	  "UPDATE fixtures SET kicks_off_at = kicks_off_at + 1" },

	/* Events and answers */
	{ "nothing_is_left_to_do", &payment_service,
	  "INSERT INTO effects (key, effect, plan, subject, trace, planned_at, first_due_at, due_at, tries, "
	  "reason) "
	  "VALUES ('k', 'payment.refund', x'', zeroblob(16), '', 5, 5, 5, 3, 'unavailable')" },
	{ "no_event_is_parked", &booking_service,
	  "INSERT INTO parked_events VALUES ('c', zeroblob(16), 't', 'k', 1, '', x'', 'r', 'm', 5, 5)" },
	{ "event_is_heard_once", &booking_service,
	  "DELETE FROM inbox WHERE consumer = 'booking.on_payment_refunded'" },
	{ "outbox_has_no_holes", &payment_service, "DELETE FROM outbox WHERE position = 3" },
	{ "committed_is_kept", NULL,
	  "INSERT INTO looked VALUES ('booking', 3, zeroblob(16)) ON CONFLICT (store) DO UPDATE "
	  "SET position = excluded.position, event_id = excluded.event_id" },
	{ "acknowledged_is_there", &booking_service,
	  "UPDATE bookings SET cancelled_by = NULL WHERE booking_id = " CANCELLED_ID },
	{ "acknowledged_is_there", NULL,
	  "INSERT INTO promised VALUES ('inventory.hold_seats', zeroblob(16), 5)" },
	{ "replay_is_the_same", NULL, "UPDATE answers SET differs = 'confirmed'" },
	{ "nothing_piles_up", &payment_service, "INSERT INTO provider_events VALUES ('evt', 'x', 5)" },
	{ "nothing_piles_up", &booking_service, "UPDATE inbox SET received_at = 5" },
};

static const struct audit_invariant *find(const char *name)
{
	const struct audit_invariant *invariant = audit_invariants;
	while (invariant->name && strcmp(invariant->name, name) != 0)
		invariant++;
	if (!invariant->name)
		fail_msg("there is no invariant %s", name);
	return invariant;
}

/* Statements that found something, by their slot. */
static bool has_found[256];

static void each_falsified_book_is_found_out(void **state)
{
	int unnoticed = 0;
	for (size_t i = 0; i < CC_COUNT(falsifications); i++) {
		const struct falsification *falsification = &falsifications[i];
		struct audit *audit = audit_copies(*state, falsification);
		struct audit_violation violation;
		if (audit_look_for(audit, find(falsification->invariant), &violation)) {
			has_found[violation.stmt->slot] = true;
		} else {
			print_error("%s does not notice: %s\n", falsification->invariant, falsification->sql);
			unnoticed++;
		}
		audit_close(*state, audit);
	}
	assert_int_equal(unnoticed, 0);
}

static void each_statement_has_found_something(void **state)
{
	(void)state;
	for (const struct audit_invariant *invariant = audit_invariants; invariant->name; invariant++)
		for (const struct cc_stmt *const *stmt = invariant->finds; *stmt; stmt++)
			if (!has_found[(*stmt)->slot] && strcmp(invariant->name, "licence_is_kept") != 0)
				fail_msg("%s of %s has never found anything", (*stmt)->name, invariant->name);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(each_falsified_book_is_found_out),
		cmocka_unit_test(each_statement_has_found_something),
	};
	return cmocka_run_group_tests_name("audit: falsified books", cases, open_company, close_company);
}
