/* get_sessions.c - those of the sessions named that guests may see. */
#include "services/inventory/internal.h"

cc_err inventory_get_sessions(struct cc_ctx *ctx, const struct inventory_get_sessions_request *query,
                              struct inventory_get_sessions_response *found)
{
	struct inventory_session_list *sessions = &found->items;
	sessions->items = cc_alloc_array(ctx, query->session_ids.count, sizeof *sessions->items);
	for (size_t i = 0; i < query->session_ids.count; i++) {
		struct inventory_session *session = &sessions->items[sessions->count];
		cc_err err = inventory_load_session(ctx, query->session_ids.items[i], session);
		if (cc_because(err, &inventory_session_not_found))
			continue;
		TRY(err);
		sessions->count += session->state != INVENTORY_SESSION_STATE_DRAFT;
	}
	return CC_OK;
}
