/* publish_session.c - a host opens a draft for guests. */
#include "services/inventory/internal.h"

static CC_RESULT announce(struct cc_ctx *ctx, const struct inventory_session *session)
{
	struct inventory_seat_list seats;
	struct inventory_session_published published = {
		.session_id = session->session_id,
		.host_id = session->host_id,
		.fixture_id = session->fixture_id,
		.title = session->title,
		.starts_at = session->starts_at,
		.seats_total = session->seats_total,
		.home_id = session->home_id,
		.territory = session->territory,
		.package = session->package,
		.venue = session->venue,
		.charge_basis = session->charge_basis,
		.ends_at = session->ends_at,
		.competition_id = session->competition_id,
		.kicks_off_at = session->kicks_off_at,
	};
	TRY(cc_sql_all(ctx, &labels_of_session, &inventory_seat_message, &seats, session->session_id));
	inventory_labels(ctx, &seats, &published.labels);
	return cc_emit(ctx, &inventory_session_published_event, &published);
}

cc_err inventory_publish_session(struct cc_ctx *ctx, const struct inventory_publish_session_request *cmd,
                                 struct inventory_session *session)
{
	TRY(inventory_load_own_session(ctx, cmd->session_id, session));
	if (session->state == INVENTORY_SESSION_STATE_PUBLISHED)
		return CC_OK;
	if (session->state == INVENTORY_SESSION_STATE_CANCELLED)
		return cc_fail(ctx, &inventory_session_cancelled,
		               "A cancelled session cannot be published again.");

	TRY(cc_sql_change(ctx, &publish_session, session->session_id));
	session->state = INVENTORY_SESSION_STATE_PUBLISHED;
	return announce(ctx, session);
}
