/* reschedule_session.c - kick-off moved; everybody keeps their seat. */
#include "services/inventory/internal.h"

/* No promise outlives kick-off, an earlier one either. */
static CC_RESULT end_promises_by(struct cc_ctx *ctx, cc_id session_id, cc_time starts_at)
{
	TRY(cc_sql_exec(ctx, &shorten_holds, session_id, starts_at));
	return cc_sql_exec(ctx, &shorten_seats, session_id, starts_at);
}

cc_err inventory_reschedule_session(struct cc_ctx *ctx,
                                    const struct inventory_reschedule_session_request *cmd,
                                    struct inventory_session *session)
{
	TRY(inventory_load_own_session(ctx, cmd->session_id, session));
	if (session->state == INVENTORY_SESSION_STATE_CANCELLED)
		return cc_fail(ctx, &inventory_session_cancelled,
		               "A cancelled session cannot be rescheduled.");
	if (!cc_time_before(cc_now(ctx), cmd->starts_at))
		return cc_fail(ctx, &inventory_starts_in_the_past, "A session must start in the future.");
	if (session->starts_at.ms == cmd->starts_at.ms)
		return CC_OK;

	struct inventory_session_rescheduled rescheduled = {
		.session_id = session->session_id,
		.starts_at = cmd->starts_at,
		.previous_starts_at = session->starts_at,
	};
	TRY(cc_sql_change(ctx, &reschedule_session, session->session_id, cmd->starts_at));
	TRY(end_promises_by(ctx, session->session_id, cmd->starts_at));
	session->starts_at = cmd->starts_at;
	if (session->state == INVENTORY_SESSION_STATE_DRAFT)
		return CC_OK; /* nobody has seen it yet */
	return cc_emit(ctx, &inventory_session_rescheduled_event, &rescheduled);
}
