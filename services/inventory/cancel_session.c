/* cancel_session.c - a host calls an evening off; every promised seat is given back. */
#include "services/inventory/internal.h"

static CC_RESULT end_holds(struct cc_ctx *ctx, cc_id session_id)
{
	struct inventory_hold_list live; /* as many as there are seats, at most */
	TRY(cc_sql_all(ctx, &live_holds_of_session, &inventory_hold_message, &live, session_id));
	for (size_t i = 0; i < live.count; i++)
		TRY(inventory_end_hold(ctx, &live.items[i], INVENTORY_HOLD_STATE_RELEASED,
		                       INVENTORY_RELEASE_CAUSE_SESSION_CANCELLED));
	return CC_OK;
}

cc_err inventory_cancel_session(struct cc_ctx *ctx, const struct inventory_cancel_session_request *cmd,
                                struct inventory_session *session)
{
	TRY(inventory_load_own_session(ctx, cmd->session_id, session));
	if (session->state == INVENTORY_SESSION_STATE_CANCELLED)
		return CC_OK;

	TRY(cc_sql_change(ctx, &cancel_session, session->session_id));
	TRY(end_holds(ctx, session->session_id));
	if (session->state != INVENTORY_SESSION_STATE_DRAFT) {
		struct inventory_session_cancelled cancelled = { .session_id = session->session_id };
		TRY(cc_emit(ctx, &inventory_session_cancelled_event, &cancelled));
	}
	return inventory_load_session(ctx, cmd->session_id, session);
}
