/* guests.c - what guests do, each by their habit, in a fiber of their own. */
#include "contracts/booking.h"
#include "contracts/pricing.h"
#include "sim/guest.h"
#include "sim/rooms.h"

enum {
	LOOKS_MAX = 30,
	FIRST_LOOK_MS = 400,
	LOOK_MAX_MS = 10 * 60 * 1000,
	BOT_BOOKINGS = 3,
};

/* Asking for seats ------------------------------------------------------------------ */

static const struct sim_evening *evening_of(const struct sim_guest *guest)
{
	return &guest->person.stage->base.evenings[guest->plan->evening];
}

struct cc_principal sim_guest_self(const struct sim_guest *guest)
{
	return sim_guest(&guest->person.stage->base, guest->plan->guest);
}

static struct cc_str_list labels_of(struct sim_guest *guest)
{
	struct cc_ctx *ctx = &guest->person.ctx;
	struct cc_str_list labels = { 0 };
	if (!guest->plan->by_label)
		return labels;
	labels.items = cc_alloc_array(ctx, (size_t)guest->plan->seats, sizeof *labels.items);
	for (; labels.count < (size_t)guest->plan->seats; labels.count++)
		labels.items[labels.count] = sim_seat_label(ctx, guest->plan->first_seat + (int)labels.count);
	return labels;
}

static void prepare(struct sim_guest *guest)
{
	guest->booking_id = cc_new_id(&guest->person.ctx);
	guest->key = sim_new_key(&guest->person);
	guest->request = (struct booking_request_booking_request){
		.booking_id = guest->booking_id,
		.session_id = evening_of(guest)->session_id,
		.seats = guest->plan->seats,
		.labels = labels_of(guest),
		.payment_method = cc_str_of(guest->plan->card),
	};
	guest->person.stage->bookings++;
}

static CC_RESULT request(struct sim_guest *guest)
{
	return SIM_ASK(&guest->person, sim_guest_self(guest), booking_request_booking_op, guest->key,
	               &guest->request, &guest->booking);
}

/* A price, and the seats that it is of. */
static CC_RESULT get_quote(struct sim_guest *guest)
{
	const struct pricing_get_quote_request query = {
		.session_id = guest->request.session_id,
		.seats = guest->request.seats,
		.labels = guest->request.labels,
	};
	struct pricing_quote quote;
	TRY(SIM_ASK(&guest->person, sim_guest_self(guest), pricing_get_quote_op, CC_STR(""), &query, &quote));
	struct cc_str_list labels = {
		cc_alloc_array(&guest->person.ctx, quote.seats.count, sizeof *labels.items), 0
	};
	for (; labels.count < quote.seats.count; labels.count++)
		labels.items[labels.count] = quote.seats.items[labels.count].label;
	guest->request.labels = labels;
	guest->request.has_quote = true;
	guest->request.quote = quote.token;
	return CC_OK;
}

/* Waiting for what comes of it -------------------------------------------------------- */

static CC_RESULT look(struct sim_guest *guest)
{
	const struct booking_get_booking_request query = { .booking_id = guest->booking_id };
	return SIM_ASK(&guest->person, sim_guest_self(guest), booking_get_booking_op, CC_STR(""), &query,
	               &guest->booking);
}

static bool is_underway(const struct booking_booking *booking)
{
	return booking->state == BOOKING_BOOKING_STATE_PENDING ||
	       booking->state == BOOKING_BOOKING_STATE_UNDOING;
}

/* The bank's page: ".../pi_0193a0b2" */
static void go_to_bank(struct sim_guest *guest)
{
	struct sim_world *world = &guest->person.stage->world;
	cc_str url = guest->booking.action_url;
	size_t at = url.len;
	if (guest->plan->habit == SIM_GHOST)
		return;
	while (at > 0 && url.ptr[at - 1] != '/')
		at--;
	bool approves = guest->plan->habit != SIM_REFUSER;
	sim_wait_ms(&guest->person, sim_random_between(&guest->person.random, CC_SECONDS(2), CC_MINUTES(3)));
	bool heard = cc_psp_sim_confirm(world->provider, (cc_str){ url.ptr + at, url.len - at }, approves);
	sim_say(world, guest->person.name, "%s at their bank%s", approves ? "approves" : "refuses",
	        heard ? "" : ", too late");
}

static void tell_end(struct sim_guest *guest)
{
	cc_str state = cc_enum_text(&booking_booking_state_enum, guest->booking.state);
	sim_say(&guest->person.stage->world, guest->person.name, "%.*s%s%.*s%s%.*s", (int)state.len,
	        state.ptr, guest->booking.has_refusal ? ": " : "", (int)guest->booking.refused_step.len,
	        guest->booking.refused_step.ptr, guest->booking.has_refusal ? ", " : "",
	        (int)guest->booking.refusal.len, guest->booking.refusal.ptr);
}

/* Until it is confirmed, refused or cancelled; or nobody has patience any more. */
static void await_end(struct sim_guest *guest)
{
	int64_t pause_ms = FIRST_LOOK_MS;
	bool been_to_bank = false;
	for (int i = 0; i < LOOKS_MAX; i++) {
		sim_wait_ms(&guest->person, pause_ms);
		pause_ms = pause_ms * 3 < LOOK_MAX_MS ? pause_ms * 3 : LOOK_MAX_MS;
		if (look(guest) != CC_OK)
			continue;
		if (!is_underway(&guest->booking))
			break;
		if (!guest->booking.has_action_url || been_to_bank)
			continue;
		been_to_bank = true;
		go_to_bank(guest);
		pause_ms = FIRST_LOOK_MS;
	}
	tell_end(guest);
	guest->is_confirmed = guest->booking.state == BOOKING_BOOKING_STATE_CONFIRMED;
	if (guest->is_confirmed)
		guest->person.stage->confirmed++;
}

static void book(struct sim_guest *guest)
{
	cc_err err = request(guest);
	if (err == CC_OK)
		await_end(guest);
}

static void cancel(struct sim_guest *guest)
{
	const struct booking_cancel_booking_request cmd = { .booking_id = guest->booking_id };
	cc_err err = SIM_ASK(&guest->person, sim_guest_self(guest), booking_cancel_booking_op,
	                     sim_new_key(&guest->person), &cmd, &guest->booking);
	(void)err; /* it may be over, or the evening may have begun */
}

/* Habits -------------------------------------------------------------------------------- */

static void be_plain(struct sim_guest *guest)
{
	book(guest);
	sim_guest_attend(guest);
}

/* Whoever gets no price books without one. */
static void be_quoted(struct sim_guest *guest)
{
	cc_err err = get_quote(guest);
	(void)err;
	book(guest);
	sim_guest_attend(guest);
}

static void click_again(void *arg)
{
	struct sim_guest *guest = arg, twin = *guest;
	cc_err err;
	sim_person_come(&twin.person, guest->person.stage, "twin of guest", guest->person.plan);
	err = request(&twin);
	(void)err; /* whatever it is: the audit holds it against the first */
	guest->twins--;
	sim_person_go(&twin.person);
}

static void be_double_clicker(struct sim_guest *guest)
{
	guest->twins = 1;
	sim_spawn(sim_world(guest->person.stage->world.sim), "twin", click_again, guest);
	book(guest);
	sim_guest_attend(guest);
	while (guest->twins > 0) /* it reads the guest's request */
		sim_wait_ms(&guest->person, CC_SECONDS(10));
}

static void be_insistent(struct sim_guest *guest)
{
	book(guest);
	sim_wait_ms(&guest->person, sim_random_between(&guest->person.random, 0, CC_HOURS(2)));
	cc_err err = request(guest);
	(void)err;
	sim_guest_attend(guest);
}

static void be_abandoner(struct sim_guest *guest)
{
	struct sim_call call = {
		.op = &booking_request_booking_op,
		.caller = sim_guest_self(guest),
		.key = guest->key,
		.in = &guest->request,
		.out = &guest->booking,
	};
	cc_err err = sim_ask_once(&guest->person, &call);
	(void)err;
}

static void be_early_canceller(struct sim_guest *guest)
{
	if (request(guest) != CC_OK)
		return;
	sim_wait_ms(&guest->person, guest->plan->cancels_after_ms);
	cancel(guest);
	await_end(guest);
}

static void be_canceller(struct sim_guest *guest)
{
	book(guest);
	if (!guest->is_confirmed)
		return;
	sim_wait_ms(&guest->person, guest->plan->cancels_after_ms);
	cancel(guest);
	if (guest->plan->comes) /* or so it seems: once more, to be sure */
		cancel(guest);
	await_end(guest);
}

/* Looks at what somebody else has booked last, and cancels it if it can. */
static void pry(struct sim_guest *guest)
{
	const struct sim_answers *answers = &guest->person.stage->world.answers;
	for (size_t i = answers->count; i-- > 0;) {
		const struct sim_answer *answer = answers->items[i];
		if (answer->op != &booking_request_booking_op ||
		    cc_id_eq(answer->caller.subject, sim_guest_self(guest).subject))
			continue;
		const struct booking_request_booking_request *asked = answer->in;
		const struct booking_get_booking_request query = { .booking_id = asked->booking_id };
		cc_err err = SIM_ASK(&guest->person, sim_guest_self(guest), booking_get_booking_op,
		                     CC_STR(""), &query, &guest->booking);
		(void)err; /* what it was shown, the audit sees */
		guest->booking_id = asked->booking_id;
		cancel(guest);
		return;
	}
}

/* Each after the other, faster than people are. */
static void be_bot(struct sim_guest *guest)
{
	cc_id booking_ids[BOT_BOOKINGS];
	int count = 0;
	for (int i = 0; i < BOT_BOOKINGS; i++) {
		if (i > 0)
			prepare(guest);
		if (request(guest) == CC_OK)
			booking_ids[count++] = guest->booking_id;
	}
	for (int i = 0; i < count; i++) {
		guest->booking_id = booking_ids[i];
		await_end(guest);
	}
	if (guest->is_confirmed)
		cancel(guest);
	pry(guest);
}

static void (*const habits[SIM_HABIT_COUNT])(struct sim_guest *guest) = {
	[SIM_PLAIN] = be_plain,
	[SIM_QUOTED] = be_quoted,
	[SIM_DOUBLE_CLICKER] = be_double_clicker,
	[SIM_INSISTENT] = be_insistent,
	[SIM_ABANDONER] = be_abandoner,
	[SIM_APPROVER] = be_plain,
	[SIM_REFUSER] = be_plain,
	[SIM_GHOST] = be_plain,
	[SIM_EARLY_CANCELLER] = be_early_canceller,
	[SIM_CANCELLER] = be_canceller,
	[SIM_HOLDER] = sim_guest_hold,
	[SIM_BOT] = be_bot,
};

/* Coming and going --------------------------------------------------------------------- */

struct arrival {
	struct sim_stage *stage;
	int plan;
};

static void visit(void *arg)
{
	const struct arrival *arrival = arg;
	struct sim_stage *stage = arrival->stage;
	struct sim_guest guest = { .plan = &stage->plans[arrival->plan] };
	sim_person_come(&guest.person, stage, "guest", arrival->plan);
	prepare(&guest);
	sim_say(&stage->world, guest.person.name, "%s, wants %d seats of evening %d",
	        sim_habit_name(guest.plan->habit), guest.plan->seats, guest.plan->evening);
	habits[guest.plan->habit](&guest);
	sim_person_go(&guest.person);
	stage->guests_about--;
}

static bool takes_part(const struct sim_options *options, int plan)
{
	return options->last == 0 || (plan >= options->first && plan < options->last);
}

static void let_guests_come(void *arg)
{
	struct sim_stage *stage = arg;
	struct cc_ctx ctx = { .arena = stage->world.arena };
	struct arrival *arrivals = cc_alloc_array(&ctx, (size_t)stage->plan_count, sizeof *arrivals);
	for (int i = 0; i < stage->plan_count; i++) {
		int64_t left_us = stage->begins_us + stage->plans[i].at_us - sim_now_us(stage->world.sim);
		if (left_us > 0)
			sim_sleep_us(stage->world.sim, left_us);
		arrivals[i] = (struct arrival){ stage, i };
		if (takes_part(&stage->options, i))
			sim_spawn(sim_world(stage->world.sim), "guest", visit, &arrivals[i]);
	}
}

void sim_stage_let_guests_come(struct sim_stage *stage)
{
	for (int i = 0; i < stage->plan_count; i++)
		stage->guests_about += takes_part(&stage->options, i);
	sim_spawn(sim_world(stage->world.sim), "street", let_guests_come, stage);
}
