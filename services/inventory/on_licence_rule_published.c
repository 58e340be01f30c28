/* on_licence_rule_published.c - a licence rule is known here as well, to be asked together with the seats. */
#include "contracts/compliance.h"
#include "services/inventory/internal.h"

static cc_str or_any(bool named, cc_str text)
{
	return named ? text : CC_STR("*");
}

static cc_err on_licence_rule_published(struct cc_ctx *ctx, const void *body)
{
	const struct compliance_licence_rule_published *published = body;
	const struct compliance_rule *rule = published->licence_rule;
	cc_str venue = cc_enum_text(&compliance_venue_enum, rule->venue);
	cc_str charge_basis = cc_enum_text(&compliance_charge_basis_enum, rule->charge_basis);
	return cc_sql_exec(ctx, &hear_licence_rule, rule->rule_id, rule->version,
	                   or_any(rule->has_competition, rule->competition),
	                   or_any(rule->has_package, rule->package),
	                   or_any(rule->has_territory, rule->territory), or_any(rule->has_venue, venue),
	                   or_any(rule->has_charge_basis, charge_basis), rule->specificity, rule->heads_max,
	                   rule->valid_from);
}

const struct cc_consumer inventory_on_licence_rule_published_consumer = {
	.name = "inventory.on_licence_rule_published",
	.event = &compliance_licence_rule_published_event,
	.call = on_licence_rule_published,
};
