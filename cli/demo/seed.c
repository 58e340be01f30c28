/* seed.c - the past, moment by moment: what guests and hosts did, until what came of it has settled. */
#include "cli/demo/demo.h"
#include "cli/demo/show.h"
#include "contracts/booking.h"

enum {
	SETTLE_PAUSES_MAX = 15000,
	LABELS_MAX = 8,
	QUIET_LOOKS = 4,
	WAITING_MINUTES = 5,
	BY_BOOKING_ID = 4 /* the tag of the member */
};

static const struct cc_reason unsettled = { "unsettled", CC_UNAVAILABLE };

/* ---- Bookings ---------------------------------------------------------------- */

static struct cc_str_list labels_of(struct cc_ctx *ctx, const char *text)
{
	struct cc_str_list labels = { .items = cc_alloc_array(ctx, LABELS_MAX, sizeof *labels.items) };
	for (const char *at = text ? text : ""; *at;) {
		size_t len = strcspn(at, " ");
		assert(labels.count < LABELS_MAX);
		labels.items[labels.count++] = (cc_str){ at, len };
		at += len + (at[len] == ' ');
	}
	return labels;
}

static CC_RESULT book(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_wish *wish = &demo->plan.wishes[index];
	const struct booking_request_booking_request cmd = {
		.booking_id = demo_id(&demo->plan, DEMO_BOOKING_ID, index),
		.session_id = demo_id(&demo->plan, DEMO_SESSION_ID, wish->session),
		.seats = wish->seats,
		.labels = labels_of(ctx, wish->labels),
		.payment_method = cc_str_of(wish->card),
	};
	struct booking_booking booking;
	return demo_ask(ctx, demo_guest(demo, wish->guest), &booking_request_booking_op, &cmd, &booking);
}

/* Whoever has no booking, as theirs was refused, has none to cancel. */
static CC_RESULT cancel(struct demo *demo, struct cc_ctx *ctx, int index)
{
	struct cc_principal guest = demo_guest(demo, demo->plan.wishes[index].guest);
	const struct booking_cancel_booking_request cmd = {
		.booking_id = demo_id(&demo->plan, DEMO_BOOKING_ID, index),
	};
	struct booking_booking booking;
	cc_err err = demo_ask(ctx, guest, &booking_cancel_booking_op, &cmd, &booking);
	return cc_because(err, &booking_booking_over) ? CC_OK : err;
}

/* Whose booking came to nothing, or was cancelled, is not awaited at the door. */
static CC_RESULT check_in(struct demo *demo, struct cc_ctx *ctx, int index)
{
	int session = demo->plan.wishes[index].session;
	const struct inventory_check_in_request cmd = {
		.session_id = demo_id(&demo->plan, DEMO_SESSION_ID, session),
		.by_case = BY_BOOKING_ID,
		.booking_id = demo_id(&demo->plan, DEMO_BOOKING_ID, index),
	};
	struct inventory_door_guest guest;
	cc_err err = demo_ask(ctx, demo_host(demo, demo_sessions[session].host), &inventory_check_in_op, &cmd,
	                      &guest);
	bool nobody = cc_because(err, &inventory_ticket_not_found) ||
	              cc_because(err, &inventory_booking_closed) || cc_because(err, &inventory_not_confirmed);
	return nobody ? CC_OK : err;
}

/* A hold without a booking: its time is running out. */
static CC_RESULT hold(struct demo *demo, struct cc_ctx *ctx, int session)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = demo_id(&demo->plan, DEMO_SESSION_ID, session),
		.booking_id = demo_id(&demo->plan, DEMO_PERSONA_ID, session),
		.seats = 2,
	};
	struct inventory_hold held;
	return demo_ask(ctx, demo_guest(demo, DEMO_IGOR), &inventory_hold_seats_op, &cmd, &held);
}

/* ---- What others do ------------------------------------------------------------ */

static CC_RESULT call_off(struct demo *demo, struct cc_ctx *ctx, int session)
{
	const struct inventory_cancel_session_request cmd = {
		.session_id = demo_id(&demo->plan, DEMO_SESSION_ID, session),
	};
	struct inventory_session cancelled;
	return demo_ask(ctx, demo_host(demo, demo_sessions[session].host), &inventory_cancel_session_op, &cmd,
	                &cancelled);
}

/* By a day, and every evening with it. */
static CC_RESULT move(struct demo *demo, struct cc_ctx *ctx, int fixture)
{
	const struct inventory_move_fixture_request cmd = {
		.fixture_id = demo_id(&demo->plan, DEMO_FIXTURE_ID, fixture),
		.kicks_off_at = cc_time_add(demo->plan.kicks_off_at[fixture], CC_HOURS(24)),
	};
	struct inventory_fixture moved;
	return demo_ask(ctx, demo_admin(demo), &inventory_move_fixture_op, &cmd, &moved);
}

static CC_RESULT act(struct demo *demo, struct cc_ctx *ctx, const struct demo_action *action)
{
	switch (action->doing) {
	case DEMO_BOOK: return book(demo, ctx, action->index);
	case DEMO_CANCEL: return cancel(demo, ctx, action->index);
	case DEMO_CHECK_IN: return check_in(demo, ctx, action->index);
	case DEMO_MOVE_FIXTURE: return move(demo, ctx, action->index);
	case DEMO_CALL_OFF_SESSION: return call_off(demo, ctx, action->index);
	case DEMO_HOLD: return hold(demo, ctx, action->index);
	}
	return CC_OK;
}

/* ---- Settling ------------------------------------------------------------------- */

static bool is_underway(const struct booking_booking *booking)
{
	return booking->state == BOOKING_BOOKING_STATE_PENDING ||
	       booking->state == BOOKING_BOOKING_STATE_UNDOING;
}

/* Who was asked just now has not been to their bank yet. */
static bool is_left_waiting(const struct demo *demo, int index)
{
	int64_t ago_ms = demo->plan.now.ms - demo->plan.wishes[index].asked_at.ms;
	return ago_ms < CC_MINUTES(WAITING_MINUTES);
}

static CC_RESULT settle(struct demo *demo, struct cc_ctx *ctx, int index)
{
	struct cc_principal guest = demo_guest(demo, demo->plan.wishes[index].guest);
	const struct booking_get_booking_request query = {
		.booking_id = demo_id(&demo->plan, DEMO_BOOKING_ID, index),
	};
	bool confirmed = false;
	for (int i = 0; i < SETTLE_PAUSES_MAX; i++) {
		struct booking_booking booking;
		TRY(demo_ask(ctx, guest, &booking_get_booking_op, &query, &booking));
		if (!is_underway(&booking) || (booking.has_action_url && is_left_waiting(demo, index)))
			return CC_OK;
		if (booking.has_action_url && !confirmed)
			TRY(demo_confirm_payment(demo, ctx, booking.action_url));
		confirmed = booking.has_action_url;
		demo_pause();
	}
	return cc_fail(ctx, &unsettled, "Booking %d of the plan does not come to an end.", index);
}

/* How much has been done; *quiet: and nothing is due. */
static uint64_t work_done(struct demo *demo, bool *quiet)
{
	struct cc_effects_stats effects = cc_effects_stats(cc_events_effects(demo->host.events));
	struct cc_events_stats events = cc_events_stats(demo->host.events);
	if (effects.underway == 0 && effects.lag_ms > 0) /* or so it was when somebody last looked */
		cc_effects_wake(cc_events_effects(demo->host.events));
	*quiet = effects.underway == 0 && effects.lag_ms == 0 && events.lag == 0;
	return effects.settled + effects.retried + events.delivered + events.timers_run;
}

/*
 * Nothing may be underway when the clock jumps: what waits would believe that its time is over.  One event
 * leads to the next, so that a look is not enough.
 */
static void drain(struct demo *demo)
{
	uint64_t before = 0;
	for (int i = 0, looks = 0; i < SETTLE_PAUSES_MAX && looks < QUIET_LOOKS; i++) {
		bool quiet;
		uint64_t now = work_done(demo, &quiet);
		looks = quiet && now == before ? looks + 1 : 0;
		before = now;
		demo_pause();
	}
}

/* ---- The story -------------------------------------------------------------------- */

static void turn_clock(struct demo *demo, cc_time to)
{
	cc_time now = demo->clock.system->ops->now(demo->clock.system);
	int64_t behind_ms = now.ms - to.ms;
	demo_clock_set_behind(&demo->clock, behind_ms > 0 ? behind_ms : 0);
	cc_events_wake(demo->host.events, NULL);
}

/* All that is done at one moment, and what comes of it; how many actions that were. */
static CC_RESULT live_moment(struct demo *demo, size_t from, size_t *count)
{
	const struct demo_plan *plan = &demo->plan;
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = demo_ctx(demo, arena);
	cc_err err = CC_OK;
	size_t end = from;
	turn_clock(demo, plan->actions[from].at);
	for (; !err && end < plan->action_count && plan->actions[end].at.ms == plan->actions[from].at.ms;
	     end++)
		err = act(demo, &ctx, &plan->actions[end]);
	for (size_t i = from; !err && i < end; i++)
		if (plan->actions[i].doing == DEMO_BOOK)
			err = settle(demo, &ctx, plan->actions[i].index);
	drain(demo);
	*count = end - from;
	if (err != CC_OK)
		err = cc_fail(demo->cli->ctx, &unsettled, "%s (%s)", err->message, err->reason);
	cc_arena_free(arena);
	return err;
}

void demo_begin_story(struct demo *demo)
{
	cc_time now = demo->clock.system->ops->now(demo->clock.system);
	demo_clock_set_behind(&demo->clock, now.ms - demo->plan.planned_at.ms);
}

cc_err demo_seed(struct demo *demo)
{
	size_t count;
	TRY(demo_seed_people(demo));
	TRY(demo_seed_calendar(demo));
	TRY(demo_seed_homes(demo));
	TRY(demo_seed_evenings(demo));
	drain(demo);
	for (size_t i = 0; i < demo->plan.action_count; i += count) {
		TRY(live_moment(demo, i, &count));
		demo_show_progress(demo, i + count, demo->plan.action_count);
	}
	turn_clock(demo, demo->plan.now);
	demo_clock_set_behind(&demo->clock, 0);
	return CC_OK;
}
