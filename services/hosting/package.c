/* package.c - a package and its proof, as they are kept. */
#include "services/hosting/internal.h"

cc_err hosting_load_proof(struct cc_ctx *ctx, cc_id home_id, struct hosting_kept_proof *kept)
{
	struct hosting_home home;
	TRY(hosting_load_home(ctx, home_id, &home));
	cc_err err = cc_sql_one(ctx, &proof_of_package, &hosting_kept_proof_message, kept, home_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &hosting_no_package, "The host has not said which package is shown.");
	return err;
}
