/* show_bookings.c - a guest's bookings, each with what it is for and what to do next. */
#include "services/bff_web/internal.h"

static struct cc_id_list sessions_of(struct cc_ctx *ctx, const struct booking_booking_list *bookings)
{
	struct cc_id_list ids = { .items = cc_alloc_array(ctx, bookings->count, sizeof *ids.items) };
	for (size_t i = 0; i < bookings->count; i++)
		ids.items[ids.count++] =
			bookings->items[i].session_id; /* the answer is the same if one stands twice */
	return ids;
}

static CC_RESULT gather(struct cc_ctx *ctx, const struct booking_booking_list *bookings,
                        struct inventory_session_list *sessions, struct bff_web_facts *facts)
{
	const struct inventory_get_sessions_request query = { sessions_of(ctx, bookings) };
	struct inventory_get_sessions_response found;
	bool there;
	TRY(bff_web_part(cc_call(ctx, &inventory_get_sessions_op, &query, &found), &there));
	if (!there || found.items.count == 0)
		return CC_OK;
	*sessions = found.items;
	TRY(bff_web_gather_fixtures(ctx, sessions, facts));
	return bff_web_gather_homes(ctx, sessions, facts);
}

static const struct inventory_session *find(const struct inventory_session_list *sessions, cc_id session_id)
{
	for (size_t i = 0; i < sessions->count; i++)
		if (cc_id_eq(sessions->items[i].session_id, session_id))
			return &sessions->items[i];
	return NULL;
}

static void add_titles(const struct bff_web_facts *facts, struct bff_web_booking_card *card)
{
	const struct inventory_fixture *fixture = bff_web_fixture_of(facts, card->session);
	const struct hosting_home *home = bff_web_home_of(facts, card->session);
	card->has_fixture_title = fixture != NULL;
	card->has_home_name = card->has_city = home != NULL;
	if (fixture)
		card->fixture_title = fixture->title;
	if (home) {
		card->home_name = home->name;
		card->city = home->city;
	}
}

cc_err bff_web_show_bookings(struct cc_ctx *ctx, const struct bff_web_show_bookings_request *query,
                             struct bff_web_bookings_page *page)
{
	const struct booking_list_bookings_request which = {
		.has_limit = query->has_limit,
		.limit = query->limit,
		.has_cursor = query->has_cursor,
		.cursor = query->cursor,
	};
	struct booking_list_bookings_response bookings;
	struct inventory_session_list sessions = { 0 };
	struct bff_web_facts facts = { 0 };
	TRY(cc_call(ctx, &booking_list_bookings_op, &which, &bookings));
	TRY(gather(ctx, &bookings.items, &sessions, &facts));

	size_t count = bookings.items.count;
	page->items = (struct bff_web_booking_card_list){
		cc_alloc_array(ctx, count, sizeof *page->items.items), count
	};
	page->has_next_cursor = bookings.has_next_cursor;
	page->next_cursor = bookings.next_cursor;
	for (size_t i = 0; i < count; i++) {
		struct bff_web_booking_card *card = &page->items.items[i];
		card->booking = &bookings.items.items[i];
		card->session = find(&sessions, card->booking->session_id);
		card->next_step = bff_web_next_step_of(card->booking, card->session, cc_now(ctx));
		if (card->session)
			add_titles(&facts, card);
	}
	return CC_OK;
}
