/* show_hosting.c - a host's evenings, with who comes and what they pay. */
#include "services/bff_web/internal.h"

enum { SUMS_MAX = 20, WHOLE = 100 };

static CC_RESULT gather(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                        struct bff_web_facts *facts)
{
	if (sessions->count == 0)
		return CC_OK;
	TRY(bff_web_gather_fixtures(ctx, sessions, facts));
	TRY(bff_web_gather_homes(ctx, sessions, facts));
	TRY(bff_web_gather_prices(ctx, sessions, facts));
	return bff_web_gather_takings(ctx, sessions, facts);
}

static struct bff_web_hosted_evening evening_of(const struct bff_web_facts *facts,
                                                const struct inventory_session *session)
{
	const struct inventory_fixture *fixture = bff_web_fixture_of(facts, session);
	const struct hosting_home *home = bff_web_home_of(facts, session);
	const cc_money *price = bff_web_price_of(facts, session);
	return (struct bff_web_hosted_evening){
		.session = session,
		.has_fixture_title = fixture != NULL,
		.fixture_title = fixture ? fixture->title : CC_STR(""),
		.has_home_name = home != NULL,
		.home_name = home ? home->name : CC_STR(""),
		.occupancy_percent = (session->seats_total - session->seats_free) * WHOLE /
		                     session->seats_total,
		.takings = bff_web_takings_of(facts, session),
		.has_price_from = price != NULL,
		.price_from = price ? *price : (cc_money){ 0 },
	};
}

/* One for each currency; of more than twenty, the others are not added up. */
static struct bff_web_sum *sum_in(struct bff_web_sum_list *sums, cc_currency currency)
{
	for (size_t i = 0; i < sums->count; i++)
		if (strcmp(sums->items[i].paid.currency.code, currency.code) == 0)
			return &sums->items[i];
	if (sums->count == SUMS_MAX)
		return NULL;
	struct bff_web_sum *sum = &sums->items[sums->count++];
	sum->paid.currency = sum->refunded.currency = currency;
	return sum;
}

static CC_RESULT add_up(struct cc_ctx *ctx, struct bff_web_hosting_page *page)
{
	page->sums.items = cc_alloc_array(ctx, SUMS_MAX, sizeof *page->sums.items);
	for (size_t i = 0; i < page->items.count; i++) {
		const struct booking_takings *takings = page->items.items[i].takings;
		struct bff_web_sum *sum = takings ? sum_in(&page->sums, takings->paid.currency) : NULL;
		if (!sum)
			continue;
		TRY(cc_money_add(ctx, sum->paid, takings->paid, &sum->paid));
		TRY(cc_money_add(ctx, sum->refunded, takings->refunded, &sum->refunded));
	}
	return CC_OK;
}

cc_err bff_web_show_hosting(struct cc_ctx *ctx, const struct bff_web_show_hosting_request *query,
                            struct bff_web_hosting_page *page)
{
	const struct inventory_list_own_sessions_request which = {
		.has_limit = query->has_limit,
		.limit = query->limit,
		.has_cursor = query->has_cursor,
		.cursor = query->cursor,
	};
	struct inventory_list_sessions_response sessions;
	struct bff_web_facts facts = { 0 };
	TRY(cc_call(ctx, &inventory_list_own_sessions_op, &which, &sessions));
	TRY(gather(ctx, &sessions.items, &facts));
	TRY(bff_web_find_host(ctx, cc_caller(ctx)->subject, &page->host));

	size_t count = sessions.items.count;
	page->items = (struct bff_web_hosted_evening_list){
		cc_alloc_array(ctx, count, sizeof *page->items.items), count
	};
	page->has_next_cursor = sessions.has_next_cursor;
	page->next_cursor = sessions.next_cursor;
	for (size_t i = 0; i < count; i++)
		page->items.items[i] = evening_of(&facts, &sessions.items.items[i]);
	return add_up(ctx, page);
}
