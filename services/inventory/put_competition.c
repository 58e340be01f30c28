/* put_competition.c - a competition is entered in the calendar, or called by another name. */
#include "services/inventory/internal.h"

cc_err inventory_put_competition(struct cc_ctx *ctx, const struct inventory_put_competition_request *cmd,
                                 struct inventory_competition *competition)
{
	cc_err err = cc_sql_change(ctx, &put_competition, cmd->competition_id, cmd->slug, cmd->name,
	                           cmd->sport);
	if (cc_is(err, CC_ALREADY_EXISTS))
		return cc_fail(ctx, &inventory_slug_taken, "Another competition is called %.*s.",
		               (int)cmd->slug.len, cmd->slug.ptr);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_slug_fixed,
		               "A competition keeps its slug; licence rules know it by that.");
	TRY(err);
	return cc_sql_one(ctx, &competition_by_id, &inventory_competition_message, competition,
	                  cmd->competition_id);
}
