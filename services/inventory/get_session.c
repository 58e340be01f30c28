/* get_session.c - one session as its caller may see it. */
#include "services/inventory/internal.h"

cc_err inventory_get_session(struct cc_ctx *ctx, const struct inventory_get_session_request *query,
                             struct inventory_session *session)
{
	return inventory_load_visible_session(ctx, query->session_id, session);
}
