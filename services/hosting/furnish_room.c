/* furnish_room.c - where the TV and every seat stand. */
#include "services/hosting/internal.h"

static CC_RESULT keep_room(struct cc_ctx *ctx, cc_id home_id, const struct hosting_room *room)
{
	const struct hosting_tv *tv = room->tv;
	return cc_sql_exec(ctx, &put_room, home_id, room->width_cm, room->depth_cm, tv->x_cm, tv->y_cm,
	                   tv->facing_degrees, tv->diagonal_inches, tv->projector,
	                   (int64_t)room->seats.count);
}

static CC_RESULT keep_seats(struct cc_ctx *ctx, cc_id home_id, const struct hosting_seat_list *seats)
{
	TRY(cc_sql_exec(ctx, &clear_room, home_id));
	for (size_t i = 0; i < seats->count; i++) {
		const struct hosting_seat *seat = &seats->items[i];
		TRY(cc_sql_exec(ctx, &insert_seat, home_id, seat->label, (int64_t)i,
		                cc_enum_text(&hosting_seat_kind_enum, seat->kind), seat->accessible,
		                seat->x_cm, seat->y_cm, seat->facing_degrees));
	}
	return CC_OK;
}

cc_err hosting_furnish_room(struct cc_ctx *ctx, const struct hosting_furnish_room_request *cmd,
                            struct hosting_furnished_room *furnished)
{
	struct hosting_home home;
	TRY(hosting_load_own_home(ctx, cmd->home_id, &home));
	TRY(hosting_look_round(ctx, cmd->room, furnished));
	TRY(keep_room(ctx, cmd->home_id, cmd->room));
	TRY(keep_seats(ctx, cmd->home_id, &cmd->room->seats));
	return hosting_describe(ctx, cmd->home_id, &home);
}
