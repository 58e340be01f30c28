/* forget.c - links that nobody used, and sign-ins that are long over, go by themselves. */
#include "services/identity/internal.h"

static cc_err forget(struct cc_ctx *ctx)
{
	TRY(cc_sql_exec(ctx, &forget_links, cc_now(ctx)));
	return cc_sql_exec(ctx, &forget_sign_ins, cc_now(ctx));
}

const struct cc_timer identity_forget_timer = {
	.name = "identity.forget",
	.next = &next_to_forget,
	.run = forget,
};
