/* review_package.c - the proof of a package is believed, or is not. */
#include "services/hosting/internal.h"

cc_err hosting_review_package(struct cc_ctx *ctx, const struct hosting_review_package_request *cmd,
                              struct hosting_home *home)
{
	struct hosting_kept_proof kept;
	TRY(hosting_load_proof(ctx, cmd->home_id, &kept));
	enum hosting_package_state state = cmd->confirmed ? HOSTING_PACKAGE_STATE_CONFIRMED
	                                                  : HOSTING_PACKAGE_STATE_REJECTED;
	struct cc_val note = cmd->has_note ? CC_VAL(cmd->note) : cc_null();
	cc_err err = cc_sql_change(ctx, &review_package, cmd->home_id, cmd->version,
	                           cc_enum_text(&hosting_package_state_enum, state), note);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &hosting_proof_changed,
		               "The host gave another proof since; look at number %d and review that.",
		               kept.version);
	TRY(err);
	return hosting_describe(ctx, cmd->home_id, home);
}
