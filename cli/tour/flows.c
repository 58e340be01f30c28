/* flows.c - what can become of an evening. */
#include "cli/demo/demo.h"
#include "cli/tour/tour.h"
#include "contracts/bff_web.h"
#include "contracts/payment.h"
#include "contracts/search.h"

enum { MINUTES_TO_PAY = 9 };

/* ---- Waiting ------------------------------------------------------------------ */

static bool is_cancelled(const struct booking_booking *booking)
{
	return booking->state == BOOKING_BOOKING_STATE_CANCELLED;
}

static bool is_refused(const struct booking_booking *booking)
{
	return booking->state == BOOKING_BOOKING_STATE_REFUSED;
}

static bool is_moved(const struct booking_booking *booking)
{
	return booking->rescheduled;
}

/* The provider pays after the booking is cancelled: what it says is in the timeline. */
static bool is_refunded(const struct booking_booking *booking)
{
	for (size_t i = 0; i < booking->timeline.count; i++)
		if (booking->timeline.items[i].what == BOOKING_HAPPENING_REFUNDED)
			return true;
	return false;
}

/* Looks until it is so, then shows it, and says the sentence. */
static CC_RESULT await_booking(struct tour *tour, bool (*is_so)(const struct booking_booking *booking),
                               const char *sentence, struct booking_booking *booking)
{
	const struct booking_get_booking_request query = { .booking_id = booking->booking_id };
	for (int i = 0; i < TOUR_LOOKS_MAX && !is_so(booking); i++)
		TRY(tour_look(tour, TOUR_GUEST, &booking_get_booking_op, &query, booking));
	TRY(tour_ask(tour, TOUR_GUEST, &booking_get_booking_op, &query, booking));
	return tour_check(tour, is_so(booking), "%s", sentence);
}

static CC_RESULT await_refund(struct tour *tour, struct booking_booking *booking, int64_t minor)
{
	const struct payment_get_payment_request money = { .booking_id = booking->booking_id };
	struct payment_payment payment;
	TRY(await_booking(tour, is_refunded, "the provider has paid it back", booking));
	TRY(tour_ask(tour, TOUR_GUEST, &payment_get_payment_op, &money, &payment));
	return tour_check(tour, payment.refunded.minor == minor, "%s of %s went back to the card",
	                  tour_money(tour, payment.refunded), tour_money(tour, payment.amount));
}

/* Shows the cancellation, and what of the money comes back. */
static CC_RESULT cancel(struct tour *tour, struct booking_booking *booking)
{
	const struct booking_cancel_booking_request cmd = { .booking_id = booking->booking_id };
	TRY(tour_ask(tour, TOUR_GUEST, &booking_cancel_booking_op, &cmd, booking));
	return await_booking(tour, is_cancelled, "the booking is cancelled", booking);
}

static CC_RESULT preview(struct tour *tour, cc_id booking_id, struct booking_cancellation *cancellation)
{
	const struct booking_preview_cancellation_request query = { .booking_id = booking_id };
	return tour_ask(tour, TOUR_GUEST, &booking_preview_cancellation_op, &query, cancellation);
}

/* ---- 1 ------------------------------------------------------------------------ */

static int free_on(const struct bff_web_session_page *page)
{
	int seats = 0;
	for (size_t i = 0; i < page->seats.count; i++)
		seats += page->seats.items[i].status == INVENTORY_SEAT_STATUS_FREE;
	return seats;
}

/* The index hears of an evening a moment after it was opened. */
static CC_RESULT search(struct tour *tour, const struct tour_evening *evening)
{
	const struct search_find_sessions_request query = {
		.has_q = true,
		.q = CC_STR("krakow derby"),
		.has_fixture_id = true,
		.fixture_id = evening->fixture_id,
		.has_seats = true,
		.seats = 2,
	};
	struct search_find_sessions_response found = { 0 };
	for (int i = 0; i < TOUR_LOOKS_MAX && found.items.count == 0; i++)
		TRY(tour_look(tour, TOUR_NOBODY, &search_find_sessions_op, &query, &found));
	TRY(tour_ask(tour, TOUR_NOBODY, &search_find_sessions_op, &query, &found));
	return tour_check(tour,
	                  found.items.count == 1 &&
	                          cc_id_eq(found.items.items[0].session_id, evening->session_id),
	                  "\"krakow derby\" finds it in Kraków, without the accent");
}

static CC_RESULT find(struct tour *tour, const struct tour_evening *evening)
{
	const struct bff_web_show_fixture_request match = { .fixture_id = evening->fixture_id };
	const struct bff_web_show_session_request query = {
		.session_id = evening->session_id,
		.has_seats = true,
		.seats = 2,
	};
	struct bff_web_fixture_page rooms;
	struct bff_web_session_page page;
	TRY(search(tour, evening));
	TRY(tour_ask(tour, TOUR_NOBODY, &bff_web_show_fixture_op, &match, &rooms));
	TRY(tour_check(tour, rooms.rooms.count == 1, "the fixture can be watched in one living room"));
	TRY(tour_ask(tour, TOUR_NOBODY, &bff_web_show_session_op, &query, &page));
	TRY(tour_check(tour, page.host != NULL && free_on(&page) == TOUR_SEATS,
	               "%.*s invites, and all %d seats are free", page.host ? (int)page.host->name.len : 0,
	               page.host ? page.host->name.ptr : "", TOUR_SEATS));
	return tour_check(tour, page.quote != NULL, "two seats cost %s, all in, for ten minutes",
	                  page.quote ? tour_money(tour, page.quote->total) : "nothing");
}

/* Who has booked is told where to go; who has cancelled is not, any more. */
static CC_RESULT look_up(struct tour *tour, cc_id booking_id, bool told)
{
	const struct bff_web_show_booking_request query = { .booking_id = booking_id };
	struct bff_web_booking_page page;
	TRY(tour_ask(tour, TOUR_GUEST, &bff_web_show_booking_op, &query, &page));
	if (!told)
		return tour_check(tour, !page.address, "the address is not shown any more");
	return tour_check(tour, page.address != NULL, "now the guest is told where to go: %.*s",
	                  page.address ? (int)page.address->street.len : 0,
	                  page.address ? page.address->street.ptr : "");
}

static CC_RESULT change_mind(struct tour *tour, cc_id session_id)
{
	struct booking_booking booking;
	struct booking_cancellation cancellation;
	TRY(tour_book(tour, session_id, 1, "pm_card_visa", &booking));
	TRY(preview(tour, booking.booking_id, &cancellation));
	TRY(tour_check(tour, cancellation.refund_percent == 50,
	               "half would go back: it is less than 48 hours"));
	TRY(cancel(tour, &booking));
	TRY(await_refund(tour, &booking, cancellation.refund.minor));
	TRY(look_up(tour, booking.booking_id, false));
	return tour_check(tour, tour_free_seats(tour, session_id) == TOUR_SEATS - 2,
	                  "the seat is free again");
}

cc_err tour_an_evening(struct tour *tour)
{
	struct tour_evening evening = { .title = "The derby, on the big sofa", .hours = 30 };
	struct booking_booking booking;
	tour_title(tour, "1. An evening: found, booked, and one of two bookings cancelled");
	TRY(tour_open_evening(tour, &evening));
	TRY(find(tour, &evening));
	TRY(tour_book(tour, evening.session_id, 2, "pm_card_visa", &booking));
	TRY(tour_check(tour, booking.state == BOOKING_BOOKING_STATE_CONFIRMED, "two seats are booked, for %s",
	               tour_money(tour, booking.total)));
	TRY(look_up(tour, booking.booking_id, true));
	TRY(tour_calendar(tour, booking.booking_id, 0));
	TRY(tour_told(tour, TOUR_GUEST, NOTIFICATION_KIND_BOOKING_CONFIRMED,
	              "the guest is told that it is booked"));
	TRY(tour_told(tour, TOUR_HOST, NOTIFICATION_KIND_GUEST_COMING, "the host is told who comes"));
	return change_mind(tour, evening.session_id);
}

/* ---- 3 ------------------------------------------------------------------------ */

cc_err tour_the_host_cancels(struct tour *tour)
{
	struct tour_evening evening = { .title = "Friday, until the host falls ill", .hours = 20 };
	struct booking_booking booking;
	struct inventory_session session;
	tour_title(tour, "3. The host calls the evening off");
	TRY(tour_open_evening(tour, &evening));
	TRY(tour_book(tour, evening.session_id, 2, "pm_card_visa", &booking));
	int64_t paid = booking.total.minor;
	const struct inventory_cancel_session_request cmd = { .session_id = evening.session_id };
	TRY(tour_ask(tour, TOUR_HOST, &inventory_cancel_session_op, &cmd, &session));
	TRY(await_booking(tour, is_cancelled, "the booking is cancelled", &booking));
	TRY(tour_check(tour, booking.cancelled_by == BOOKING_CANCELLER_HOST, "it says that the host did it"));
	return await_refund(tour, &booking, paid);
}

/* ---- 4 ------------------------------------------------------------------------ */

static CC_RESULT declined(struct tour *tour, cc_id session_id)
{
	struct booking_booking booking;
	TRY(tour_book(tour, session_id, 2, "pm_card_chargeDeclined", &booking));
	TRY(tour_check(tour, booking.state == BOOKING_BOOKING_STATE_REFUSED && booking.has_refusal,
	               "declined, and undone: %.*s", (int)booking.refusal.len, booking.refusal.ptr));
	return tour_check(tour, tour_free_seats(tour, session_id) == TOUR_SEATS, "no seat is held for it");
}

/* On a server of our own the clock is moved: the guest never confirms, and the seats come back. */
static CC_RESULT time_runs_out(struct tour *tour, struct booking_booking *booking)
{
	demo_clock_set_behind(&tour->own->clock, -CC_MINUTES(MINUTES_TO_PAY));
	cc_events_wake(tour->own->host.events, NULL);
	tour_say(tour, "%d minutes later (the clock of this server was moved):", MINUTES_TO_PAY);
	TRY(await_booking(tour, is_refused, "the booking is refused", booking));
	return tour_check(tour, booking->has_refusal, "nothing was paid: %.*s", (int)booking->refusal.len,
	                  booking->refusal.ptr);
}

static CC_RESULT guest_gives_up(struct tour *tour, struct booking_booking *booking)
{
	tour_say(tour, "In eight minutes it would be undone by itself; the guest cancels instead:");
	return cancel(tour, booking);
}

cc_err tour_money_fails(struct tour *tour)
{
	struct tour_evening evening = { .title = "An evening for cards that fail", .hours = 60 };
	struct booking_booking booking;
	tour_title(tour, "4. A card is declined; a bank waits for a guest who does not come");
	TRY(tour_open_evening(tour, &evening));
	TRY(declined(tour, evening.session_id));
	TRY(tour_book(tour, evening.session_id, 1, "pm_card_threeDSecure", &booking));
	TRY(tour_check(tour, booking.has_action_url,
	               "the bank asks the guest, and the seat is held meanwhile"));
	TRY(tour_check(tour, tour_free_seats(tour, evening.session_id) == TOUR_SEATS - 1,
	               "one seat is held"));
	TRY(tour->own ? time_runs_out(tour, &booking) : guest_gives_up(tour, &booking));
	return tour_check(tour, tour_free_seats(tour, evening.session_id) == TOUR_SEATS,
	                  "all seats are free again");
}

/* ---- 5 ------------------------------------------------------------------------ */

cc_err tour_the_fixture_moves(struct tour *tour)
{
	struct tour_evening evening = { .title = "Jumps, if the wind allows", .hours = 10 };
	struct booking_booking booking;
	struct booking_cancellation cancellation;
	struct inventory_fixture fixture;
	tour_title(tour, "5. The fixture is moved");
	TRY(tour_open_evening(tour, &evening));
	TRY(tour_book(tour, evening.session_id, 3, "pm_card_visa", &booking));
	TRY(preview(tour, booking.booking_id, &cancellation));
	TRY(tour_check(tour, cancellation.refund_percent == 0, "nothing would go back: it is today"));
	const struct inventory_move_fixture_request move = {
		.fixture_id = evening.fixture_id,
		.kicks_off_at = cc_time_add(evening.starts_at, CC_HOURS(2)),
	};
	TRY(tour_ask(tour, TOUR_ADMIN, &inventory_move_fixture_op, &move, &fixture));
	TRY(await_booking(tour, is_moved, "the booking has moved with its fixture, seats and all", &booking));
	TRY(tour_told(tour, TOUR_GUEST, NOTIFICATION_KIND_EVENING_MOVED, "the guest is told when it is now"));
	TRY(tour_calendar(tour, booking.booking_id, 1));
	TRY(preview(tour, booking.booking_id, &cancellation));
	TRY(tour_check(tour, cancellation.refund_percent == 100,
	               "whoever cannot come then, cancels for free"));
	int64_t paid = booking.total.minor;
	TRY(cancel(tour, &booking));
	return await_refund(tour, &booking, paid);
}

/* ---- 6 ------------------------------------------------------------------------ */

/* As the rule says that an administrator published before all this, however many seats there are. */
cc_err tour_a_licence_ends(struct tour *tour)
{
	struct tour_evening evening = { .title = "As many as the licence allows", .hours = 50 };
	struct booking_booking booking;
	tour_title(tour, "6. A licence is for fewer guests than there are seats");
	TRY(tour_open_evening(tour, &evening));
	TRY(tour_book(tour, evening.session_id, 4, "pm_card_visa", &booking));
	TRY(tour_check(tour, booking.state == BOOKING_BOOKING_STATE_CONFIRMED, "four seats are booked"));
	const struct inventory_hold_seats_request too_many = {
		.session_id = evening.session_id,
		.booking_id = cc_new_id(tour->client.ctx),
		.seats = 3,
	};
	TRY(tour_ask_refused(tour, TOUR_OTHER_GUEST, &inventory_hold_seats_op, &too_many,
	                     &inventory_licence_limit));
	return tour_check(tour, tour_free_seats(tour, evening.session_id) == TOUR_SEATS - 4,
	                  "%d seats are free, and two of them may be taken", TOUR_SEATS - 4);
}
