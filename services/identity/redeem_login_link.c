/* redeem_login_link.c - uses a link up, and begins a sign-in. */
#include "services/identity/internal.h"

cc_err identity_redeem_login_link(struct cc_ctx *ctx, const struct identity_redeem_login_link_request *cmd,
                                  struct identity_grant *grant)
{
	cc_str digest = cc_secret_digest(ctx, "identity.login_link", cmd->code);
	struct identity_kept_link link;
	struct identity_user user;
	cc_err err = cc_sql_one(ctx, &link_by_digest, &identity_kept_link_message, &link, digest);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* nothing is granted */
	TRY(err);
	TRY(cc_sql_change(ctx, &delete_link, digest));
	if (!cc_time_before(cc_now(ctx), link.expires_at))
		return CC_OK;
	TRY(identity_load_user(ctx, link.user_id, &user)); /* links go with the user, so there is one */
	TRY(identity_prove(ctx, &user));
	return identity_begin_sign_in(ctx, &user, grant);
}
