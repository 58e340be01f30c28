/* announce_rules.c - what came with a migration is told to those who apply rules, a hundred at a time. */
#include "services/compliance/internal.h"

static CC_RESULT announce(struct cc_ctx *ctx, const struct compliance_rule *rule)
{
	TRY(cc_sql_change(ctx, &mark_announced, rule->rule_id, rule->version));
	return compliance_announce(ctx, rule);
}

static cc_err announce_rules(struct cc_ctx *ctx)
{
	struct compliance_rule_list rules;
	TRY(cc_sql_all(ctx, &rules_to_announce, &compliance_rule_message, &rules));
	for (size_t i = 0; i < rules.count; i++)
		TRY(announce(ctx, &rules.items[i]));
	return CC_OK;
}

const struct cc_timer compliance_announce_rules_timer = {
	.name = "compliance.announce_rules",
	.next = &next_announcement,
	.run = announce_rules,
};
