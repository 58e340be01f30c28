/* invariants.c - what is promised, to whom, and what finds that it was not kept. */
#include "sim/audit/audit.h"
#include "sim/audit/bookings.sql.h"
#include "sim/audit/copies.sql.h"
#include "sim/audit/events.sql.h"
#include "sim/audit/money.sql.h"
#include "sim/audit/seats.sql.h"
#include "sim/audit/told.sql.h"

/* What is promised and when; the statements that find what breaks it. */
#define PROMISE(of, sentence_, when_, ...)                                                                   \
	{                                                                                                    \
		.name = (of), .sentence = (sentence_), .when = (when_),                                      \
		.finds = (const struct cc_stmt *const[]){ __VA_ARGS__, NULL },                               \
	}

enum {
	ALWAYS = AUDIT_EVENT | AUDIT_RESTART | AUDIT_REST,
	KEPT = AUDIT_RESTART | AUDIT_REST,
};

const struct audit_invariant audit_invariants[] = {
	/* Seats */
	PROMISE("no_more_seats_than_there_are",
	        "A guest who is promised a seat finds one: no session promises more seats than its "
	        "room has.",
	        ALWAYS, &oversold_sessions),
	PROMISE("seat_has_one_holder",
	        "Two guests never meet on one seat: each live hold has as many seats as it says, and "
	        "each seat that is kept is of a live hold.",
	        ALWAYS, &seats_of_two_holders, &seats_of_the_gone),
	PROMISE("licence_is_kept",
	        "A rights holder's terms are kept: whoever is promised or confirmed a seat is within "
	        "the head-count of the licence rule that counts then.",
	        AUDIT_EVENT, &heads_beyond_the_licence),
	PROMISE("hold_ends_in_time",
	        "Seats that nobody pays for are free for others within a second of their deadline.",
	        AUDIT_EVENT | AUDIT_REST, &holds_past_their_time),
	PROMISE("hold_ends_by_kick_off",
	        "No seat is kept for somebody who has not paid when the evening begins.", ALWAYS,
	        &holds_past_kick_off),
	PROMISE("guest_keeps_to_the_limit",
	        "One guest does not take the room from the others: nobody has more seats than the "
	        "host allows, and what is counted is what is held.",
	        ALWAYS, &guests_beyond_their_limit),
	PROMISE("called_off_means_empty", "Of an evening that was called off, nobody has a seat.", ALWAYS,
	        &seats_of_cancelled_sessions),
	PROMISE("holds_are_told",
	        "Whoever listens to inventory hears of each hold once that it was made, each time that "
	        "it was taken again, and each time how it ended.",
	        AUDIT_REST, &holds_told_otherwise),

	/* Bookings */
	PROMISE("every_booking_is_decided",
	        "No guest waits for ever: a booking ends as confirmed, refused or cancelled.", AUDIT_REST,
	        &undecided_bookings),
	PROMISE("saga_agrees_with_its_booking",
	        "What a booking's steps have come to is what its guest is shown.", AUDIT_REST,
	        &bookings_without_a_saga, &sagas_that_disagree),
	PROMISE("confirmed_has_its_seats",
	        "A guest with a confirmed booking has the very seats that it shows.", AUDIT_REST,
	        &confirmed_without_seats, &other_seats_than_shown),
	PROMISE("seats_have_their_booking", "A host loses no seat to a booking that came to nothing.",
	        AUDIT_REST, &seats_without_a_booking, &seats_of_the_undone),
	PROMISE("booking_knows_when",
	        "A confirmed guest is told the hour at which the evening begins, and that it is off "
	        "when it is off.",
	        AUDIT_REST, &bookings_of_another_time, &bookings_of_cancelled_sessions),
	PROMISE("refund_is_by_the_terms",
	        "Who cancels gets back what the terms of their booking say, to the grosz.", AUDIT_REST,
	        &refunds_against_the_terms),
	PROMISE("terms_are_everybodys", "Every booking is made under the terms that are published.",
	        AUDIT_REST, &bookings_of_other_terms),
	PROMISE("timeline_tells_it_once",
	        "A guest reads in their booking what happened, each thing once and in order.", AUDIT_REST,
	        &timelines_out_of_order),
	PROMISE("bookings_are_told",
	        "Whoever listens to booking hears of each booking once that it was asked for, and "
	        "once what became of it.",
	        AUDIT_REST, &bookings_told_otherwise),

	PROMISE("undone_last_first",
	        "Nobody else gets a guest's seats before the guest's money is let go: what is undone "
	        "is undone last first.",
	        AUDIT_REST, &undone_out_of_order),
	PROMISE("bookings_are_their_guests", "Nobody is shown another guest's booking.", AUDIT_REST,
	        &glimpses_of_others),

	/* Money */
	PROMISE("asked_by_a_record",
	        "An accountant finds a reason for every movement at the provider: a record of ours "
	        "that was durable before it was asked.",
	        AUDIT_MOVEMENT, &movements_without_a_record, &movements_of_another_amount),
	PROMISE("taken_for_seats", "Money is taken only for seats that are the guest's by then.",
	        AUDIT_MOVEMENT, &captures_without_seats),
	PROMISE("paid_before_it_is_told", "Nobody is told that they may come before their money is taken.",
	        AUDIT_MOVEMENT, &confirmed_before_it_was_paid),
	PROMISE("taken_once", "A guest pays for a booking once.", AUDIT_MOVEMENT, &money_taken_twice),
	PROMISE("given_back_once", "No more goes back to a card than was taken from it.", AUDIT_MOVEMENT,
	        &money_given_back_twice, &disputed_and_refunded),
	PROMISE("confirmed_is_paid",
	        "A booking is confirmed if and only if exactly its quoted total was taken at the "
	        "provider, in one capture.",
	        AUDIT_REST, &confirmed_without_payment),
	PROMISE("what_stays_paid_is_owed",
	        "Of a booking that failed or was cancelled, the guest has everything back but what "
	        "the terms keep.",
	        AUDIT_REST, &guests_out_of_pocket),
	PROMISE("nobody_pays_for_nothing", "No card is asked for anything but a booking.", AUDIT_REST,
	        &money_of_nobody),
	PROMISE("nothing_stays_set_aside",
	        "No money of a guest's stays blocked once their booking is decided.", AUDIT_REST,
	        &money_set_aside),
	PROMISE("every_payment_is_over", "No payment stays unknown.", AUDIT_REST, &open_payments),
	PROMISE("payment_knows_the_provider", "What we say of a payment is what the provider did.",
	        AUDIT_REST, &payments_against_the_provider),
	PROMISE("every_refund_is_paid", "Who was promised money back has it.", AUDIT_REST, &unpaid_refunds),
	PROMISE("refunds_add_up", "What is counted as given back is the sum of the refunds.", AUDIT_REST,
	        &refunds_that_do_not_add_up),
	PROMISE("ledger_balances",
	        "The tax office finds each booking's postings in balance: what was taken is the "
	        "host's share and our fee, and a refund bears both in proportion.",
	        AUDIT_REST, &ledgers_out_of_balance),
	PROMISE("ledger_equals_the_providers",
	        "Our ledger and the provider's books say the same of each booking.", AUDIT_REST,
	        &books_that_differ, &disputes_that_differ),
	PROMISE("ledger_only_grows", "What stands in the ledger is never changed.", AUDIT_REST,
	        &postings_that_changed),
	PROMISE("reconciliation_finds_nothing",
	        "Whoever keeps the books is not called for what was in order.", AUDIT_REST,
	        &differences_not_resolved, &findings_of_reconciliation),
	PROMISE("price_is_the_price",
	        "The card is asked for what the booking says that it costs, and it is the guest's.",
	        AUDIT_REST, &prices_that_moved),
	PROMISE("fee_is_as_published", "The platform takes the fee that it publishes.", AUDIT_REST,
	        &fees_not_as_published),

	/* Told */
	PROMISE("guest_gets_one_letter", "Each confirmed guest is written one letter that says so.",
	        AUDIT_REST, &guests_not_told),
	PROMISE("end_is_told", "Who was refused or has cancelled is written to, once.", AUDIT_REST,
	        &ends_not_told),
	PROMISE("host_knows_who_comes", "A host hears of each guest who comes, once.", AUDIT_REST,
	        &hosts_not_told),
	PROMISE("nobody_is_told_what_is_not",
	        "Nobody is written that a booking is what it is not, nor of another's booking.", AUDIT_REST,
	        &guests_told_wrongly),
	PROMISE("letters_are_sent", "A letter that was written leaves the house.", AUDIT_REST,
	        &letters_not_sent),
	PROMISE("letters_arrive_once", "Nobody gets the same letter twice.", AUDIT_REST, &letters_sent_twice,
	        &letters_beyond_those_written),
	PROMISE("notifications_come_once", "Nobody reads the same news twice in the application.", AUDIT_REST,
	        &notifications_told_twice),
	PROMISE("address_is_for_guests",
	        "A host's address is told to guests whose booking was confirmed, and to nobody else.",
	        AUDIT_REST, &addresses_given_away),

	/* Copies */
	PROMISE("rules_are_known_where_they_apply",
	        "Inventory applies the licence rules that compliance has published.", AUDIT_REST,
	        &rules_not_known),
	PROMISE("prices_know_the_evening",
	        "Pricing knows each session, its seats and what is wanted of it as inventory does.",
	        AUDIT_REST, &sessions_not_priced, &seats_not_priced, &demand_not_known),
	PROMISE("search_shows_what_is",
	        "Who searches is shown evenings as they are: none that is called off or has started, "
	        "with the seats that are free, and at the price that is asked.",
	        AUDIT_REST, &sessions_not_found, &sessions_found_too_long, &seats_found_free,
	        &prices_not_found, &fixtures_not_found, &homes_not_found),
	PROMISE("index_has_come_along", "The index has taken over every change.", AUDIT_REST, &index_behind),
	PROMISE("letters_know_when",
	        "Who writes letters and calendar entries knows when each evening is, and who comes.",
	        AUDIT_REST, &readers_of_another_time, &sessions_of_another_time),
	PROMISE("sessions_follow_their_fixture",
	        "A session begins when its fixture does, and is off when it is off.", AUDIT_REST,
	        &sessions_left_behind),

	/* Events and answers */
	PROMISE("nothing_is_left_to_do", "Whatever was planned has been done: no effect stays behind.",
	        AUDIT_REST, &effects_left),
	PROMISE("no_event_is_parked", "No event waits for an operator.", AUDIT_REST, &events_parked),
	PROMISE("event_is_heard_once", "Each consumer has dealt with each event once.", AUDIT_REST,
	        &events_not_heard_once),
	PROMISE("outbox_has_no_holes", "Events are numbered without a gap: who reads on misses none.",
	        AUDIT_REST, &outboxes_with_holes),
	PROMISE("committed_is_kept", "What was committed once is there after any crash.", KEPT, &events_gone),
	PROMISE("acknowledged_is_there",
	        "What somebody was told has been done is there, after any crash too.", KEPT, &promises_gone),
	PROMISE("replay_is_the_same", "Who asks again under the same key is answered the same, to the byte.",
	        AUDIT_EVENT | AUDIT_REST, &answers_that_differ),
	PROMISE("nothing_piles_up", "Whoever runs it for years finds no queue or table that only grows.",
	        AUDIT_REST, &things_that_pile_up),
	{ 0 },
};
