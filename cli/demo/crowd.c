#include "cli/demo/crowd.h"

#include "cli/demo/ticker.h"
#include "contracts/booking.h"

enum { SESSIONS_LOOKED_AT = 8, FEWEST_MINUTES_BEFORE = 60 };

/* Guests of the plan, from this one on, come back as these. */
enum { FIRST_PERSONA = 60 };

/* Who they are, and why they do what they do. */
static const struct {
	const char *why;
	int seats;
	const char *card;
	int patience; /* how many of their turns a booking lasts; what they give back others can have */
} personas[DEMO_PERSONAS] = {
	{ "books for two, and comes", 2, "pm_card_visa", 6 },
	{ "comes alone, decides late", 1, "pm_card_visa", 4 },
	{ "changes their mind", 1, "pm_card_visa", 1 },
	{ "brings three friends", 4, "pm_card_visa", 3 },
	{ "looks for the cheapest seat", 1, "pm_card_visa", 5 },
	{ "has a card that declines", 2, "pm_card_chargeDeclined", 1 },
	{ "has a bank that asks", 1, "pm_card_threeDSecureApproved", 4 },
	{ "has spent it all", 1, "pm_card_insufficientFunds", 1 },
	{ "has a bad line: the answer gets lost", 2, "pm_card_authoriseReplyLost", 3 },
	{ "takes the children", 3, "pm_card_visa", 4 },
	{ "is always late", 1, "pm_card_visa", 2 },
	{ "collects evenings", 2, "pm_card_visa", 5 },
};

static void cancel(struct demo_crowd *crowd, struct cc_ctx *ctx, int persona)
{
	const struct booking_cancel_booking_request cmd = { .booking_id = crowd->bookings[persona] };
	struct booking_booking booking;
	cc_err err = demo_ask(ctx, demo_guest(crowd->demo, FIRST_PERSONA + persona),
	                      &booking_cancel_booking_op, &cmd, &booking);
	(void)err; /* refused, over or begun: there is nothing to give back */
	crowd->bookings[persona] = (cc_id){ { 0 } };
}

static bool has_room(struct demo_crowd *crowd, struct cc_ctx *ctx, int session, int seats)
{
	const struct demo_session *row = &demo_sessions[session];
	const struct inventory_get_availability_request query = {
		.session_id = demo_id(&crowd->demo->plan, DEMO_SESSION_ID, session),
	};
	struct inventory_availability room;
	cc_time latest = cc_time_add(crowd->demo->plan.kicks_off_at[row->fixture],
	                             -CC_MINUTES(FEWEST_MINUTES_BEFORE));
	if (row->scripted || !cc_time_before(cc_now(ctx), latest))
		return false;
	cc_err err = demo_ask(ctx, demo_guest(crowd->demo, FIRST_PERSONA), &inventory_get_availability_op,
	                      &query, &room);
	return err == CC_OK && room.state == INVENTORY_SESSION_STATE_PUBLISHED && room.seats_free >= seats;
}

static void book(struct demo_crowd *crowd, struct cc_ctx *ctx, int persona)
{
	const struct demo_plan *plan = &crowd->demo->plan;
	int session = (int)demo_chance(plan, 8, crowd->turn, DEMO_SESSIONS);
	for (int i = 0; i < SESSIONS_LOOKED_AT; i++, session = (session + 1) % DEMO_SESSIONS)
		if (has_room(crowd, ctx, session, personas[persona].seats))
			break;
	const struct booking_request_booking_request cmd = {
		.booking_id = cc_new_id(ctx),
		.session_id = demo_id(plan, DEMO_SESSION_ID, session),
		.seats = personas[persona].seats,
		.payment_method = cc_str_of(personas[persona].card),
	};
	struct booking_booking booking;
	if (demo_ask(ctx, demo_guest(crowd->demo, FIRST_PERSONA + persona), &booking_request_booking_op, &cmd,
	             &booking) == CC_OK)
		crowd->bookings[persona] = cmd.booking_id;
}

void demo_crowd_act(struct demo_crowd *crowd)
{
	if (crowd->size == 0)
		return;
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = demo_ctx(crowd->demo, arena);
	int persona = (int)(crowd->turn % (uint32_t)crowd->size);
	cc_str name = demo_guest_name(&ctx, &crowd->demo->plan, FIRST_PERSONA + persona);
	uint32_t round = crowd->turn / (uint32_t)crowd->size;
	bool has_one = !cc_id_is_none(crowd->bookings[persona]);
	if (!has_one) {
		demo_ticker_say(
			&ctx, "crowd",
			cc_printf(&ctx, "%.*s, who %s", (int)name.len, name.ptr, personas[persona].why));
		book(crowd, &ctx, persona);
	}
	if (has_one && round % (uint32_t)personas[persona].patience == 0)
		cancel(crowd, &ctx, persona);
	crowd->turn++;
	cc_arena_free(arena);
}
