/* invariants.c - what is promised, to whom, and what finds that it was not kept. */
#include "sim/audit/audit.h"
#include "sim/audit/bookings.sql.h"
#include "sim/audit/copies.sql.h"
#include "sim/audit/events.sql.h"
#include "sim/audit/money.sql.h"
#include "sim/audit/seats.sql.h"
#include "sim/audit/told.sql.h"

#define FINDS(...)                                                                                           \
	.finds = (const struct cc_stmt *const[])                                                             \
	{                                                                                                    \
		__VA_ARGS__, NULL                                                                            \
	}

enum {
	ALWAYS = AUDIT_EVENT | AUDIT_RESTART | AUDIT_REST,
	KEPT = AUDIT_RESTART | AUDIT_REST,
};

const struct audit_invariant audit_invariants[] = {
	/* Seats */
	{
		.name = "no_more_seats_than_there_are",
		.sentence =
			"A guest who is promised a seat finds one: no session promises more seats than its "
			"room has.",
		.when = ALWAYS,
		FINDS(&oversold_sessions),
	},
	{
		.name = "seat_has_one_holder",
		.sentence =
			"Two guests never meet on one seat: each live hold has as many seats as it says, and "
			"each seat that is kept is of a live hold.",
		.when = ALWAYS,
		FINDS(&seats_of_two_holders, &seats_of_the_gone),
	},
	{
		.name = "licence_is_kept",
		.sentence =
			"A rights holder's terms are kept: whoever is promised or confirmed a seat is within "
			"the head-count of the licence rule that counts then.",
		.when = AUDIT_EVENT,
		FINDS(&heads_beyond_the_licence),
	},
	{
		.name = "hold_ends_in_time",
		.sentence =
			"Seats that nobody pays for are free for others within a second of their deadline.",
		.when = AUDIT_EVENT | AUDIT_REST,
		FINDS(&holds_past_their_time),
	},
	{
		.name = "hold_ends_by_kick_off",
		.sentence = "No seat is kept for somebody who has not paid when the evening begins.",
		.when = ALWAYS,
		FINDS(&holds_past_kick_off),
	},
	{
		.name = "guest_keeps_to_the_limit",
		.sentence =
			"One guest does not take the room from the others: nobody has more seats than the "
			"host allows, and what is counted is what is held.",
		.when = ALWAYS,
		FINDS(&guests_beyond_their_limit),
	},
	{
		.name = "called_off_means_empty",
		.sentence = "Of an evening that was called off, nobody has a seat.",
		.when = ALWAYS,
		FINDS(&seats_of_cancelled_sessions),
	},
	{
		.name = "holds_are_told",
		.sentence = "Whoever listens to inventory hears of each hold once that it was made, each "
			    "time that "
			    "it was taken again, and each time how it ended.",
		.when = AUDIT_REST,
		FINDS(&holds_told_otherwise),
	},

	/* Bookings */
	{
		.name = "every_booking_is_decided",
		.sentence = "No guest waits for ever: a booking ends as confirmed, refused or cancelled.",
		.when = AUDIT_REST,
		FINDS(&undecided_bookings),
	},
	{
		.name = "saga_agrees_with_its_booking",
		.sentence = "What a booking's steps have come to is what its guest is shown.",
		.when = AUDIT_REST,
		FINDS(&bookings_without_a_saga, &sagas_that_disagree),
	},
	{
		.name = "confirmed_has_its_seats",
		.sentence = "A guest with a confirmed booking has the very seats that it shows.",
		.when = AUDIT_REST,
		FINDS(&confirmed_without_seats, &other_seats_than_shown),
	},
	{
		.name = "seats_have_their_booking",
		.sentence = "A host loses no seat to a booking that came to nothing.",
		.when = AUDIT_REST,
		FINDS(&seats_without_a_booking, &seats_of_the_undone),
	},
	{
		.name = "booking_knows_when",
		.sentence =
			"A confirmed guest is told the hour at which the evening begins, and that it is off "
			"when it is off.",
		.when = AUDIT_REST,
		FINDS(&bookings_of_another_time, &bookings_of_cancelled_sessions),
	},
	{
		.name = "refund_is_by_the_terms",
		.sentence = "Who cancels gets back what the terms of their booking say, to the grosz.",
		.when = AUDIT_REST,
		FINDS(&refunds_against_the_terms),
	},
	{
		.name = "terms_are_everybodys",
		.sentence = "Every booking is made under the terms that are published.",
		.when = AUDIT_REST,
		FINDS(&bookings_of_other_terms),
	},
	{
		.name = "timeline_tells_it_once",
		.sentence = "A guest reads in their booking what happened, each thing once and in order.",
		.when = AUDIT_REST,
		FINDS(&timelines_out_of_order),
	},
	{
		.name = "bookings_are_told",
		.sentence =
			"Whoever listens to booking hears of each booking once that it was asked for, and "
			"once what became of it.",
		.when = AUDIT_REST,
		FINDS(&bookings_told_otherwise),
	},

	{
		.name = "undone_last_first",
		.sentence =
			"Nobody else gets a guest's seats before the guest's money is let go: what is undone "
			"is undone last first.",
		.when = AUDIT_REST,
		FINDS(&undone_out_of_order),
	},
	{
		.name = "bookings_are_their_guests",
		.sentence = "Nobody is shown another guest's booking.",
		.when = AUDIT_REST,
		FINDS(&glimpses_of_others),
	},

	/* Money */
	{
		.name = "asked_by_a_record",
		.sentence =
			"An accountant finds a reason for every movement at the provider: a record of ours "
			"that was durable before it was asked.",
		.when = AUDIT_MOVEMENT,
		FINDS(&movements_without_a_record, &movements_of_another_amount),
	},
	{
		.name = "taken_for_seats",
		.sentence = "Money is taken only for seats that are the guest's by then.",
		.when = AUDIT_MOVEMENT,
		FINDS(&captures_without_seats),
	},
	{
		.name = "taken_once",
		.sentence = "A guest pays for a booking once.",
		.when = AUDIT_MOVEMENT,
		FINDS(&money_taken_twice),
	},
	{
		.name = "given_back_once",
		.sentence = "No more goes back to a card than was taken from it.",
		.when = AUDIT_MOVEMENT,
		FINDS(&money_given_back_twice),
	},
	{
		.name = "confirmed_is_paid",
		.sentence = "A booking is confirmed if and only if exactly its quoted total was taken at the "
			    "provider, in one capture.",
		.when = AUDIT_REST,
		FINDS(&confirmed_without_payment),
	},
	{
		.name = "what_stays_paid_is_owed",
		.sentence =
			"Of a booking that failed or was cancelled, the guest has everything back but what "
			"the terms keep.",
		.when = AUDIT_REST,
		FINDS(&guests_out_of_pocket),
	},
	{
		.name = "nobody_pays_for_nothing",
		.sentence = "No card is asked for anything but a booking.",
		.when = AUDIT_REST,
		FINDS(&money_of_nobody),
	},
	{
		.name = "nothing_stays_set_aside",
		.sentence = "No money of a guest's stays blocked once their booking is decided.",
		.when = AUDIT_REST,
		FINDS(&money_set_aside),
	},
	{
		.name = "every_payment_is_over",
		.sentence = "No payment stays unknown.",
		.when = AUDIT_REST,
		FINDS(&open_payments),
	},
	{
		.name = "payment_knows_the_provider",
		.sentence = "What we say of a payment is what the provider did.",
		.when = AUDIT_REST,
		FINDS(&payments_against_the_provider),
	},
	{
		.name = "every_refund_is_paid",
		.sentence = "Who was promised money back has it.",
		.when = AUDIT_REST,
		FINDS(&unpaid_refunds),
	},
	{
		.name = "refunds_add_up",
		.sentence = "What is counted as given back is the sum of the refunds.",
		.when = AUDIT_REST,
		FINDS(&refunds_that_do_not_add_up),
	},
	{
		.name = "ledger_balances",
		.sentence = "The tax office finds each booking's postings in balance: what was taken is the "
			    "host's share and our fee, and a refund bears both in proportion.",
		.when = AUDIT_REST,
		FINDS(&ledgers_out_of_balance),
	},
	{
		.name = "ledger_equals_the_providers",
		.sentence = "Our ledger and the provider's books say the same of each booking.",
		.when = AUDIT_REST,
		FINDS(&books_that_differ),
	},
	{
		.name = "ledger_only_grows",
		.sentence = "What stands in the ledger is never changed.",
		.when = AUDIT_REST,
		FINDS(&postings_that_changed),
	},
	{
		.name = "reconciliation_finds_nothing",
		.sentence = "Whoever keeps the books is not called for what was in order.",
		.when = AUDIT_REST,
		FINDS(&differences_not_resolved, &findings_of_reconciliation),
	},
	{
		.name = "price_is_the_price",
		.sentence =
			"The card is asked for what the booking says that it costs, and it is the guest's.",
		.when = AUDIT_REST,
		FINDS(&prices_that_moved),
	},
	{
		.name = "fee_is_as_published",
		.sentence = "The platform takes the fee that it publishes.",
		.when = AUDIT_REST,
		FINDS(&fees_not_as_published),
	},

	/* Told */
	{
		.name = "guest_gets_one_letter",
		.sentence = "Each confirmed guest is written one letter that says so.",
		.when = AUDIT_REST,
		FINDS(&guests_not_told),
	},
	{
		.name = "end_is_told",
		.sentence = "Who was refused or has cancelled is written to, once.",
		.when = AUDIT_REST,
		FINDS(&ends_not_told),
	},
	{
		.name = "host_knows_who_comes",
		.sentence = "A host hears of each guest who comes, once.",
		.when = AUDIT_REST,
		FINDS(&hosts_not_told),
	},
	{
		.name = "nobody_is_told_what_is_not",
		.sentence = "Nobody is written that a booking is what it is not, nor of another's booking.",
		.when = AUDIT_REST,
		FINDS(&guests_told_wrongly),
	},
	{
		.name = "letters_are_sent",
		.sentence = "A letter that was written leaves the house.",
		.when = AUDIT_REST,
		FINDS(&letters_not_sent),
	},
	{
		.name = "letters_arrive_once",
		.sentence = "Nobody gets the same letter twice.",
		.when = AUDIT_REST,
		FINDS(&letters_sent_twice, &letters_beyond_those_written),
	},
	{
		.name = "notifications_come_once",
		.sentence = "Nobody reads the same news twice in the application.",
		.when = AUDIT_REST,
		FINDS(&notifications_told_twice),
	},
	{
		.name = "address_is_for_guests",
		.sentence =
			"A host's address is told to guests whose booking was confirmed, and to nobody else.",
		.when = AUDIT_REST,
		FINDS(&addresses_given_away),
	},

	/* Copies */
	{
		.name = "rules_are_known_where_they_apply",
		.sentence = "Inventory applies the licence rules that compliance has published.",
		.when = AUDIT_REST,
		FINDS(&rules_not_known),
	},
	{
		.name = "prices_know_the_evening",
		.sentence =
			"Pricing knows each session, its seats and what is wanted of it as inventory does.",
		.when = AUDIT_REST,
		FINDS(&sessions_not_priced, &seats_not_priced, &demand_not_known),
	},
	{
		.name = "search_shows_what_is",
		.sentence =
			"Who searches is shown evenings as they are: none that is called off or has started, "
			"with the seats that are free, and at the price that is asked.",
		.when = AUDIT_REST,
		FINDS(&sessions_not_found, &sessions_found_too_long, &seats_found_free, &prices_not_found,
	              &fixtures_not_found, &homes_not_found),
	},
	{
		.name = "index_has_come_along",
		.sentence = "The index has taken over every change.",
		.when = AUDIT_REST,
		FINDS(&index_behind),
	},
	{
		.name = "letters_know_when",
		.sentence =
			"Who writes letters and calendar entries knows when each evening is, and who comes.",
		.when = AUDIT_REST,
		FINDS(&readers_of_another_time, &sessions_of_another_time),
	},
	{
		.name = "sessions_follow_their_fixture",
		.sentence = "A session begins when its fixture does, and is off when it is off.",
		.when = AUDIT_REST,
		FINDS(&sessions_left_behind),
	},

	/* Events and answers */
	{
		.name = "nothing_is_left_to_do",
		.sentence = "Whatever was planned has been done: no effect stays behind.",
		.when = AUDIT_REST,
		FINDS(&effects_left),
	},
	{
		.name = "no_event_is_parked",
		.sentence = "No event waits for an operator.",
		.when = AUDIT_REST,
		FINDS(&events_parked),
	},
	{
		.name = "event_is_heard_once",
		.sentence = "Each consumer has dealt with each event once.",
		.when = AUDIT_REST,
		FINDS(&events_not_heard_once),
	},
	{
		.name = "outbox_has_no_holes",
		.sentence = "Events are numbered without a gap: who reads on misses none.",
		.when = AUDIT_REST,
		FINDS(&outboxes_with_holes),
	},
	{
		.name = "committed_is_kept",
		.sentence = "What was committed once is there after any crash.",
		.when = KEPT,
		FINDS(&events_gone),
	},
	{
		.name = "acknowledged_is_there",
		.sentence = "What somebody was told has been done is there, after any crash too.",
		.when = KEPT,
		FINDS(&promises_gone),
	},
	{
		.name = "replay_is_the_same",
		.sentence = "Who asks again under the same key is answered the same, to the byte.",
		.when = AUDIT_EVENT | AUDIT_REST,
		FINDS(&answers_that_differ),
	},
	{
		.name = "nothing_piles_up",
		.sentence = "Whoever runs it for years finds no queue or table that only grows.",
		.when = AUDIT_REST,
		FINDS(&things_that_pile_up),
	},
	{ 0 },
};
