/*
 * limits.c - how often mail is sent to who asks for it.  By address and not by user, so that a limit does not
 * say whether there is one; and in all, for there are many addresses.  If it is forgotten, a few more mails
 * go out.
 */
#include "services/identity/internal.h"

enum { WINDOW_MINUTES = 15, TO_ONE_MAX = 3, TO_ALL_MAX = 3000 };

static CC_RESULT count(struct cc_ctx *ctx, cc_str key, int64_t max)
{
	int64_t requests;
	TRY(cc_cache_count(ctx, key, CC_MINUTES(WINDOW_MINUTES), &requests));
	if (requests <= max)
		return CC_OK;
	cc_err err = cc_fail(
		ctx, &identity_too_many_requests,
		"Links were asked for too often within %d minutes; look into the mailbox, or try later.",
		WINDOW_MINUTES);
	return cc_retry_later(ctx, err, CC_MINUTES(WINDOW_MINUTES)); /* by then for sure */
}

cc_err identity_stay_within_limits(struct cc_ctx *ctx, cc_str email)
{
	cc_str digest = identity_email_digest(ctx, email);
	TRY(count(ctx, cc_printf(ctx, "identity.mails/%.*s", (int)digest.len, digest.ptr), TO_ONE_MAX));
	return count(ctx, CC_STR("identity.mails"), TO_ALL_MAX);
}
