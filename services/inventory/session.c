/* session.c - finding a session, who may see or change it, and what its seats are called. */
#include "services/inventory/internal.h"

static CC_RESULT not_found(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &inventory_session_not_found, "There is no such session; check its id.");
}

cc_err inventory_load_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	cc_err err = cc_sql_one(ctx, &session_by_id, &inventory_session_message, session, session_id,
	                        cc_now(ctx));
	return cc_is(err, CC_NOT_FOUND) ? not_found(ctx) : err;
}

cc_err inventory_load_visible_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	TRY(inventory_load_session(ctx, session_id, session));
	bool draft = session->state == INVENTORY_SESSION_STATE_DRAFT;
	if (draft && !cc_id_eq(session->host_id, cc_caller(ctx)->subject))
		return not_found(ctx);
	return CC_OK;
}

cc_err inventory_load_hosted_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	TRY(inventory_load_visible_session(ctx, session_id, session));
	if (!cc_id_eq(session->host_id, cc_caller(ctx)->subject))
		return cc_fail(ctx, &inventory_not_your_session, "Only the host of a session may do this.");
	return CC_OK;
}

cc_err inventory_load_own_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	TRY(inventory_load_hosted_session(ctx, session_id, session));
	if (!cc_time_before(cc_now(ctx), session->starts_at))
		return cc_fail(ctx, &inventory_session_started,
		               "The session has started and can no longer be changed.");
	return CC_OK;
}

void inventory_labels(struct cc_ctx *ctx, const struct inventory_seat_list *seats, struct cc_str_list *labels)
{
	labels->items = cc_alloc_array(ctx, seats->count, sizeof *labels->items);
	labels->count = seats->count;
	for (size_t i = 0; i < seats->count; i++)
		labels->items[i] = seats->items[i].label;
}
