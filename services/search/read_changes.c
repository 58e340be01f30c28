/* read_changes.c - what the index has to take over next. */
#include "services/search/internal.h"

/* Both lists are in the order of the changes; what is in the first alone is not to be found. */
static void put_together(struct search_change_list *changes, const struct search_hit_list *hits)
{
	size_t next = 0;
	for (size_t i = 0; i < changes->count && next < hits->count; i++) {
		struct search_hit *hit = &hits->items[next];
		if (!cc_id_eq(changes->items[i].session_id, hit->session_id))
			continue;
		if (hit->seats_free < 0)
			hit->seats_free = 0; /* that seats were given back is heard after who has them now */
		changes->items[i].hit = hit;
		next++;
	}
	assert(next == hits->count);
}

cc_err search_read_changes(struct cc_ctx *ctx, const struct search_read_changes_request *asked,
                           struct search_read_changes_response *response)
{
	struct search_feed feed;
	struct search_hit_list hits;
	cc_err err = cc_sql_one(ctx, &read_feed, &search_feed_message, &feed);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* whoever pushes begins a numbering first */
	TRY(err);
	response->epoch = feed.epoch;
	response->after = asked->after <= feed.change ? asked->after : 0;
	TRY(cc_sql_all(ctx, &changes_after, &search_change_message, &response->items, response->after));
	if (response->items.count == 0)
		return CC_OK;
	int64_t last = response->items.items[response->items.count - 1].change;
	TRY(cc_sql_all(ctx, &hits_between, &search_hit_message, &hits, response->after, last));
	put_together(&response->items, &hits);
	return CC_OK;
}
