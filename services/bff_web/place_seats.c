/* place_seats.c - seats as they can be drawn: where each stands, and whether it is free. */
#include "services/bff_web/internal.h"

static void place(struct bff_web_placed_seat *seat, const struct hosting_furnished_room *furnished)
{
	const struct hosting_seat_list *seats = &furnished->room->seats;
	for (size_t i = 0; i < seats->count && i < furnished->sights.count; i++) {
		if (!cc_str_eq(seats->items[i].label, seat->label))
			continue;
		seat->has_x_cm = seat->has_y_cm = seat->has_facing_degrees = seat->has_view_score = true;
		seat->x_cm = seats->items[i].x_cm;
		seat->y_cm = seats->items[i].y_cm;
		seat->facing_degrees = seats->items[i].facing_degrees;
		seat->view_score = furnished->sights.items[i].view_score;
		return;
	}
}

struct bff_web_placed_seat_list bff_web_place_seats(struct cc_ctx *ctx,
                                                    const struct inventory_availability *availability,
                                                    const struct hosting_home *home)
{
	size_t count = availability->seats.count;
	struct bff_web_placed_seat_list placed = { cc_alloc_array(ctx, count, sizeof *placed.items), count };
	for (size_t i = 0; i < count; i++) {
		const struct inventory_seat_availability *seat = &availability->seats.items[i];
		placed.items[i] = (struct bff_web_placed_seat){
			.label = seat->label,
			.kind = seat->kind,
			.view = seat->view,
			.accessible = seat->accessible,
			.status = seat->status,
		};
		if (home && home->room)
			place(&placed.items[i], home->room);
	}
	return placed;
}
