/* show_session.c - an evening before it is booked. */
#include "services/bff_web/internal.h"

/* A price that cannot be named now is no reason to show no page; a question that makes no sense is. */
static CC_RESULT find_quote(struct cc_ctx *ctx, const struct bff_web_show_session_request *query,
                            struct bff_web_session_page *page)
{
	const struct pricing_get_quote_request which = {
		.session_id = query->session_id,
		.seats = query->has_seats ? query->seats : 1,
		.labels = query->labels,
	};
	struct pricing_quote *quote = cc_alloc(ctx, sizeof *quote);
	cc_err err = cc_call(ctx, &pricing_get_quote_op, &which, quote);
	if (cc_because(err, &pricing_seat_not_found))
		return err;
	bool there;
	TRY(bff_web_part(err, &there));
	page->quote = there ? quote : NULL;
	page->has_no_quote = !there;
	page->no_quote = there ? CC_STR("") : cc_str_of(err->reason);
	return CC_OK;
}

static CC_RESULT add_session(struct cc_ctx *ctx, cc_id session_id, struct bff_web_session_page *page)
{
	const struct inventory_get_session_request query = { .session_id = session_id };
	struct inventory_session *session = cc_alloc(ctx, sizeof *session);
	TRY(cc_call(ctx, &inventory_get_session_op, &query, session));
	const struct inventory_get_fixture_request which = { .fixture_id = session->fixture_id };
	struct inventory_fixture *fixture = cc_alloc(ctx, sizeof *fixture);
	TRY(cc_call(ctx, &inventory_get_fixture_op, &which, fixture));
	page->session = session;
	page->fixture = fixture;
	return CC_OK;
}

static CC_RESULT add_room(struct cc_ctx *ctx, struct bff_web_session_page *page)
{
	const struct inventory_get_availability_request query = { .session_id = page->session->session_id };
	struct inventory_availability availability;
	TRY(cc_call(ctx, &inventory_get_availability_op, &query, &availability));
	TRY(bff_web_find_home(ctx, page->session, &page->home));
	page->seats = bff_web_place_seats(ctx, &availability, page->home);
	return CC_OK;
}

cc_err bff_web_show_session(struct cc_ctx *ctx, const struct bff_web_show_session_request *query,
                            struct bff_web_session_page *page)
{
	TRY(add_session(ctx, query->session_id, page));
	TRY(add_room(ctx, page));
	TRY(bff_web_find_host(ctx, page->session->host_id, &page->host));
	TRY(find_quote(ctx, query, page));
	TRY(bff_web_find_licence(ctx, page->session, page->fixture->competition_slug, &page->licence));
	page->availability_stream = bff_web_path(ctx, "/v1/sessions/", query->session_id,
	                                         "/availability/stream");
	return CC_OK;
}
