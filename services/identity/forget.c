/* forget.c - links that nobody used, who registered and did not come, and sign-ins that are long over. */
#include "services/identity/internal.h"

static cc_err forget(struct cc_ctx *ctx)
{
	struct identity_kept_user_list lapsed;
	TRY(cc_sql_all(ctx, &lapsed_registrations, &identity_kept_user_message, &lapsed, cc_now(ctx)));
	for (size_t i = 0; i < lapsed.count; i++)
		TRY(identity_drop_pending(ctx, lapsed.items[i].user_id));
	TRY(cc_sql_exec(ctx, &forget_links, cc_now(ctx)));
	return cc_sql_exec(ctx, &forget_sign_ins, cc_now(ctx));
}

const struct cc_timer identity_forget_timer = {
	.name = "identity.forget",
	.next = &next_to_forget,
	.run = forget,
};
