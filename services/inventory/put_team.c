/* put_team.c - a team is entered in the calendar, or called by another name. */
#include "services/inventory/internal.h"

static CC_RESULT enter(struct cc_ctx *ctx, cc_id team_id, cc_id competition_id)
{
	struct inventory_competition competition;
	TRY(inventory_load_competition(ctx, competition_id, &competition));
	return cc_sql_exec(ctx, &put_competition_team, competition_id, team_id);
}

cc_err inventory_put_team(struct cc_ctx *ctx, const struct inventory_put_team_request *cmd,
                          struct inventory_team *team)
{
	TRY(cc_sql_exec(ctx, &put_team, cmd->team_id, cmd->name, cmd->short_name));
	for (size_t i = 0; i < cmd->competition_ids.count; i++)
		TRY(enter(ctx, cmd->team_id, cmd->competition_ids.items[i]));
	return cc_sql_one(ctx, &team_by_id, &inventory_team_message, team, cmd->team_id);
}
