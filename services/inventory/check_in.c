/* check_in.c - the host lets the guests of a booking in; the first scan counts. */
#include "services/inventory/internal.h"

/* Tags of the ways to say who it is, as the contract numbers them. */
enum { BY_TOKEN = 2, BY_CODE = 3, BY_BOOKING = 4 };

static const int64_t opens_before_ms = CC_HOURS(12);

/* By its token: a guest may have come on the wrong day, or to the wrong house. */
static CC_RESULT refuse_elsewhere(struct cc_ctx *ctx, cc_id session_id)
{
	struct inventory_session other;
	TRY(inventory_load_session(ctx, session_id, &other));
	cc_str when = inventory_time_text(ctx, other.starts_at);
	return cc_fail(ctx, &inventory_wrong_session, "This ticket is for \"%.*s\", which starts at %.*s.",
	               (int)other.title.len, other.title.ptr, (int)when.len, when.ptr);
}

static CC_RESULT find_by_token(struct cc_ctx *ctx, const struct inventory_check_in_request *cmd,
                               struct inventory_hold *hold)
{
	struct inventory_ticket_claims claims;
	TRY(inventory_read_ticket(ctx, cmd->token, &claims));
	if (!cc_id_eq(claims.session, cmd->session_id))
		return refuse_elsewhere(ctx, claims.session);
	return inventory_load_hold(ctx, claims.booking, hold);
}

static CC_RESULT refuse_unknown(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &inventory_ticket_not_found,
	               "No confirmed seats of this session have it; read it again, or look at the list.");
}

/* As people type: in either case, and in groups. */
static cc_str plain(struct cc_ctx *ctx, cc_str typed)
{
	char *text = cc_alloc(ctx, typed.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.ptr[i];
		if (c != ' ' && c != '-')
			text[len++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
	}
	return (cc_str){ text, len };
}

static CC_RESULT find_by_code(struct cc_ctx *ctx, const struct inventory_check_in_request *cmd,
                              struct inventory_hold *hold)
{
	cc_str code = plain(ctx, cmd->code);
	struct inventory_hold_list live; /* as many as there are seats, at most */
	const struct inventory_hold *match = NULL;
	TRY(cc_sql_all(ctx, &live_holds_of_session, &inventory_hold_message, &live, cmd->session_id));
	for (size_t i = 0; i < live.count; i++) {
		bool confirmed = live.items[i].state == INVENTORY_HOLD_STATE_CONFIRMED;
		if (!confirmed || !cc_str_eq(inventory_ticket_code(ctx, &live.items[i]), code))
			continue;
		if (match)
			return cc_fail(ctx, &inventory_ambiguous_code,
			               "Two tickets have this code; scan the QR code, or look at the list.");
		match = &live.items[i];
	}
	return match ? inventory_load_hold(ctx, match->booking_id, hold) : refuse_unknown(ctx);
}

static CC_RESULT find_by_booking(struct cc_ctx *ctx, const struct inventory_check_in_request *cmd,
                                 struct inventory_hold *hold)
{
	cc_err err = inventory_load_hold(ctx, cmd->booking_id, hold);
	bool elsewhere = err == CC_OK && !cc_id_eq(hold->session_id, cmd->session_id);
	return elsewhere || cc_because(err, &inventory_hold_not_found) ? refuse_unknown(ctx) : err;
}

static CC_RESULT find(struct cc_ctx *ctx, const struct inventory_check_in_request *cmd,
                      struct inventory_hold *hold)
{
	switch (cmd->by_case) {
	case BY_TOKEN: return find_by_token(ctx, cmd, hold);
	case BY_CODE: return find_by_code(ctx, cmd, hold);
	case BY_BOOKING: return find_by_booking(ctx, cmd, hold);
	default:
		return cc_fail(ctx, &inventory_invalid_ticket,
		               "Say whose ticket it is: by its token, its code, or the booking.");
	}
}

/* When somebody was let in, which a phone may tell later. */
static CC_RESULT find_time(struct cc_ctx *ctx, const struct inventory_check_in_request *cmd,
                           const struct inventory_session *session, cc_time *at)
{
	cc_time opens_at = cc_time_add(session->starts_at, -opens_before_ms);
	cc_str when = inventory_time_text(ctx, opens_at);
	if (cc_time_before(cc_now(ctx), opens_at))
		return cc_fail(ctx, &inventory_too_early, "The door opens at %.*s.", (int)when.len, when.ptr);
	*at = cmd->has_scanned_at ? cmd->scanned_at : cc_now(ctx);
	if (cc_time_before(cc_now(ctx), *at) || cc_time_before(*at, opens_at))
		return cc_fail(ctx, &inventory_invalid_scan_time,
		               "Tickets are scanned between %.*s, when the door opens, and now.",
		               (int)when.len, when.ptr);
	return CC_OK;
}

static CC_RESULT refuse_twice(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	struct inventory_door_guest guest;
	TRY(inventory_load_door_guest(ctx, hold, &guest));
	cc_str when = inventory_time_text(ctx, guest.checked_in_at);
	return cc_fail(ctx, &inventory_already_checked_in, "The guests of this ticket came in at %.*s.",
	               (int)when.len, when.ptr);
}

/* With these, who are in already as far as the store knows. */
static CC_RESULT require_licence(struct cc_ctx *ctx, const struct inventory_session *session)
{
	struct inventory_heads inside;
	TRY(cc_sql_one(ctx, &heads_inside, &inventory_heads_message, &inside, session->session_id));
	return inventory_require_licence(ctx, session, inside.heads);
}

static CC_RESULT let_in(struct cc_ctx *ctx, const struct inventory_session *session,
                        const struct inventory_hold *hold, cc_time at)
{
	int64_t first = 0;
	const struct inventory_guest_checked_in in = {
		.session_id = session->session_id,
		.booking_id = hold->booking_id,
		.guest_id = hold->guest_id,
		.host_id = session->host_id,
		.labels = hold->labels,
		.checked_in_at = at,
	};
	TRY(cc_sql_count(ctx, &insert_check_in, &first, hold->booking_id, at, cc_now(ctx)));
	if (first == 0)
		return refuse_twice(ctx, hold);
	TRY(require_licence(ctx, session));
	return cc_emit(ctx, &inventory_guest_checked_in_event, &in);
}

cc_err inventory_check_in(struct cc_ctx *ctx, const struct inventory_check_in_request *cmd,
                          struct inventory_door_guest *guest)
{
	struct inventory_session session;
	struct inventory_hold hold;
	cc_time at;
	TRY(inventory_load_door(ctx, cmd->session_id, &session));
	if (session.state == INVENTORY_SESSION_STATE_CANCELLED)
		return cc_fail(ctx, &inventory_session_cancelled, "This session has been called off.");
	TRY(find(ctx, cmd, &hold));
	TRY(inventory_require_confirmed(ctx, &hold));
	TRY(find_time(ctx, cmd, &session, &at));
	TRY(let_in(ctx, &session, &hold, at));
	return inventory_load_door_guest(ctx, &hold, guest);
}
