/* get_availability.c - which seats are free right now. */
#include "services/inventory/internal.h"

static CC_RESULT load_room(struct cc_ctx *ctx, cc_id session_id, struct inventory_availability *room)
{
	cc_err err = cc_sql_one(ctx, &room_of_session, &inventory_availability_message, room, session_id);
	if (err != CC_OK && !cc_is(err, CC_NOT_FOUND))
		return err;
	if (err != CC_OK || room->state == INVENTORY_SESSION_STATE_DRAFT)
		return cc_fail(ctx, &inventory_session_not_found, "There is no such session; check its id.");
	return CC_OK;
}

static int32_t count_free(const struct inventory_seat_availability_list *seats)
{
	int32_t count = 0;
	for (size_t i = 0; i < seats->count; i++)
		count += seats->items[i].status == INVENTORY_SEAT_STATUS_FREE;
	return count;
}

cc_err inventory_get_availability(struct cc_ctx *ctx, const struct inventory_get_availability_request *query,
                                  struct inventory_availability *availability)
{
	struct inventory_availability room;
	TRY(load_room(ctx, query->session_id, &room));
	TRY(cc_sql_all(ctx, &seats_of_session, &inventory_seat_availability_message, &room.seats,
	               room.session_id, cc_now(ctx)));
	room.seats_free = count_free(&room.seats);
	*availability = room;
	return CC_OK;
}
