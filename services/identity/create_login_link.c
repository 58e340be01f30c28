/* create_login_link.c - a link for a user to sign in with: shown once, and kept as a digest. */
#include "services/identity/internal.h"

static const int64_t link_ms = CC_MINUTES(30);

static CC_RESULT find_user(struct cc_ctx *ctx, const struct identity_create_login_link_request *cmd,
                           struct identity_user *user)
{
	if (cmd->has_user_id == cmd->has_email)
		return cc_fail(ctx, &identity_invalid_request, "Say either user_id or email.");
	return cmd->has_user_id ? identity_load_user(ctx, cmd->user_id, user)
	                        : identity_load_user_by_email(ctx, cmd->email, user);
}

cc_err identity_create_login_link(struct cc_ctx *ctx, const struct identity_create_login_link_request *cmd,
                                  struct identity_login_link *link)
{
	struct identity_user user;
	TRY(find_user(ctx, cmd, &user));
	*link = (struct identity_login_link){
		.user_id = user.user_id,
		.code = cc_new_secret(ctx),
		.expires_at = cc_time_add(cc_now(ctx), link_ms),
	};
	return cc_sql_exec(ctx, &insert_link, cc_secret_digest(ctx, "identity.login_link", link->code),
	                   link->user_id, link->expires_at);
}
