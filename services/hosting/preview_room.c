/* preview_room.c - what would be said about a room, while it is drawn. */
#include "services/hosting/internal.h"

cc_err hosting_preview_room(struct cc_ctx *ctx, const struct hosting_preview_room_request *query,
                            struct hosting_furnished_room *furnished)
{
	struct hosting_home home;
	TRY(hosting_load_own_home(ctx, query->home_id, &home));
	return hosting_look_round(ctx, query->room, furnished);
}
