/* get_ticket.c - a confirmed guest's way in. */
#include "services/inventory/internal.h"

cc_err inventory_get_ticket(struct cc_ctx *ctx, const struct inventory_get_ticket_request *query,
                            struct inventory_ticket *ticket)
{
	const struct inventory_get_hold_request held = { .booking_id = query->booking_id };
	struct inventory_hold hold;
	struct inventory_session session;
	struct inventory_fixture fixture;
	struct inventory_door_guest guest;
	TRY(inventory_get_hold(ctx, &held, &hold));
	TRY(inventory_require_confirmed(ctx, &hold));
	TRY(inventory_load_session(ctx, hold.session_id, &session));
	TRY(inventory_load_fixture(ctx, session.fixture_id, &fixture));
	TRY(inventory_load_door_guest(ctx, &hold, &guest));

	*ticket = (struct inventory_ticket){
		.booking_id = hold.booking_id,
		.session_id = session.session_id,
		.fixture_id = fixture.fixture_id,
		.title = session.title,
		.fixture_title = fixture.title,
		.starts_at = session.starts_at,
		.kicks_off_at = session.kicks_off_at,
		.ends_at = session.ends_at,
		.labels = hold.labels,
		.token = inventory_ticket_token(ctx, &hold, &session),
		.code = inventory_ticket_code(ctx, &hold),
		.has_checked_in_at = guest.has_checked_in_at,
		.checked_in_at = guest.checked_in_at,
	};
	return CC_OK;
}
