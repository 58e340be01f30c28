/* pay.c - money: set aside, taken, and given back.  What costs nothing is paid for at once (moved.c). */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static const struct cc_reason payment_unresolved = { "payment_unresolved", CC_UNAVAILABLE };
static const struct cc_reason payment_declined = { "payment_declined", CC_FAILED_PRECONDITION };
static const struct cc_reason payment_not_completed = { "payment_not_completed", CC_FAILED_PRECONDITION };

static bool is_free(const struct booking_itinerary *itinerary)
{
	return itinerary->total.minor == 0;
}

static CC_RESULT find_payment(struct cc_ctx *ctx, const struct booking_itinerary *itinerary,
                              struct payment_payment *payment)
{
	const struct payment_get_payment_request query = { .booking_id = itinerary->booking_id };
	return cc_call(ctx, &payment_get_payment_op, &query, payment);
}

/* It has gone back, or will, whatever turns up yet. */
static bool is_lost(enum payment_payment_state state)
{
	return state == PAYMENT_PAYMENT_STATE_DECLINED || state == PAYMENT_PAYMENT_STATE_VOIDED ||
	       state == PAYMENT_PAYMENT_STATE_VOIDING;
}

static CC_RESULT wait_on(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &payment_unresolved, "The payment is not resolved yet; it is asked for again.");
}

static CC_RESULT refuse_declined(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &payment_declined, "The payment was declined; try again with another card.");
}

/* Setting aside ----------------------------------------------------------------- */

cc_err booking_authorise(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	const struct booking_itinerary *itinerary = state;
	const struct payment_authorise_payment_request cmd = {
		.booking_id = itinerary->booking_id,
		.guest_id = itinerary->guest_id,
		.host_id = itinerary->host_id,
		.amount = itinerary->total,
		.platform_fee = itinerary->platform_fee,
		.payment_method = itinerary->payment_method,
		.has_guest_may_take_seconds = true,
		.guest_may_take_seconds = BOOKING_PAY_WITHIN_S,
	};
	struct payment_payment payment;
	return is_free(itinerary) ? CC_OK
	                          : cc_call_planned(ctx, &payment_authorise_payment_op, key, &cmd, &payment);
}

cc_err booking_let_go(struct cc_ctx *ctx, cc_id booking_id)
{
	const struct payment_void_payment_request cmd = { .booking_id = booking_id };
	struct payment_payment payment;
	cc_err err = cc_call(ctx, &payment_void_payment_op, &cmd, &payment);
	bool nothing = cc_because(err, &payment_payment_not_found) || cc_because(err, &payment_capture_asked);
	return nothing ? CC_OK : err;
}

cc_err booking_void(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key; /* voiding twice is voiding once */
	const struct booking_itinerary *itinerary = state;
	return is_free(itinerary) ? CC_OK : booking_let_go(ctx, itinerary->booking_id);
}

/*
 * Nothing was heard of it.  Payment asks the provider when the guest's time is over, and lets go of what is
 * not set aside by then; until it knows, nobody here guesses, whatever becomes of the seats meanwhile.
 */
cc_err booking_find_authorisation(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key;
	const struct booking_itinerary *itinerary = state;
	struct payment_payment payment;
	if (is_free(itinerary))
		return CC_OK;
	TRY(find_payment(ctx, itinerary, &payment));
	if (payment.state == PAYMENT_PAYMENT_STATE_AUTHORISED)
		return CC_OK;
	if (payment.state == PAYMENT_PAYMENT_STATE_DECLINED)
		return refuse_declined(ctx);
	if (is_lost(payment.state))
		return cc_fail(ctx, &payment_not_completed,
		               "The payment was not completed in time; nothing was taken.");
	return wait_on(ctx);
}

/* Taking ------------------------------------------------------------------------ */

static CC_RESULT take(struct cc_ctx *ctx, const struct booking_itinerary *itinerary)
{
	const struct payment_capture_payment_request cmd = { .booking_id = itinerary->booking_id };
	struct payment_payment payment;
	return cc_call(ctx, &payment_capture_payment_op, &cmd, &payment);
}

cc_err booking_capture(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key; /* capturing twice is capturing once */
	const struct booking_itinerary *itinerary = state;
	return is_free(itinerary) ? CC_OK : take(ctx, itinerary);
}

cc_err booking_find_capture(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key;
	const struct booking_itinerary *itinerary = state;
	struct payment_payment payment;
	if (is_free(itinerary))
		return CC_OK;
	TRY(find_payment(ctx, itinerary, &payment));
	if (payment.state == PAYMENT_PAYMENT_STATE_CAPTURED)
		return CC_OK;
	if (is_lost(payment.state))
		return refuse_declined(ctx);
	if (payment.state == PAYMENT_PAYMENT_STATE_AUTHORISED)
		TRY(take(ctx, itinerary)); /* it was never heard */
	return wait_on(ctx);
}

/* Also while nobody knows whether it was taken: then it waits until that is known. */
cc_err booking_refund(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	const struct booking_itinerary *itinerary = state;
	const struct payment_refund_payment_request cmd = {
		.booking_id = itinerary->booking_id,
		.refund_id = itinerary->booking_id, /* a booking is refunded once */
		.amount = itinerary->total,
		.reason = PAYMENT_REFUND_REASON_BOOKING_FAILED,
	};
	struct payment_payment payment;
	struct payment_refund refund;
	if (is_free(itinerary))
		return CC_OK;
	TRY(find_payment(ctx, itinerary, &payment));
	if (is_lost(payment.state) || payment.state == PAYMENT_PAYMENT_STATE_AUTHORISED)
		return CC_OK; /* nothing was taken */
	if (payment.state != PAYMENT_PAYMENT_STATE_CAPTURED)
		return wait_on(ctx);
	return cc_call_planned(ctx, &payment_refund_payment_op, key, &cmd, &refund);
}
