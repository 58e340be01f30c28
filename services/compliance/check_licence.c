/* check_licence.c - may so many watch this together, there and on these terms? */
#include "services/compliance/internal.h"

static cc_str say(struct cc_ctx *ctx, const struct compliance_rule *rule, int32_t heads)
{
	int len = (int)rule->rule_id.len;
	const char *id = rule->rule_id.ptr;
	if (rule->heads_max == 0)
		return cc_printf(ctx, "Rule %.*s, version %d, lets nobody watch this together here.", len, id,
		                 rule->version);
	if (heads <= rule->heads_max)
		return cc_printf(ctx, "Rule %.*s, version %d, lets up to %d watch together.", len, id,
		                 rule->version, rule->heads_max);
	return cc_printf(ctx, "Rule %.*s, version %d, lets %d watch together, and not %d.", len, id,
	                 rule->version, rule->heads_max, heads);
}

static struct compliance_verdict unknown(int32_t heads)
{
	return (struct compliance_verdict){
		.heads = heads,
		.has_refusal = true,
		.refusal = COMPLIANCE_REFUSAL_LICENCE_UNKNOWN,
		.detail = CC_STR("No licence rule is about this; what no rule permits is forbidden."),
	};
}

static struct compliance_verdict judge(struct cc_ctx *ctx, const struct compliance_rule *rule, int32_t heads)
{
	bool permitted = heads <= rule->heads_max;
	return (struct compliance_verdict){
		.permitted = permitted,
		.heads = heads,
		.has_refusal = !permitted,
		.refusal = permitted ? COMPLIANCE_REFUSAL_UNSPECIFIED : COMPLIANCE_REFUSAL_LICENCE_LIMIT,
		.has_rule_id = true,
		.rule_id = rule->rule_id,
		.has_version = true,
		.version = rule->version,
		.has_heads_max = true,
		.heads_max = rule->heads_max,
		.detail = say(ctx, rule, heads),
	};
}

cc_err compliance_check_licence(struct cc_ctx *ctx, const struct compliance_check_licence_request *query,
                                struct compliance_verdict *verdict)
{
	struct compliance_rule rule;
	cc_err err = cc_sql_one(
		ctx, &matching_rule, &compliance_rule_message, &rule, query->competition, query->package,
		query->territory, cc_enum_text(&compliance_venue_enum, query->venue),
		cc_enum_text(&compliance_charge_basis_enum, query->charge_basis), cc_now(ctx));
	if (cc_is(err, CC_NOT_FOUND)) {
		*verdict = unknown(query->heads);
		return CC_OK;
	}
	TRY(err);
	*verdict = judge(ctx, &rule, query->heads);
	return CC_OK;
}
