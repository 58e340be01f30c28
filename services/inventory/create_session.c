/* create_session.c - a host drafts an evening: which fixture, when, and every seat. */
#include "services/inventory/internal.h"

static CC_RESULT add_session(struct cc_ctx *ctx, const struct inventory_create_session_request *cmd)
{
	return cc_sql_change(ctx, &insert_session, cmd->session_id, cc_caller(ctx)->subject, cmd->home_id,
	                     cmd->fixture_id, cmd->title, cmd->starts_at, cmd->territory, cmd->package,
	                     cc_enum_text(&inventory_venue_enum, cmd->venue),
	                     cc_enum_text(&inventory_charge_basis_enum, cmd->charge_basis),
	                     cmd->seats_per_guest, (int64_t)cmd->seats.count);
}

static CC_RESULT add_seat(struct cc_ctx *ctx, cc_id session_id, const struct inventory_seat *seat, int place)
{
	cc_err err = cc_sql_exec(ctx, &insert_seat, session_id, seat->label, place,
	                         cc_enum_text(&inventory_seat_kind_enum, seat->kind),
	                         cc_enum_text(&inventory_seat_view_enum, seat->view), seat->accessible);
	if (cc_is(err, CC_ALREADY_EXISTS))
		return cc_fail(ctx, &inventory_duplicate_seat,
		               "Two seats are labelled %.*s; give each its own label.", (int)seat->label.len,
		               seat->label.ptr);
	return err;
}

/* A repeated command is answered with the session as it stands now. */
static CC_RESULT find_earlier(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	TRY(inventory_load_session(ctx, session_id, session));
	if (!cc_id_eq(session->host_id, cc_caller(ctx)->subject))
		return cc_fail(ctx, &inventory_session_exists, "This session id is taken; choose another.");
	return CC_OK;
}

cc_err inventory_create_session(struct cc_ctx *ctx, const struct inventory_create_session_request *cmd,
                                struct inventory_session *session)
{
	cc_err err = find_earlier(ctx, cmd->session_id, session);
	if (!cc_because(err, &inventory_session_not_found))
		return err;
	if (!cc_time_before(cc_now(ctx), cmd->starts_at))
		return cc_fail(ctx, &inventory_starts_in_the_past, "A session must start in the future.");

	struct inventory_fixture fixture;
	TRY(inventory_load_fixture(ctx, cmd->fixture_id, &fixture));
	TRY(inventory_require_planned(ctx, &fixture));
	TRY(add_session(ctx, cmd));
	for (size_t i = 0; i < cmd->seats.count; i++)
		TRY(add_seat(ctx, cmd->session_id, &cmd->seats.items[i], (int)i));
	return inventory_load_session(ctx, cmd->session_id, session);
}
