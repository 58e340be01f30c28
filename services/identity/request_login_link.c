/* request_login_link.c - somebody says who they are and asks for a link: three times in fifteen minutes. */
#include "services/identity/internal.h"

enum { REQUESTS_MAX = 3, WINDOW_MINUTES = 15 };

/* By address and not by user, so that the limit does not say whether there is one.  If it is forgotten, a few
 * more mails are sent. */
static CC_RESULT stay_within_limit(struct cc_ctx *ctx, cc_str email)
{
	int64_t requests;
	cc_str digest = identity_email_digest(ctx, email);
	cc_str key = cc_printf(ctx, "identity.login_requests/%.*s", (int)digest.len, digest.ptr);
	TRY(cc_cache_count(ctx, key, CC_MINUTES(WINDOW_MINUTES), &requests));
	if (requests <= REQUESTS_MAX)
		return CC_OK;
	return cc_fail(
		ctx, &identity_too_many_requests,
		"Links were asked for %d times within %d minutes; look into the mailbox, or try again later.",
		REQUESTS_MAX, WINDOW_MINUTES);
}

cc_err identity_request_login_link(struct cc_ctx *ctx, const struct identity_request_login_link_request *cmd,
                                   struct identity_login_link_request_taken *taken)
{
	const struct identity_note_login_request_request note = { .email = cmd->email };
	TRY(stay_within_limit(ctx, cmd->email));
	return cc_call(ctx, &identity_note_login_request_op, &note, taken);
}
