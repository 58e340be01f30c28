/* sign_out.c - signs the caller out everywhere. */
#include "services/identity/internal.h"

cc_err identity_sign_out(struct cc_ctx *ctx, const struct identity_sign_out_request *cmd,
                         struct identity_signed_out *signed_out)
{
	(void)cmd;
	return identity_end_sign_ins(ctx, cc_caller(ctx)->subject, IDENTITY_SIGN_OUT_CAUSE_EVERYWHERE,
	                             &signed_out->sign_ins);
}
