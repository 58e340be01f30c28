/* door.c - guests who come to the evening, and those who only hold seats of it. */
#include "contracts/inventory.h"
#include "sim/guest.h"

enum { PATIENCE_MS = 6 * 3600 * 1000 };

enum { BY_TOKEN = 2, BY_CODE, BY_BOOKING_ID /* the tags of the members */ };

static int64_t chance(struct sim_guest *guest, int64_t most)
{
	return sim_random_between(&guest->person.random, 0, most);
}

/* The host's phone, which looks at whatever the guest shows. */
static void look_at_ticket(struct sim_guest *guest, const struct inventory_ticket *ticket)
{
	struct sim_stage *stage = guest->person.stage;
	const struct sim_evening *evening = &stage->base.evenings[guest->plan->evening];
	struct inventory_check_in_request cmd = {
		.session_id = evening->session_id,
		.by_case = BY_TOKEN + (int)chance(guest, 2),
	};
	switch (cmd.by_case) {
	case BY_TOKEN: cmd.token = ticket->token; break;
	case BY_CODE: cmd.code = ticket->code; break;
	default: cmd.booking_id = guest->booking_id; break;
	}
	struct inventory_door_guest seen;
	cc_err err = SIM_ASK(&guest->person, sim_host(&stage->base, evening->host), inventory_check_in_op,
	                     sim_new_key(&guest->person), &cmd, &seen);
	if (err != CC_OK || chance(guest, 9) > 0)
		return;
	const struct inventory_undo_check_in_request undo = { evening->session_id, guest->booking_id };
	err = SIM_ASK(&guest->person, sim_host(&stage->base, evening->host), inventory_undo_check_in_op,
	              sim_new_key(&guest->person), &undo, &seen);
	(void)err; /* the wrong guest was tapped, or it is too late for that */
}

void sim_guest_attend(struct sim_guest *guest)
{
	const struct inventory_get_ticket_request query = { .booking_id = guest->booking_id };
	struct inventory_ticket ticket;
	if (!guest->is_confirmed || !guest->plan->comes)
		return;
	int64_t left_ms = guest->booking.starts_at.ms - sim_now(&guest->person.stage->world).ms;
	int64_t early_ms = chance(guest, CC_HOURS(2));
	if (left_ms > PATIENCE_MS)
		return; /* not before the world comes to rest */
	if (left_ms > early_ms)
		sim_wait_ms(&guest->person, left_ms - early_ms);
	cc_err err = SIM_ASK(&guest->person, sim_guest_self(guest), inventory_get_ticket_op, CC_STR(""),
	                     &query, &ticket);
	if (err == CC_OK)
		look_at_ticket(guest, &ticket);
}

void sim_guest_hold(struct sim_guest *guest)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = guest->request.session_id,
		.booking_id = guest->booking_id,
		.seats = guest->request.seats,
		.labels = guest->request.labels,
	};
	const struct inventory_extend_hold_request more = { .booking_id = guest->booking_id };
	const struct inventory_release_hold_request release = { .booking_id = guest->booking_id };
	struct inventory_hold hold;
	cc_err err = SIM_ASK(&guest->person, sim_guest_self(guest), inventory_hold_seats_op, guest->key, &cmd,
	                     &hold);
	if (err != CC_OK)
		return;
	sim_wait_ms(&guest->person, chance(guest, CC_MINUTES(12)));
	if (chance(guest, 1) > 0)
		err = SIM_ASK(&guest->person, sim_guest_self(guest), inventory_extend_hold_op,
		              sim_new_key(&guest->person), &more, &hold);
	sim_wait_ms(&guest->person, chance(guest, CC_MINUTES(12)));
	if (chance(guest, 1) > 0)
		err = SIM_ASK(&guest->person, sim_guest_self(guest), inventory_release_hold_op,
		              sim_new_key(&guest->person), &release, &hold);
	(void)err; /* it may have ended meanwhile */
}
