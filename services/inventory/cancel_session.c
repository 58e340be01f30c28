/* cancel_session.c - a host calls an evening off; every promised seat is given back. */
#include "services/inventory/internal.h"

cc_err inventory_cancel_session(struct cc_ctx *ctx, const struct inventory_cancel_session_request *cmd,
                                struct inventory_session *session)
{
	TRY(inventory_load_own_session(ctx, cmd->session_id, session));
	if (session->state == INVENTORY_SESSION_STATE_CANCELLED)
		return CC_OK;
	TRY(inventory_call_session_off(ctx, session));
	return inventory_load_session(ctx, cmd->session_id, session);
}
