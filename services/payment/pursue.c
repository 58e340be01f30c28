/* pursue.c - taking in what the provider did, and going on from there. */
#include "services/payment/internal.h"

static const int64_t look_again_ms = CC_SECONDS(5);
static const int64_t look_for_guest_ms = CC_SECONDS(30);
static const int64_t look_for_late_ms = CC_MINUTES(10); /* by then, nothing that was sent is on its way */
static const int64_t look_at_dispute_ms = CC_HOURS(24); /* should nobody tell how it ended */

static CC_RESULT plan_with_intent(struct cc_ctx *ctx, const struct cc_effect *effect,
                                  const struct payment_case *it)
{
	assert(it->errand.has_intent_id);
	struct payment_intent_plan plan = {
		.booking_id = it->payment.booking_id,
		.intent_id = it->errand.intent_id,
		.amount = it->payment.amount,
	};
	return cc_plan(ctx, effect, &plan, 0);
}

static bool is_disputed(const struct payment_payment *payment)
{
	return payment->dispute == PAYMENT_DISPUTE_STATE_OPEN;
}

static cc_time guest_is_waited_for_until(const struct payment_case *it)
{
	return cc_time_add(it->payment.asked_at, it->errand.guest_may_take_ms);
}

/* The last look while the guest is at their bank is the moment when their time is over. */
static int64_t until_next_look_ms(const struct payment_case *it, cc_time now)
{
	if (is_disputed(&it->payment))
		return look_at_dispute_ms;
	int64_t left_ms = guest_is_waited_for_until(it).ms - now.ms;
	if (it->payment.state != PAYMENT_PAYMENT_STATE_ACTION_REQUIRED || left_ms <= 0)
		return look_again_ms;
	return left_ms < look_for_guest_ms ? left_ms : look_for_guest_ms;
}

/* A look that is planned makes earlier ones the last of their line, so that there is one line of them. */
static CC_RESULT plan_look(struct cc_ctx *ctx, struct payment_case *it)
{
	struct payment_look_plan plan = { .booking_id = it->payment.booking_id, .look = ++it->errand.look };
	return cc_plan(ctx, &payment_look_effect, &plan, until_next_look_ms(it, cc_now(ctx)));
}

/* Nothing is there yet; what was sent may be. */
static CC_RESULT look_for_late(struct cc_ctx *ctx, const struct payment_case *it)
{
	const struct payment_look_plan plan = { .booking_id = it->payment.booking_id, .look = 0 };
	return cc_plan(ctx, &payment_look_effect, &plan, look_for_late_ms);
}

static CC_RESULT take_step(struct cc_ctx *ctx, struct payment_case *it)
{
	switch (payment_step_towards(it->errand.wish, it->payment.state)) {
	case PAYMENT_STEP_NONE: return is_disputed(&it->payment) ? plan_look(ctx, it) : CC_OK;
	case PAYMENT_STEP_LOOK: return plan_look(ctx, it);
	case PAYMENT_STEP_CAPTURE:
		it->payment.state = PAYMENT_PAYMENT_STATE_CAPTURING;
		return plan_with_intent(ctx, &payment_capture_effect, it);
	case PAYMENT_STEP_CANCEL:
		it->payment.state = PAYMENT_PAYMENT_STATE_VOIDING;
		return plan_with_intent(ctx, &payment_cancel_effect, it);
	}
	return CC_OK;
}

static CC_RESULT keep(struct cc_ctx *ctx, const struct payment_case *it)
{
	const struct payment_payment *payment = &it->payment;
	const struct payment_errand *errand = &it->errand;
	TRY(cc_sql_change(ctx, &keep_errand, errand->booking_id,
	                  cc_enum_text(&payment_wish_enum, errand->wish),
	                  payment_text_or_null(errand->has_intent_id, errand->intent_id), errand->look));
	return cc_sql_change(ctx, &keep_payment, payment->booking_id,
	                     cc_enum_text(&payment_payment_state_enum, payment->state),
	                     payment_text_or_null(payment->has_action_url, payment->action_url),
	                     payment_text_or_null(payment->has_decline_reason, payment->decline_reason),
	                     cc_enum_text(&payment_dispute_state_enum, payment->dispute),
	                     payment->disputed.minor);
}

static CC_RESULT announce(struct cc_ctx *ctx, const struct payment_payment *payment)
{
	cc_id id = payment->booking_id;
	switch (payment->state) {
	case PAYMENT_PAYMENT_STATE_AUTHORISED:
		return cc_emit(ctx, &payment_payment_authorised_event,
		               &(struct payment_payment_authorised){ id, payment->amount });
	case PAYMENT_PAYMENT_STATE_ACTION_REQUIRED:
		return cc_emit(ctx, &payment_payment_action_required_event,
		               &(struct payment_payment_action_required){ id, payment->action_url });
	case PAYMENT_PAYMENT_STATE_DECLINED:
		return cc_emit(ctx, &payment_payment_declined_event,
		               &(struct payment_payment_declined){ id, payment->decline_reason });
	case PAYMENT_PAYMENT_STATE_CAPTURED:
		TRY(payment_post_capture(ctx, payment));
		return cc_emit(
			ctx, &payment_payment_captured_event,
			&(struct payment_payment_captured){ id, payment->amount, payment->platform_fee });
	case PAYMENT_PAYMENT_STATE_VOIDED:
		return cc_emit(ctx, &payment_payment_voided_event, &(struct payment_payment_voided){ id });
	default: return CC_OK;
	}
}

cc_err payment_pursue(struct cc_ctx *ctx, struct payment_case *it, enum payment_payment_state before)
{
	TRY(take_step(ctx, it));
	TRY(keep(ctx, it));
	return it->payment.state == before ? CC_OK : announce(ctx, &it->payment);
}

static cc_str why_declined(const struct payment_news *news)
{
	if (news->sight == PAYMENT_SEEN_NOTHING)
		return CC_STR("provider_unavailable");
	if (news->sight == PAYMENT_SEEN_REFUSAL)
		return news->refusal;
	assert(news->intent); /* else there was nothing to be seen */
	return cc_enum_text(&cc_psp_decline_enum, news->intent->decline);
}

static void take_in_dispute(struct payment_payment *payment, const struct cc_psp_intent *intent)
{
	enum payment_dispute_state before = payment->dispute;
	payment->dispute = payment_dispute_after(before, intent->dispute);
	if (payment->dispute != before)
		payment->disputed = intent->disputed;
}

/* One that was given up, and has come to the provider since: the guest would confirm it for nothing. */
static bool turned_up(const struct payment_case *it, const struct payment_news *news)
{
	const struct payment_errand *errand = &it->errand;
	return it->payment.state == PAYMENT_PAYMENT_STATE_DECLINED && news->sight == PAYMENT_SEEN_WAITING &&
	       !(errand->has_intent_id && cc_str_eq(errand->intent_id, news->intent->id));
}

static void take_in(struct payment_case *it, const struct payment_news *news, cc_time now)
{
	struct payment_payment *payment = &it->payment;
	struct payment_errand *errand = &it->errand;
	enum payment_payment_state before = payment->state;
	errand->wish = payment_wish_after(errand->wish, before, news->sight);
	payment->state = turned_up(it, news) ? PAYMENT_PAYMENT_STATE_ACTION_REQUIRED
	                                     : payment_state_after(before, news->sight);
	if (news->intent) {
		errand->has_intent_id = true;
		errand->intent_id = news->intent->id;
		take_in_dispute(payment, news->intent);
	}
	bool waits = payment->state == PAYMENT_PAYMENT_STATE_ACTION_REQUIRED;
	if (waits && before != payment->state) {
		assert(news->intent); /* which says what the guest must do */
		payment->action_url = news->intent->action_url;
	}
	/* Only if that is seen: what cannot be seen may be there. */
	bool still_waits = waits && news->sight == PAYMENT_SEEN_WAITING;
	if (still_waits && !cc_time_before(now, guest_is_waited_for_until(it)))
		errand->wish = PAYMENT_WISH_VOID;
	payment->has_action_url = waits;

	bool declined = payment->state == PAYMENT_PAYMENT_STATE_DECLINED;
	if (declined && before != payment->state)
		payment->decline_reason = why_declined(news);
	payment->has_decline_reason = declined;
}

cc_err payment_learn(struct cc_ctx *ctx, const struct payment_news *news)
{
	struct payment_case it;
	TRY(payment_load_case(ctx, news->booking_id, &it));
	const struct payment_payment before = it.payment;
	take_in(&it, news, cc_now(ctx));

	bool looks_on = news->look != 0 && news->look == it.errand.look;
	bool disputed = it.payment.dispute != before.dispute;
	bool moved = it.payment.state != before.state || disputed;
	TRY(moved || looks_on ? payment_pursue(ctx, &it, before.state) : keep(ctx, &it));
	if (moved && news->sight == PAYMENT_SEEN_NOTHING)
		TRY(look_for_late(ctx, &it));
	if (!disputed)
		return CC_OK;
	assert(news->intent); /* which tells of it */
	return payment_follow_dispute(ctx, &it.payment, before.dispute, news->intent->dispute_fee);
}

struct payment_news payment_news_of(cc_id booking_id, const struct cc_psp_intent *intent, cc_err err)
{
	static const enum payment_sight sights[] = {
		[CC_PSP_STATE_UNSPECIFIED] = PAYMENT_UNSEEN,
		[CC_PSP_REQUIRES_PAYMENT_METHOD] = PAYMENT_SEEN_DECLINED,
		[CC_PSP_REQUIRES_ACTION] = PAYMENT_SEEN_WAITING,
		[CC_PSP_PROCESSING] = PAYMENT_SEEN_PROCESSING,
		[CC_PSP_REQUIRES_CAPTURE] = PAYMENT_SEEN_AUTHORISED,
		[CC_PSP_SUCCEEDED] = PAYMENT_SEEN_CAPTURED,
		[CC_PSP_CANCELED] = PAYMENT_SEEN_CANCELED,
	};
	struct payment_news news = { .booking_id = booking_id };
	if (err == CC_OK) {
		news.sight = sights[intent->state];
		news.intent = intent;
		return news;
	}
	news.sight = cc_in_doubt(err) ? PAYMENT_SEEN_SILENCE : PAYMENT_SEEN_REFUSAL;
	news.refusal = cc_str_of(err->reason);
	return news;
}
