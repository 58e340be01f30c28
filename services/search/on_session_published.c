/* on_session_published.c - a session can be found from now on, once its home and fixture are known. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_session_published(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_published *published = body;
	if (cc_id_is_none(published->home_id))
		return CC_OK; /* said before sessions named their home: it has no place */
	return cc_sql_exec(ctx, &hear_published, published->session_id, published->host_id,
	                   published->home_id, published->fixture_id, published->title, published->starts_at,
	                   published->ends_at, published->seats_total, published->package,
	                   cc_enum_text(&inventory_venue_enum, published->venue),
	                   cc_enum_text(&inventory_charge_basis_enum, published->charge_basis));
}

const struct cc_consumer search_on_session_published_consumer = {
	.name = "search.on_session_published",
	.event = &inventory_session_published_event,
	.call = on_session_published,
};
