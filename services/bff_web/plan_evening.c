/* plan_evening.c - an evening in a home: what the home and the fixture say already, nobody copies. */
#include "services/bff_web/internal.h"

enum { SEATS_PER_GUEST = 4 };

static CC_RESULT load_ready_home(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home)
{
	const struct hosting_get_own_home_request query = { .home_id = home_id };
	TRY(cc_call(ctx, &hosting_get_own_home_op, &query, home));
	if (home->state == HOSTING_HOME_STATE_READY && home->room)
		return CC_OK;
	const char *missing = !home->room          ? "its room"
	                      : !home->has_package ? "its package"
	                                           : "its house rules";
	return cc_fail(ctx, &bff_web_home_not_ready, "The home lacks %s; add it first.", missing);
}

/* Seats ---------------------------------------------------------------------------- */

static bool is_offered(const struct cc_str_list *labels, cc_str label)
{
	bool offered = labels->count == 0; /* all are, if none is named */
	for (size_t i = 0; i < labels->count && !offered; i++)
		offered = cc_str_eq(labels->items[i], label);
	return offered;
}

static CC_RESULT check_labels(struct cc_ctx *ctx, const struct hosting_seat_list *seats,
                              const struct cc_str_list *labels)
{
	for (size_t i = 0; i < labels->count; i++) {
		size_t at = 0;
		while (at < seats->count && !cc_str_eq(seats->items[at].label, labels->items[i]))
			at++;
		if (at == seats->count)
			return cc_fail(ctx, &bff_web_seat_not_found, "The room has no seat %.*s.",
			               (int)labels->items[i].len, labels->items[i].ptr);
	}
	return CC_OK;
}

/* The same numbers mean the same kinds and views. */
static struct inventory_seat_list seats_of(struct cc_ctx *ctx, const struct hosting_furnished_room *furnished,
                                           const struct cc_str_list *labels)
{
	const struct hosting_seat_list *seats = &furnished->room->seats;
	struct inventory_seat_list offered = { .items = cc_alloc_array(ctx, seats->count,
		                                                       sizeof *offered.items) };
	for (size_t i = 0; i < seats->count; i++)
		if (is_offered(labels, seats->items[i].label))
			offered.items[offered.count++] = (struct inventory_seat){
				.label = seats->items[i].label,
				.kind = (enum inventory_seat_kind)seats->items[i].kind,
				.view = (enum inventory_seat_view)furnished->sights.items[i].view,
				.accessible = seats->items[i].accessible,
			};
	return offered;
}

/* Licence -------------------------------------------------------------------------- */

/* An evening that guests are asked to is one that may be full. */
static CC_RESULT require_licence(struct cc_ctx *ctx, const struct compliance_verdict *verdict)
{
	if (!verdict || verdict->permitted)
		return CC_OK; /* whoever promises seats asks again */
	const struct cc_reason *why = verdict->refusal == COMPLIANCE_REFUSAL_LICENCE_LIMIT
	                                      ? &bff_web_licence_limit
	                                      : &bff_web_licence_unknown;
	return cc_fail(ctx, why, "%.*s", (int)verdict->detail.len, verdict->detail.ptr);
}

static CC_RESULT find_licence(struct cc_ctx *ctx, const struct inventory_create_session_request *session,
                              const struct inventory_fixture *fixture,
                              const struct compliance_verdict **verdict)
{
	const struct inventory_session planned = {
		.package = session->package,
		.territory = session->territory,
		.venue = session->venue,
		.charge_basis = session->charge_basis,
		.seats_total = (int32_t)session->seats.count,
	};
	return bff_web_find_licence(ctx, &planned, fixture->competition_slug, verdict);
}

/* All of it ------------------------------------------------------------------------ */

static CC_RESULT draw_up(struct cc_ctx *ctx, const struct bff_web_plan_evening_request *cmd,
                         const struct inventory_fixture *fixture,
                         struct inventory_create_session_request *session)
{
	struct hosting_home home;
	TRY(load_ready_home(ctx, cmd->home_id, &home));
	TRY(check_labels(ctx, &home.room->room->seats, &cmd->labels));
	int64_t doors_open_ms = cmd->has_doors_open_minutes ? CC_MINUTES(cmd->doors_open_minutes) : 0;
	*session = (struct inventory_create_session_request){
		.session_id = cmd->session_id,
		.fixture_id = cmd->fixture_id,
		.title = cmd->title,
		.starts_at = cc_time_add(fixture->kicks_off_at, -doors_open_ms),
		.seats_per_guest = cmd->has_seats_per_guest ? cmd->seats_per_guest : SEATS_PER_GUEST,
		.seats = seats_of(ctx, home.room, &cmd->labels),
		.home_id = cmd->home_id,
		.territory = home.country,
		.package = home.package,
		.venue = (enum inventory_venue)home.venue,
		.charge_basis = cmd->charge_basis,
	};
	return CC_OK;
}

static CC_RESULT publish(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	const struct inventory_publish_session_request cmd = { .session_id = session_id };
	return cc_call(ctx, &inventory_publish_session_op, &cmd, session);
}

cc_err bff_web_plan_evening(struct cc_ctx *ctx, const struct bff_web_plan_evening_request *cmd,
                            struct bff_web_planned_evening *planned)
{
	const struct inventory_get_fixture_request which = { .fixture_id = cmd->fixture_id };
	struct inventory_fixture fixture;
	struct inventory_create_session_request create;
	struct inventory_session *session = cc_alloc(ctx, sizeof *session);
	TRY(cc_call(ctx, &inventory_get_fixture_op, &which, &fixture));
	TRY(draw_up(ctx, cmd, &fixture, &create));
	TRY(find_licence(ctx, &create, &fixture, &planned->licence));
	if (cmd->publish)
		TRY(require_licence(ctx, planned->licence));

	TRY(cc_call(ctx, &inventory_create_session_op, &create, session));
	if (cmd->publish)
		TRY(publish(ctx, cmd->session_id, session));
	planned->session = session;
	return CC_OK;
}
