/* facts.c - asking for what news are about, when they are written. */
#include "services/notification/facts.h"

static const int64_t zone_covers_ms = CC_HOURS(24) * 366;

static CC_RESULT find_reader(struct cc_ctx *ctx, struct notification_facts *facts)
{
	const struct identity_get_contact_request query = { .user_id = facts->plan.user_id };
	TRY(cc_call(ctx, &identity_get_contact_op, &query, &facts->reader));
	facts->language = notification_language_of(facts->reader.locale);
	return CC_OK;
}

/* The living room's clocks; the fixture's, if its home is not known; else UTC. */
static CC_RESULT find_zone(struct cc_ctx *ctx, struct notification_facts *facts)
{
	cc_time from = facts->session.starts_at;
	if (facts->plan.has_previous_starts_at)
		from = cc_time_min(from, facts->plan.previous_starts_at);
	cc_time until = cc_time_add(facts->session.ends_at, zone_covers_ms);
	cc_str name = facts->has_home ? facts->home.time_zone : facts->fixture.time_zone;
	cc_err err = cc_zone_between(ctx, name, from, until, &facts->zone);
	if (cc_because(err, &cc_zone_unknown)) {
		facts->zone = cc_zone_utc(from);
		return CC_OK;
	}
	return err;
}

static CC_RESULT find_home(struct cc_ctx *ctx, struct notification_facts *facts)
{
	const struct hosting_get_home_request query = { .home_id = facts->session.home_id };
	cc_err err = cc_call(ctx, &hosting_get_home_op, &query, &facts->home);
	facts->has_home = err == CC_OK;
	return cc_because(err, &hosting_home_not_found) ? CC_OK : err;
}

static CC_RESULT find_session(struct cc_ctx *ctx, cc_id session_id, struct notification_facts *facts)
{
	const struct inventory_get_session_request query = { .session_id = session_id };
	TRY(cc_call(ctx, &inventory_get_session_op, &query, &facts->session));
	const struct inventory_get_fixture_request played = { .fixture_id = facts->session.fixture_id };
	TRY(cc_call(ctx, &inventory_get_fixture_op, &played, &facts->fixture));
	TRY(find_home(ctx, facts));
	TRY(find_zone(ctx, facts));
	facts->has_session = true;
	return CC_OK;
}

static CC_RESULT find_booking(struct cc_ctx *ctx, cc_id booking_id, struct notification_facts *facts)
{
	const struct booking_get_booking_request query = { .booking_id = booking_id };
	TRY(cc_call(ctx, &booking_get_booking_op, &query, &facts->booking));
	facts->has_booking = true;
	return CC_OK;
}

/* Only now, and only for a guest who comes. */
static CC_RESULT find_way_in(struct cc_ctx *ctx, struct notification_facts *facts)
{
	const struct hosting_get_address_request where = { facts->session.home_id, facts->session.host_id };
	const struct inventory_get_ticket_request query = { .booking_id = facts->booking.booking_id };
	if (facts->booking.state != BOOKING_BOOKING_STATE_CONFIRMED)
		return CC_OK;
	cc_err err = cc_call(ctx, &hosting_get_address_op, &where, &facts->address);
	facts->has_address = err == CC_OK;
	if (err && !cc_because(err, &hosting_home_not_found))
		return err;
	err = cc_call(ctx, &inventory_get_ticket_op, &query, &facts->ticket);
	facts->has_ticket = err == CC_OK;
	/* The seats are being given back: the news of that are on their way. */
	return cc_because(err, &inventory_booking_closed) ? CC_OK : err;
}

static CC_RESULT find_guest_name(struct cc_ctx *ctx, struct notification_facts *facts)
{
	cc_id guest_id = facts->plan.guest_id;
	const struct identity_list_public_names_request query = { .user_ids = { &guest_id, 1 } };
	struct identity_list_public_names_response names;
	TRY(cc_call(ctx, &identity_list_public_names_op, &query, &names));
	facts->guest_name = names.items.count > 0 ? names.items.items[0].name : CC_STR("?");
	return CC_OK;
}

static CC_RESULT find_login_url(struct cc_ctx *ctx, struct notification_facts *facts)
{
	const struct identity_create_login_link_request cmd = {
		.has_user_id = true,
		.user_id = facts->plan.user_id,
	};
	struct identity_login_link link;
	TRY(cc_call(ctx, &identity_create_login_link_op, &cmd, &link));
	cc_str url = cc_public_url(ctx);
	facts->login_url = cc_printf(ctx, "%.*s/d/%.*s", (int)url.len, url.ptr, (int)link.code.len,
	                             link.code.ptr);
	return CC_OK;
}

cc_err notification_gather_booking(struct cc_ctx *ctx, cc_id booking_id, struct notification_facts *facts)
{
	TRY(find_booking(ctx, booking_id, facts));
	TRY(find_session(ctx, facts->booking.session_id, facts));
	return find_way_in(ctx, facts);
}

cc_err notification_gather(struct cc_ctx *ctx, const struct notification_mail_plan *plan,
                           struct notification_facts *facts)
{
	*facts = (struct notification_facts){ .plan = *plan };
	TRY(find_reader(ctx, facts));
	if (plan->kind == NOTIFICATION_KIND_LOGIN_LINK)
		return find_login_url(ctx, facts);
	bool for_guest = plan->has_booking_id && !plan->has_guest_id;
	for_guest |= plan->has_guest_id && cc_id_eq(plan->guest_id, plan->user_id);
	if (for_guest)
		return notification_gather_booking(ctx, plan->booking_id, facts);
	if (plan->has_booking_id)
		TRY(find_booking(ctx, plan->booking_id, facts));
	if (plan->has_guest_id)
		TRY(find_guest_name(ctx, facts));
	return find_session(ctx, plan->session_id, facts);
}

bool notification_is_overtaken(const struct notification_facts *facts)
{
	bool confirmed = facts->has_booking && facts->booking.state == BOOKING_BOOKING_STATE_CONFIRMED;
	switch (facts->plan.kind) {
	case NOTIFICATION_KIND_BOOKING_CONFIRMED: return !confirmed || !facts->has_ticket;
	case NOTIFICATION_KIND_GUEST_COMING: return !confirmed;
	case NOTIFICATION_KIND_EVENING_MOVED:
		return !confirmed || facts->session.starts_at.ms != facts->plan.starts_at.ms;
	case NOTIFICATION_KIND_HOSTING_MOVED: return facts->session.starts_at.ms != facts->plan.starts_at.ms;
	default: return false;
	}
}
