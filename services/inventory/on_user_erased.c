/* on_user_erased.c - nobody opens the door any more: the evenings ahead are called off. */
#include "contracts/identity.h"
#include "services/inventory/internal.h"

static cc_err on_user_erased(struct cc_ctx *ctx, const void *body)
{
	const struct identity_user_erased *erased = body;
	bool all;
	TRY(inventory_call_off_evenings(ctx, erased->user_id, &all));
	return all ? CC_OK : cc_sql_exec(ctx, &note_host_who_left, erased->user_id, cc_now(ctx));
}

const struct cc_consumer inventory_on_user_erased_consumer = {
	.name = "inventory.on_user_erased",
	.event = &identity_user_erased_event,
	.call = on_user_erased,
};
