/* list_bookings.c - a guest's bookings, newest first. */
#include "services/booking/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err booking_list_bookings(struct cc_ctx *ctx, const struct booking_list_bookings_request *query,
                             struct booking_list_bookings_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val before = query->has_cursor ? cc_val_id(query->cursor) : cc_null();
	struct booking_booking_list found;
	TRY(cc_sql_all(ctx, &bookings_of_guest, &booking_booking_message, &found, cc_caller(ctx)->subject,
	               before, (int64_t)limit + 1)); /* one more tells whether there is a next page */

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].booking_id;
	}
	for (size_t i = 0; i < page->items.count; i++)
		TRY(booking_add_parts(ctx, &page->items.items[i]));
	return CC_OK;
}
