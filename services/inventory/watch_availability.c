/* watch_availability.c - the same, sent again after every event of the session. */
#include "services/inventory/internal.h"

cc_err inventory_watch_availability(struct cc_ctx *ctx,
                                    const struct inventory_watch_availability_request *query,
                                    struct inventory_availability *availability)
{
	struct inventory_get_availability_request now = { .session_id = query->session_id };
	return inventory_get_availability(ctx, &now, availability);
}
