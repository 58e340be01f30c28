/* room.c - a room as it stands, and what is to be said about it. */
#include "services/hosting/internal.h"

enum { WARNINGS_MAX = 20 };

/* Reading it --------------------------------------------------------------------- */

static CC_RESULT load_room(struct cc_ctx *ctx, cc_id home_id, struct hosting_room *room)
{
	struct hosting_room_size size;
	struct hosting_tv *tv = cc_alloc(ctx, sizeof *tv);
	TRY(cc_sql_one(ctx, &size_of_room, &hosting_room_size_message, &size, home_id));
	TRY(cc_sql_one(ctx, &tv_of_room, &hosting_tv_message, tv, home_id));
	*room = (struct hosting_room){ .width_cm = size.width_cm, .depth_cm = size.depth_cm, .tv = tv };
	return cc_sql_all(ctx, &seats_of_room, &hosting_seat_message, &room->seats, home_id);
}

cc_err hosting_add_room(struct cc_ctx *ctx, struct hosting_home *home)
{
	if (!home->has_diagonal_inches)
		return CC_OK;
	struct hosting_room *room = cc_alloc(ctx, sizeof *room);
	struct hosting_furnished_room *furnished = cc_alloc(ctx, sizeof *furnished);
	TRY(load_room(ctx, home->home_id, room));
	TRY(hosting_look_round(ctx, room, furnished));
	home->room = furnished;
	return CC_OK;
}

/* What cannot be ----------------------------------------------------------------- */

static CC_RESULT check_inside(struct cc_ctx *ctx, const struct hosting_room *room, int32_t x_cm, int32_t y_cm,
                              cc_str what)
{
	if (x_cm <= room->width_cm && y_cm <= room->depth_cm)
		return CC_OK;
	return cc_fail(ctx, &hosting_outside_the_room,
	               "%.*s stands outside of the room, which is %d cm wide and %d cm deep.", (int)what.len,
	               what.ptr, room->width_cm, room->depth_cm);
}

static CC_RESULT check_label(struct cc_ctx *ctx, const struct hosting_seat_list *seats, size_t at)
{
	cc_str label = seats->items[at].label;
	for (size_t i = 0; i < at; i++)
		if (cc_str_eq(seats->items[i].label, label))
			return cc_fail(ctx, &hosting_duplicate_seat,
			               "Two seats are labelled %.*s; give each its own label.",
			               (int)label.len, label.ptr);
	return CC_OK;
}

static CC_RESULT check(struct cc_ctx *ctx, const struct hosting_room *room)
{
	TRY(check_inside(ctx, room, room->tv->x_cm, room->tv->y_cm, CC_STR("The TV")));
	for (size_t i = 0; i < room->seats.count; i++) {
		const struct hosting_seat *seat = &room->seats.items[i];
		TRY(check_label(ctx, &room->seats, i));
		TRY(check_inside(ctx, room, seat->x_cm, seat->y_cm, seat->label));
	}
	return CC_OK;
}

/* What looks like a mistake ------------------------------------------------------- */

static void warn(struct cc_ctx *ctx, struct hosting_room_warning_list *warnings,
                 const struct hosting_room_warning *warning, const cc_str labels[], size_t count)
{
	struct hosting_room_warning *added = &warnings->items[warnings->count++];
	*added = *warning;
	added->labels.items = cc_alloc_array(ctx, count, sizeof *labels);
	added->labels.count = count;
	memcpy(added->labels.items, labels, count * sizeof *labels);
}

static void warn_of_overlap(struct cc_ctx *ctx, struct hosting_room_warning_list *warnings,
                            const struct hosting_seat *a, const struct hosting_seat *b)
{
	struct hosting_gap gap = hosting_gap_between(a, b);
	if (gap.apart_cm >= gap.needed_cm || warnings->count == WARNINGS_MAX)
		return;
	struct hosting_room_warning warning = {
		.kind = HOSTING_ROOM_WARNING_KIND_SEATS_OVERLAP,
		.text = cc_printf(ctx, "%.*s and %.*s are %d cm apart, and need %d.", (int)a->label.len,
		                  a->label.ptr, (int)b->label.len, b->label.ptr, gap.apart_cm, gap.needed_cm),
	};
	warn(ctx, warnings, &warning, (const cc_str[]){ a->label, b->label }, 2);
}

static void warn_of_no_view(struct cc_ctx *ctx, struct hosting_room_warning_list *warnings,
                            const struct hosting_seat_sight *sight)
{
	if (sight->view_score > 0 || warnings->count == WARNINGS_MAX)
		return;
	struct hosting_room_warning warning = {
		.kind = HOSTING_ROOM_WARNING_KIND_NO_VIEW,
		.text = cc_printf(ctx, "Nothing is seen of the screen from %.*s.", (int)sight->label.len,
		                  sight->label.ptr),
	};
	warn(ctx, warnings, &warning, &sight->label, 1);
}

cc_err hosting_look_round(struct cc_ctx *ctx, const struct hosting_room *room,
                          struct hosting_furnished_room *furnished)
{
	TRY(check(ctx, room));
	size_t count = room->seats.count;
	*furnished = (struct hosting_furnished_room){
		.room = room,
		.sights = { cc_alloc_array(ctx, count, sizeof *furnished->sights.items), count },
		.warnings.items = cc_alloc_array(ctx, WARNINGS_MAX, sizeof *furnished->warnings.items),
	};
	for (size_t i = 0; i < count; i++) {
		const struct hosting_seat *seat = &room->seats.items[i];
		furnished->sights.items[i] = hosting_sight_of(room->tv, seat);
		warn_of_no_view(ctx, &furnished->warnings, &furnished->sights.items[i]);
		for (size_t j = 0; j < i; j++)
			warn_of_overlap(ctx, &furnished->warnings, &room->seats.items[j], seat);
	}
	return CC_OK;
}
