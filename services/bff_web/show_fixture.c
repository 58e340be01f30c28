/* show_fixture.c - where a fixture can be watched. */
#include "services/bff_web/internal.h"

enum { PAGE_DEFAULT = 24 };

static CC_RESULT gather(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                        struct bff_web_facts *facts)
{
	if (sessions->count == 0)
		return CC_OK;
	TRY(bff_web_gather_homes(ctx, sessions, facts));
	TRY(bff_web_gather_hosts(ctx, sessions, facts));
	return bff_web_gather_prices(ctx, sessions, facts);
}

static struct bff_web_room_card card_of(const struct bff_web_facts *facts,
                                        const struct inventory_session *session)
{
	const cc_money *price = bff_web_price_of(facts, session);
	return (struct bff_web_room_card){
		.session = session,
		.home = bff_web_home_of(facts, session),
		.host = bff_web_host_of(facts, session),
		.has_price_from = price != NULL,
		.price_from = price ? *price : (cc_money){ 0 },
	};
}

cc_err bff_web_show_fixture(struct cc_ctx *ctx, const struct bff_web_show_fixture_request *query,
                            struct bff_web_fixture_page *page)
{
	const struct inventory_get_fixture_request which = { .fixture_id = query->fixture_id };
	const struct inventory_list_sessions_request where = {
		.fixture_id = query->fixture_id,
		.has_limit = true,
		.limit = query->has_limit ? query->limit : PAGE_DEFAULT,
		.has_cursor = query->has_cursor,
		.cursor = query->cursor,
	};
	struct inventory_fixture *fixture = cc_alloc(ctx, sizeof *fixture);
	struct inventory_list_sessions_response sessions;
	struct bff_web_facts facts = { 0 };
	TRY(cc_call(ctx, &inventory_get_fixture_op, &which, fixture));
	TRY(cc_call(ctx, &inventory_list_sessions_op, &where, &sessions));
	TRY(gather(ctx, &sessions.items, &facts));

	*page = (struct bff_web_fixture_page){
		.fixture = fixture,
		.rooms = { cc_alloc_array(ctx, sessions.items.count, sizeof *page->rooms.items),
		           sessions.items.count },
		.has_next_cursor = sessions.has_next_cursor,
		.next_cursor = sessions.next_cursor,
	};
	for (size_t i = 0; i < sessions.items.count; i++)
		page->rooms.items[i] = card_of(&facts, &sessions.items.items[i]);
	return CC_OK;
}
