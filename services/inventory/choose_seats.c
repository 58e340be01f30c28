/* choose_seats.c - people who come together want to sit together. */
#include "services/inventory/internal.h"

static bool is_free(const struct inventory_seat_availability *seat)
{
	return seat->status == INVENTORY_SEAT_STATUS_FREE;
}

/* Where a run of `wanted` neighbouring free seats begins; the room's size if there is none. */
static size_t first_run(const struct inventory_seat_availability_list *room, size_t wanted)
{
	size_t run = 0;
	for (size_t i = 0; i < room->count; i++) {
		run = is_free(&room->items[i]) ? run + 1 : 0;
		if (run == wanted)
			return i + 1 - wanted;
	}
	return room->count;
}

bool inventory_choose_seats(const struct inventory_seat_availability_list *room, int32_t wanted,
                            cc_str *labels)
{
	size_t from = first_run(room, (size_t)wanted);
	if (from == room->count)
		from = 0; /* no neighbours: apart is better than not at all */

	int32_t chosen = 0;
	for (size_t i = from; i < room->count && chosen < wanted; i++)
		if (is_free(&room->items[i]))
			labels[chosen++] = room->items[i].label;
	return chosen == wanted;
}
