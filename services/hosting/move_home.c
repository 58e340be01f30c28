/* move_home.c - where a home is: corrected, or somewhere else. */
#include "services/hosting/internal.h"

/* A circle that holds the place stays: from many circles around it, it could be told where they meet. */
static struct hosting_circle choose_circle(struct cc_ctx *ctx, const struct hosting_home *home,
                                           const struct hosting_address *address)
{
	const struct hosting_pin pin = {
		.home_id = home->home_id,
		.latitude_microdegrees = address->latitude_microdegrees,
		.longitude_microdegrees = address->longitude_microdegrees,
	};
	return hosting_circle_holds(home->circle, &pin) ? *home->circle
	                                                : hosting_draw_circle(ctx, home->home_id, address);
}

cc_err hosting_move_home(struct cc_ctx *ctx, const struct hosting_move_home_request *cmd,
                         struct hosting_home *home)
{
	const struct hosting_address *address = cmd->address;
	TRY(hosting_load_own_home(ctx, cmd->home_id, home));
	struct hosting_circle circle = choose_circle(ctx, home, address);
	TRY(cc_sql_change(ctx, &move_home, cmd->home_id, address->city, address->country, cmd->time_zone,
	                  circle.latitude_microdegrees, circle.longitude_microdegrees,
	                  cc_bytes(hosting_encrypt_address(ctx, cmd->home_id, address))));
	return hosting_describe(ctx, cmd->home_id, home);
}
