/* licence.c - may so many watch this together? */
#include "services/inventory/internal.h"

static CC_RESULT refuse(struct cc_ctx *ctx, const struct inventory_licence_rule *rule, int32_t heads)
{
	int len = (int)rule->rule_id.len;
	if (rule->heads_max == 0)
		return cc_fail(ctx, &inventory_licence_limit,
		               "Rule %.*s, version %d, lets nobody watch this together here.", len,
		               rule->rule_id.ptr, rule->version);
	return cc_fail(ctx, &inventory_licence_limit,
	               "Rule %.*s, version %d, lets %d watch together, and not %d.", len, rule->rule_id.ptr,
	               rule->version, rule->heads_max, heads);
}

cc_err inventory_require_licence(struct cc_ctx *ctx, const struct inventory_session *session, int32_t heads)
{
	struct inventory_licence_rule rule;
	cc_err err = cc_sql_one(
		ctx, &matching_rule, &inventory_licence_rule_message, &rule, session->competition_slug,
		session->package, session->territory, cc_enum_text(&inventory_venue_enum, session->venue),
		cc_enum_text(&inventory_charge_basis_enum, session->charge_basis), cc_now(ctx));
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_licence_unknown,
		               "No licence rule is about this; what no rule permits is forbidden.");
	TRY(err);
	return heads <= rule.heads_max ? CC_OK : refuse(ctx, &rule, heads);
}
