/* receive_webhook.c - the provider says, over HTTP and signed, that something changed. */
#include "services/payment/internal.h"

cc_err payment_receive_webhook(struct cc_ctx *ctx, const struct payment_receive_webhook_request *webhook,
                               struct payment_webhook_receipt *receipt)
{
	struct cc_psp_event event;
	TRY(cc_psp_read_event(ctx, webhook->signature, webhook->body, &event));
	struct payment_record_provider_event_request heard = {
		.event_id = event.id,
		.type = event.type,
		.reference = event.reference,
	};
	return cc_call(ctx, &payment_record_provider_event_op, &heard, receipt);
}
