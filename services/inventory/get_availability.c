/* get_availability.c - which seats are free right now. */
#include "services/inventory/internal.h"

cc_err inventory_get_availability(struct cc_ctx *ctx, const struct inventory_get_availability_request *query,
                                  struct inventory_availability *availability)
{
	struct inventory_session session;
	TRY(inventory_load_session(ctx, query->session_id, &session));
	if (session.state == INVENTORY_SESSION_STATE_DRAFT)
		return cc_fail(ctx, &inventory_session_not_found, "There is no such session; check its id.");

	*availability = (struct inventory_availability){
		.session_id = session.session_id,
		.state = session.state,
		.seats_total = session.seats_total,
		.seats_free = session.seats_free,
	};
	return cc_sql_all(ctx, &seats_of_session, &inventory_seat_availability_message, &availability->seats,
	                  session.session_id, cc_now(ctx));
}
