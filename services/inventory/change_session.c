/* change_session.c - what it means that a session moves or is called off, whoever asks. */
#include "services/inventory/internal.h"

static cc_time later(cc_time a, cc_time b)
{
	return cc_time_before(a, b) ? b : a;
}

int64_t inventory_duration_ms(const struct inventory_session *session)
{
	return session->ends_at.ms - later(session->starts_at, session->kicks_off_at).ms;
}

/* No promise outlives kick-off, an earlier one either. */
static CC_RESULT end_promises_by(struct cc_ctx *ctx, cc_id session_id, cc_time starts_at)
{
	TRY(cc_sql_exec(ctx, &shorten_holds, session_id, starts_at));
	return cc_sql_exec(ctx, &shorten_seats, session_id, starts_at);
}

cc_err inventory_move_session(struct cc_ctx *ctx, struct inventory_session *session,
                              const struct inventory_showing *showing)
{
	cc_time ends_at = cc_time_add(later(showing->starts_at, showing->kicks_off_at), showing->duration_ms);
	struct inventory_session_rescheduled rescheduled = {
		.session_id = session->session_id,
		.starts_at = showing->starts_at,
		.previous_starts_at = session->starts_at,
		.ends_at = ends_at,
		.kicks_off_at = showing->kicks_off_at,
	};
	TRY(cc_sql_change(ctx, &reschedule_session, session->session_id, showing->starts_at,
	                  showing->kicks_off_at, ends_at));
	TRY(end_promises_by(ctx, session->session_id, showing->starts_at));
	session->starts_at = showing->starts_at;
	session->kicks_off_at = showing->kicks_off_at;
	session->ends_at = ends_at;
	if (session->state == INVENTORY_SESSION_STATE_DRAFT)
		return CC_OK; /* nobody has seen it yet */
	return cc_emit(ctx, &inventory_session_rescheduled_event, &rescheduled);
}

static CC_RESULT end_holds(struct cc_ctx *ctx, cc_id session_id)
{
	struct inventory_hold_list live; /* as many as there are seats, at most */
	TRY(cc_sql_all(ctx, &live_holds_of_session, &inventory_hold_message, &live, session_id));
	for (size_t i = 0; i < live.count; i++)
		TRY(inventory_end_hold(ctx, &live.items[i], INVENTORY_HOLD_STATE_RELEASED,
		                       INVENTORY_RELEASE_CAUSE_SESSION_CANCELLED));
	return CC_OK;
}

cc_err inventory_call_session_off(struct cc_ctx *ctx, const struct inventory_session *session)
{
	TRY(cc_sql_change(ctx, &cancel_session, session->session_id));
	TRY(end_holds(ctx, session->session_id));
	if (session->state == INVENTORY_SESSION_STATE_DRAFT)
		return CC_OK; /* nobody has seen it yet */
	struct inventory_session_cancelled cancelled = { .session_id = session->session_id };
	return cc_emit(ctx, &inventory_session_cancelled_event, &cancelled);
}
