/* update_home.c - what a home is called, what is said about it, and what it has. */
#include "services/hosting/internal.h"

cc_err hosting_update_home(struct cc_ctx *ctx, const struct hosting_update_home_request *cmd,
                           struct hosting_home *home)
{
	TRY(hosting_load_own_home(ctx, cmd->home_id, home));
	TRY(cc_sql_change(ctx, &rename_home, cmd->home_id, cmd->name, cmd->about,
	                  cc_enum_text(&hosting_venue_enum, cmd->venue)));
	TRY(hosting_set_equipment(ctx, cmd->home_id, cmd->equipment));
	return hosting_describe(ctx, cmd->home_id, home);
}
