/* issue_token.c - a link or a refresh token for tokens: what was granted is committed before it is signed. */
#include "services/identity/internal.h"

enum { ACCESS_SECONDS = 15 * 60 };

static CC_RESULT redeem_link(struct cc_ctx *ctx, const struct identity_issue_token_request *cmd,
                             struct identity_grant *grant)
{
	const struct identity_redeem_login_link_request redeem = { .code = cmd->code };
	if (!cmd->has_code || cmd->has_refresh_token)
		return cc_fail(ctx, &identity_invalid_request,
		               "one_time_link takes a code, and no refresh_token.");
	return cc_call(ctx, &identity_redeem_login_link_op, &redeem, grant);
}

static CC_RESULT rotate(struct cc_ctx *ctx, const struct identity_issue_token_request *cmd,
                        struct identity_grant *grant)
{
	const struct identity_rotate_refresh_token_request rotation = { .refresh_token = cmd->refresh_token };
	if (!cmd->has_refresh_token || cmd->has_code)
		return cc_fail(ctx, &identity_invalid_request,
		               "refresh_token takes a refresh_token, and no code.");
	return cc_call(ctx, &identity_rotate_refresh_token_op, &rotation, grant);
}

static CC_RESULT ask(struct cc_ctx *ctx, const struct identity_issue_token_request *cmd,
                     struct identity_grant *grant)
{
	if (cc_str_eq(cmd->grant_type, CC_STR("one_time_link")))
		return redeem_link(ctx, cmd, grant);
	if (cc_str_eq(cmd->grant_type, CC_STR("refresh_token")))
		return rotate(ctx, cmd, grant);
	return cc_fail(ctx, &identity_unsupported_grant_type,
	               "grant_type must be one_time_link or refresh_token.");
}

static cc_str roles_text(struct cc_ctx *ctx, const struct identity_role_list *roles)
{
	cc_str text = CC_STR("");
	for (size_t i = 0; i < roles->count; i++) {
		cc_str role = cc_enum_text(&identity_role_enum, roles->items[i]);
		text = cc_printf(ctx, "%.*s%s%.*s", (int)text.len, text.ptr, i > 0 ? " " : "", (int)role.len,
		                 role.ptr);
	}
	return text;
}

/* RFC 9068 section 2.2. */
static cc_str access_token(struct cc_ctx *ctx, const struct identity_grant *grant, cc_str scope)
{
	uint32_t now = (uint32_t)(cc_now(ctx).ms / 1000);
	const struct identity_access_token_claims claims = {
		.iss = cc_issuer(ctx),
		.sub = grant->user_id,
		.aud = cc_audience(ctx),
		.exp = now + ACCESS_SECONDS,
		.iat = now,
		.jti = cc_new_id(ctx),
		.client_id = CC_STR("couchannel"),
		.sid = grant->sign_in_id,
		.scope = scope,
		.roles = roles_text(ctx, &grant->roles),
	};
	return cc_sign_jwt(ctx, "at+jwt", &identity_access_token_claims_message, &claims);
}

cc_err identity_issue_token(struct cc_ctx *ctx, const struct identity_issue_token_request *cmd,
                            struct identity_tokens *tokens)
{
	struct identity_grant grant;
	TRY(ask(ctx, cmd, &grant));
	if (!grant.granted)
		return cc_fail(
			ctx, &identity_invalid_grant,
			"This was used before, has expired, was revoked or never was; sign in with a new "
			"link.");
	cc_str scope = identity_scopes(ctx, grant.roles.items, grant.roles.count);
	*tokens = (struct identity_tokens){
		.access_token = access_token(ctx, &grant, scope),
		.token_type = CC_STR("Bearer"),
		.expires_in = ACCESS_SECONDS,
		.refresh_token = grant.refresh_token,
		.scope = scope,
	};
	return CC_OK;
}
