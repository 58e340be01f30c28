/* get_takings.c - what guests booked and paid, of many sessions at once. */
#include "services/booking/internal.h"

cc_err booking_get_takings(struct cc_ctx *ctx, const struct booking_get_takings_request *query,
                           struct booking_get_takings_response *found)
{
	struct booking_takings_list *takings = &found->items;
	takings->items = cc_alloc_array(ctx, query->session_ids.count, sizeof *takings->items);
	for (size_t i = 0; i < query->session_ids.count; i++) {
		cc_err err = cc_sql_one(ctx, &takings_of_session, &booking_takings_message,
		                        &takings->items[takings->count], query->session_ids.items[i]);
		if (cc_is(err, CC_NOT_FOUND))
			continue; /* nobody booked it */
		TRY(err);
		takings->count++;
	}
	return CC_OK;
}
