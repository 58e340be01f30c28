/* get_payment.c - what became of the money of a booking, for the guest who pays and for services. */
#include "services/payment/internal.h"

cc_err payment_get_payment(struct cc_ctx *ctx, const struct payment_get_payment_request *query,
                           struct payment_payment *payment)
{
	TRY(payment_load(ctx, query->booking_id, payment));
	const struct cc_principal *caller = cc_caller(ctx);
	if (caller->service.len == 0 && !cc_id_eq(payment->guest_id, caller->subject))
		return cc_fail(ctx, &payment_payment_not_found,
		               "Nothing was asked to be paid for this booking.");
	return CC_OK;
}
