/* get_rule.c - a rule, and what it said before. */
#include "services/compliance/internal.h"

static const struct compliance_rule *valid_one(const struct compliance_rule_list *newest_first, cc_time now)
{
	for (size_t i = 0; i < newest_first->count; i++)
		if (!cc_time_before(now, newest_first->items[i].valid_from))
			return &newest_first->items[i];
	return NULL;
}

cc_err compliance_get_rule(struct cc_ctx *ctx, const struct compliance_get_rule_request *query,
                           struct compliance_rule_history *history)
{
	struct compliance_rule_list versions;
	TRY(cc_sql_all(ctx, &versions_of_rule, &compliance_rule_message, &versions, query->rule_id));
	if (versions.count == 0)
		return cc_fail(ctx, &compliance_rule_not_found, "There is no such rule; check its id.");

	const struct compliance_rule *valid = valid_one(&versions, cc_now(ctx));
	*history = (struct compliance_rule_history){
		.rule_id = query->rule_id,
		.has_valid_version = valid != NULL,
		.valid_version = valid ? valid->version : 0,
		.versions = versions,
	};
	return CC_OK;
}
