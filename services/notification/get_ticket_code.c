/* get_ticket_code.c - the ticket of a booking, to be shown at the door. */
#include "services/notification/facts.h"

cc_err notification_get_ticket_code(struct cc_ctx *ctx,
                                    const struct notification_get_ticket_code_request *query,
                                    struct notification_ticket_code *code)
{
	struct notification_facts *facts = cc_alloc(ctx, sizeof *facts);
	struct cc_qr qr;
	TRY(notification_gather_own(ctx, query->booking_id, facts));
	if (!facts->has_ticket)
		return notification_not_confirmed(ctx);
	TRY(cc_qr_encode(ctx, facts->ticket.token, &qr));
	code->body = cc_qr_svg(ctx, &qr,
	                       cc_printf(ctx, "%.*s", (int)facts->ticket.code.len, facts->ticket.code.ptr));
	return CC_OK;
}
