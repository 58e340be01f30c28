/* get_metadata.c - who issues tokens here, and where everything is (RFC 8414). */
#include "services/identity/internal.h"

static cc_str at(struct cc_ctx *ctx, const char *path)
{
	cc_str url = cc_public_url(ctx);
	return cc_printf(ctx, "%.*s%s", (int)url.len, url.ptr, path);
}

static struct cc_str_list list_of(struct cc_ctx *ctx, const char *const *words, size_t count)
{
	struct cc_str_list list = { cc_alloc_array(ctx, count, sizeof *list.items), count };
	for (size_t i = 0; i < count; i++)
		list.items[i] = cc_str_of(words[i]);
	return list;
}

cc_err identity_get_metadata(struct cc_ctx *ctx, const struct identity_get_metadata_request *query,
                             struct identity_metadata *metadata)
{
	static const char *const grants[] = { "one_time_link", "refresh_token" }, *const methods[] = {
		"none"
	};
	(void)query;
	*metadata = (struct identity_metadata){
		.issuer = cc_issuer(ctx),
		.token_endpoint = at(ctx, identity_issue_token_op.path),
		.revocation_endpoint = at(ctx, identity_revoke_token_op.path),
		.jwks_uri = at(ctx, identity_get_keys_op.path),
		.grant_types_supported = list_of(ctx, grants, CC_COUNT(grants)),
		.token_endpoint_auth_methods_supported = list_of(ctx, methods, CC_COUNT(methods)),
	};
	return CC_OK;
}
