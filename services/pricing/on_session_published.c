/* on_session_published.c - a session can be priced from now on. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

/* Before sessions said so, all of them shared their cost. */
static cc_str charge_basis_of(const struct inventory_session_published *published)
{
	enum inventory_charge_basis basis = published->charge_basis;
	if (basis == INVENTORY_CHARGE_BASIS_UNSPECIFIED)
		basis = INVENTORY_CHARGE_BASIS_COST_SHARE;
	return cc_enum_text(&inventory_charge_basis_enum, basis);
}

static cc_err on_session_published(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_published *published = body;
	if (published->labels.count == 0)
		return CC_OK; /* said before sessions named their seats: nothing to give a share to */

	TRY(cc_sql_exec(ctx, &hear_published, published->session_id, published->host_id, published->starts_at,
	                (int64_t)published->labels.count, charge_basis_of(published)));
	for (size_t i = 0; i < published->labels.count; i++)
		TRY(cc_sql_exec(ctx, &hear_seat, published->session_id, published->labels.items[i],
		                (int64_t)i));
	return CC_OK;
}

const struct cc_consumer pricing_on_session_published_consumer = {
	.name = "pricing.on_session_published",
	.event = &inventory_session_published_event,
	.call = on_session_published,
};
