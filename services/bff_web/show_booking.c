/* show_booking.c - a booking: what became of it, what to do next, and the way there. */
#include "services/bff_web/internal.h"

static const int64_t address_after_ms = CC_HOURS(24); /* whoever forgot an umbrella comes back */

static CC_RESULT find_session(struct cc_ctx *ctx, cc_id session_id, const struct inventory_session **session)
{
	const struct inventory_get_session_request query = { .session_id = session_id };
	struct inventory_session *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &inventory_get_session_op, &query, found), &there));
	*session = there ? found : NULL;
	return CC_OK;
}

/* Only a guest who comes is told: not before they paid, and not after they or the host called it off. */
static bool may_know_address(const struct booking_booking *booking, const struct inventory_session *session,
                             cc_time now)
{
	return booking->state == BOOKING_BOOKING_STATE_CONFIRMED &&
	       session->state == INVENTORY_SESSION_STATE_PUBLISHED &&
	       cc_time_before(now, cc_time_add(session->ends_at, address_after_ms));
}

static CC_RESULT find_address(struct cc_ctx *ctx, const struct inventory_session *session,
                              const struct hosting_address **address)
{
	const struct hosting_get_address_request query = { session->home_id, session->host_id };
	struct hosting_address *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &hosting_get_address_op, &query, found), &there));
	*address = there ? found : NULL;
	return CC_OK;
}

static CC_RESULT add_evening(struct cc_ctx *ctx, struct bff_web_booking_page *page)
{
	TRY(find_session(ctx, page->booking->session_id, &page->session));
	if (!page->session)
		return CC_OK;
	TRY(bff_web_find_fixture(ctx, page->session, &page->fixture));
	TRY(bff_web_find_host(ctx, page->session->host_id, &page->host));
	TRY(bff_web_find_plain_home(ctx, page->session, &page->home));
	if (!may_know_address(page->booking, page->session, cc_now(ctx)))
		return CC_OK;
	return find_address(ctx, page->session, &page->address);
}

static CC_RESULT add_ticket(struct cc_ctx *ctx, struct bff_web_booking_page *page)
{
	if (page->booking->state != BOOKING_BOOKING_STATE_CONFIRMED)
		return CC_OK;
	const struct inventory_get_ticket_request query = { .booking_id = page->booking->booking_id };
	struct inventory_ticket *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &inventory_get_ticket_op, &query, found), &there));
	page->ticket = there ? found : NULL;
	return CC_OK;
}

/* Left out where nothing can be cancelled any more. */
static CC_RESULT add_cancellation(struct cc_ctx *ctx, struct bff_web_booking_page *page)
{
	const struct booking_preview_cancellation_request query = { .booking_id = page->booking->booking_id };
	struct booking_cancellation *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &booking_preview_cancellation_op, &query, found), &there));
	page->cancellation = there ? found : NULL;
	return CC_OK;
}

/* What else there is of it, for whoever wants to look. */
static void add_links(struct cc_ctx *ctx, struct bff_web_booking_page *page)
{
	cc_id id = page->booking->booking_id;
	page->progress_stream = bff_web_path(ctx, "/v1/bookings/", id, "/stream");
	page->has_calendar = page->booking->state == BOOKING_BOOKING_STATE_CONFIRMED;
	if (page->has_calendar)
		page->calendar = bff_web_path(ctx, "/v1/bookings/", id, "/calendar.ics");
	page->has_ticket_picture = page->ticket != NULL;
	if (page->has_ticket_picture)
		page->ticket_picture = bff_web_path(ctx, "/v1/bookings/", id, "/ticket.svg");
}

cc_err bff_web_show_booking(struct cc_ctx *ctx, const struct bff_web_show_booking_request *query,
                            struct bff_web_booking_page *page)
{
	const struct booking_get_booking_request which = { .booking_id = query->booking_id };
	struct booking_booking *booking = cc_alloc(ctx, sizeof *booking);
	TRY(cc_call(ctx, &booking_get_booking_op, &which, booking));
	page->booking = booking;
	TRY(add_evening(ctx, page));
	TRY(add_ticket(ctx, page));
	TRY(add_cancellation(ctx, page));
	page->next_step = bff_web_next_step_of(booking, page->session, cc_now(ctx));
	add_links(ctx, page);
	return CC_OK;
}
