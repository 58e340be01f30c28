/* set_package.c - which streaming package is shown, and what proves that it is the host's. */
#include "services/hosting/internal.h"

cc_err hosting_set_package(struct cc_ctx *ctx, const struct hosting_set_package_request *cmd,
                           struct hosting_home *home)
{
	const struct hosting_proof_text proof = { .text = cmd->proof };
	TRY(hosting_load_own_home(ctx, cmd->home_id, home));
	cc_str encrypted = cc_encrypt(ctx, &hosting_proof_text_message, &proof,
	                              hosting_id_bytes(&cmd->home_id));
	TRY(cc_sql_exec(ctx, &put_package, cmd->home_id, cmd->package, cc_bytes(encrypted), cc_now(ctx)));
	return hosting_describe(ctx, cmd->home_id, home);
}
