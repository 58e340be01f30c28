/* session.c - finding a session that guests can still come to. */
#include "services/pricing/internal.h"

cc_err pricing_load_open_session(struct cc_ctx *ctx, cc_id session_id, struct pricing_known_session *session)
{
	cc_err err = cc_sql_one(ctx, &published_session, &pricing_known_session_message, session, session_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(
			ctx, &pricing_session_not_found,
			"There is no such session; check its id, or ask again if it was published just now.");
	TRY(err);
	if (session->cancelled)
		return cc_fail(ctx, &pricing_session_cancelled, "The host has called this session off.");
	if (!cc_time_before(cc_now(ctx), session->starts_at))
		return cc_fail(ctx, &pricing_session_started,
		               "The session has started; it has no price any more.");
	return CC_OK;
}
