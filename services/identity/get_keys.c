/* get_keys.c - the public halves of the keys that access tokens are signed with (RFC 7517 section 5). */
#include "services/identity/internal.h"

cc_err identity_get_keys(struct cc_ctx *ctx, const struct identity_get_keys_request *query,
                         struct identity_key_set *set)
{
	(void)query;
	struct cc_signing_key_list keys = cc_signing_keys(ctx);
	set->keys.items = cc_alloc_array(ctx, keys.count, sizeof *set->keys.items);
	set->keys.count = keys.count;
	for (size_t i = 0; i < keys.count; i++)
		set->keys.items[i] = (struct identity_key){
			.kty = CC_STR("EC"),
			.crv = CC_STR("P-256"),
			.use = CC_STR("sig"),
			.alg = CC_STR("ES256"),
			.kid = keys.items[i].kid,
			.x = keys.items[i].x,
			.y = keys.items[i].y,
		};
	return CC_OK;
}
