/* get_door.c - who is expected, and who is here. */
#include "services/inventory/internal.h"

static CC_RESULT load_guests(struct cc_ctx *ctx, struct inventory_door *door)
{
	TRY(cc_sql_all(ctx, &door_guests, &inventory_door_guest_message, &door->guests, door->session_id));
	for (size_t i = 0; i < door->guests.count; i++) { /* as many as there are seats, at most */
		struct inventory_door_guest *guest = &door->guests.items[i];
		TRY(inventory_load_labels(ctx, door->session_id, guest->booking_id, &guest->labels));
		door->seats_expected += guest->seats;
		door->seats_checked_in += guest->has_checked_in_at ? guest->seats : 0;
	}
	return CC_OK;
}

cc_err inventory_get_door(struct cc_ctx *ctx, const struct inventory_get_door_request *query,
                          struct inventory_door *door)
{
	struct inventory_session session;
	TRY(inventory_load_hosted_session(ctx, query->session_id, &session));
	struct inventory_door found = {
		.session_id = session.session_id,
		.title = session.title,
		.starts_at = session.starts_at,
		.seats_total = session.seats_total,
	};
	TRY(load_guests(ctx, &found));
	*door = found;
	return CC_OK;
}
