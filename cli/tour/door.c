/* door.c - a ticket, and the host's phone at the door. */
#include "cli/tour/tour.h"

enum { BY_TOKEN = 2, BY_CODE = 3 }; /* the tags of the members */

static CC_RESULT get_ticket(struct tour *tour, cc_id booking_id, struct inventory_ticket *ticket)
{
	const struct inventory_get_ticket_request query = { .booking_id = booking_id };
	TRY(tour_ask(tour, TOUR_GUEST, &inventory_get_ticket_op, &query, ticket));
	return tour_check(tour, ticket->code.len > 0,
	                  "the ticket is a signed token, and for people the code %.*s", (int)ticket->code.len,
	                  ticket->code.ptr);
}

static CC_RESULT scan(struct tour *tour, cc_id session_id, const struct inventory_ticket *ticket)
{
	const struct inventory_check_in_request by_camera = {
		.session_id = session_id,
		.by_case = BY_TOKEN,
		.token = ticket->token,
	};
	const struct inventory_check_in_request by_hand = {
		.session_id = session_id,
		.by_case = BY_CODE,
		.code = ticket->code,
	};
	struct inventory_door_guest guest;
	TRY(tour_ask(tour, TOUR_HOST, &inventory_check_in_op, &by_camera, &guest));
	TRY(tour_check(tour, guest.has_checked_in_at && guest.labels.count == 2,
	               "two guests sit in %.*s and %.*s", (int)guest.labels.items[0].len,
	               guest.labels.items[0].ptr, (int)guest.labels.items[1].len, guest.labels.items[1].ptr));
	TRY(tour_ask_refused(tour, TOUR_HOST, &inventory_check_in_op, &by_hand,
	                     &inventory_already_checked_in));
	return CC_OK;
}

cc_err tour_at_the_door(struct tour *tour)
{
	struct tour_evening tonight = { .title = "Tonight, in two hours", .hours = 2 };
	struct tour_evening late = { .title = "Tonight, in the same room, late", .hours = 6 };
	struct booking_booking booking;
	struct inventory_ticket ticket;
	tour_title(tour, "2. At the door");
	TRY(tour_open_evening(tour, &tonight));
	TRY(tour_open_evening(tour, &late));
	TRY(tour_book(tour, tonight.session_id, 2, "pm_card_visa", &booking));
	TRY(get_ticket(tour, booking.booking_id, &ticket));
	TRY(tour_ticket_picture(tour, booking.booking_id));
	const struct inventory_check_in_request elsewhere = {
		.session_id = late.session_id,
		.by_case = BY_TOKEN,
		.token = ticket.token,
	};
	TRY(tour_ask_refused(tour, TOUR_HOST, &inventory_check_in_op, &elsewhere, &inventory_wrong_session));
	return scan(tour, tonight.session_id, &ticket);
}
