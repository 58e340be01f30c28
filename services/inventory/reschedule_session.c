/* reschedule_session.c - a host begins earlier or later; everybody keeps their seat. */
#include "services/inventory/internal.h"

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

	const struct inventory_showing showing = {
		.starts_at = cmd->starts_at,
		.kicks_off_at = session->kicks_off_at,
		.duration_ms = inventory_duration_ms(session),
	};
	return inventory_move_session(ctx, session, &showing);
}
