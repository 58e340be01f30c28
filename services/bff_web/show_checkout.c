/* show_checkout.c - seats that are held for a guest, and what they cost. */
#include "services/bff_web/internal.h"

static const char hold_expired[] = "hold_expired";

static CC_RESULT add_evening(struct cc_ctx *ctx, struct bff_web_checkout_page *page)
{
	const struct inventory_get_session_request query = { .session_id = page->hold->session_id };
	struct inventory_session *session = cc_alloc(ctx, sizeof *session);
	TRY(cc_call(ctx, &inventory_get_session_op, &query, session));
	page->session = session;
	TRY(bff_web_find_fixture(ctx, session, &page->fixture));
	TRY(bff_web_find_host(ctx, session->host_id, &page->host));
	return bff_web_find_plain_home(ctx, session, &page->home);
}

/* A hold that is over is not swept away at once. */
static bool still_stands(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	return hold->state == INVENTORY_HOLD_STATE_HELD && cc_time_before(cc_now(ctx), hold->expires_at);
}

/* The seats are the caller's already: they are not dearer for that. */
static CC_RESULT add_quote(struct cc_ctx *ctx, struct bff_web_checkout_page *page)
{
	const struct pricing_get_quote_request query = {
		.session_id = page->hold->session_id,
		.seats = page->hold->seats,
		.labels = page->hold->labels,
		.has_booking_id = true,
		.booking_id = page->hold->booking_id,
	};
	struct pricing_quote *quote = cc_alloc(ctx, sizeof *quote);
	cc_err err = cc_call(ctx, &pricing_get_quote_op, &query, quote);
	bool there;
	TRY(bff_web_part(err, &there));
	page->quote = there ? quote : NULL;
	page->has_no_quote = !there;
	page->no_quote = there ? CC_STR("") : cc_str_of(err->reason);
	return CC_OK;
}

cc_err bff_web_show_checkout(struct cc_ctx *ctx, const struct bff_web_show_checkout_request *query,
                             struct bff_web_checkout_page *page)
{
	const struct inventory_get_hold_request which = { .booking_id = query->booking_id };
	struct inventory_hold *hold = cc_alloc(ctx, sizeof *hold);
	TRY(cc_call(ctx, &inventory_get_hold_op, &which, hold));
	page->hold = hold;
	TRY(add_evening(ctx, page));
	if (still_stands(ctx, hold))
		return add_quote(ctx, page);
	page->has_no_quote = true;
	page->no_quote = cc_str_of(hold_expired);
	return CC_OK;
}
