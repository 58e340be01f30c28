/* create_home.c - a host adds a living room. */
#include "services/hosting/internal.h"

/* A repeated command is answered with the home as it stands now. */
static CC_RESULT find_earlier(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home)
{
	TRY(hosting_load_home(ctx, home_id, home));
	if (!cc_id_eq(home->host_id, cc_caller(ctx)->subject))
		return cc_fail(ctx, &hosting_home_exists, "This home id is taken; choose another.");
	return hosting_add_room(ctx, home);
}

/* Counted and limited in one statement, so that two homes cannot pass together. */
static CC_RESULT add_home(struct cc_ctx *ctx, const struct hosting_create_home_request *cmd)
{
	const struct hosting_address *address = cmd->address;
	struct hosting_circle circle = hosting_draw_circle(ctx, cmd->home_id, address);
	cc_err err =
		cc_sql_change(ctx, &insert_home, cmd->home_id, cc_caller(ctx)->subject, cmd->name, cmd->about,
	                      cc_enum_text(&hosting_venue_enum, cmd->venue), address->city, address->country,
	                      cmd->time_zone, circle.latitude_microdegrees, circle.longitude_microdegrees,
	                      cc_bytes(hosting_encrypt_address(ctx, cmd->home_id, address)), cc_now(ctx));
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &hosting_too_many_homes,
		               "You have 20 homes already; change one of them.");
	return err;
}

cc_err hosting_create_home(struct cc_ctx *ctx, const struct hosting_create_home_request *cmd,
                           struct hosting_home *home)
{
	cc_err err = find_earlier(ctx, cmd->home_id, home);
	if (!cc_because(err, &hosting_home_not_found))
		return err;

	struct hosting_host host;
	TRY(hosting_load_host(ctx, cc_caller(ctx)->subject, &host));
	TRY(add_home(ctx, cmd));
	TRY(hosting_set_equipment(ctx, cmd->home_id, cmd->equipment));
	return hosting_describe(ctx, cmd->home_id, home);
}
