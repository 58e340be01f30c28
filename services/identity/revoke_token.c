/* revoke_token.c - signs out (RFC 7009); any refresh token of the sign-in ends it, replaced ones too. */
#include "services/identity/internal.h"

cc_err identity_revoke_token(struct cc_ctx *ctx, const struct identity_revoke_token_request *cmd,
                             struct identity_revoked *revoked)
{
	(void)revoked;
	struct identity_refresh_token token;
	struct identity_sign_in sign_in;
	bool found;
	TRY(identity_find_sign_in(ctx, cmd->token, &token, &sign_in, &found));
	return found ? identity_end_sign_in(ctx, &sign_in, IDENTITY_SIGN_OUT_CAUSE_ASKED) : CC_OK;
}
