/* call_off_evenings.c - the evenings of a host who is no more, a few at a time. */
#include "services/inventory/internal.h"

enum { SESSIONS_AT_ONCE = 50 };

cc_err inventory_call_off_evenings(struct cc_ctx *ctx, cc_id host_id, bool *all)
{
	struct inventory_session_list ahead;
	TRY(cc_sql_all(ctx, &sessions_ahead_of_host, &inventory_session_message, &ahead, host_id, cc_now(ctx),
	               SESSIONS_AT_ONCE));
	for (size_t i = 0; i < ahead.count; i++)
		TRY(inventory_call_session_off(ctx, &ahead.items[i]));
	*all = ahead.count < SESSIONS_AT_ONCE;
	return CC_OK;
}

static cc_err call_off_evenings(struct cc_ctx *ctx)
{
	struct inventory_host_who_left host;
	bool all;
	cc_err err = cc_sql_one(ctx, &host_who_left, &inventory_host_who_left_message, &host);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	TRY(inventory_call_off_evenings(ctx, host.host_id, &all));
	return all ? cc_sql_change(ctx, &forget_host_who_left, host.host_id) : CC_OK;
}

const struct cc_timer inventory_call_off_evenings_timer = {
	.name = "inventory.call_off_evenings",
	.next = &next_host_who_left,
	.run = call_off_evenings,
};
