/* rule.c - finding a rule or its draft, and telling those who apply it. */
#include "services/compliance/internal.h"

cc_err compliance_load_draft(struct cc_ctx *ctx, cc_str rule_id, struct compliance_draft *draft)
{
	cc_err err = cc_sql_one(ctx, &draft_of_rule, &compliance_draft_message, draft, rule_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &compliance_draft_not_found,
		               "No version of rule %.*s is drafted; draft one first.", (int)rule_id.len,
		               rule_id.ptr);
	return err;
}

cc_err compliance_load_version(struct cc_ctx *ctx, cc_str rule_id, int32_t version,
                               struct compliance_rule *rule)
{
	return cc_sql_one(ctx, &version_of_rule, &compliance_rule_message, rule, rule_id, version);
}

cc_err compliance_require_coming(struct cc_ctx *ctx, bool has_valid_from, cc_time valid_from)
{
	if (has_valid_from && cc_time_before(valid_from, cc_now(ctx)))
		return cc_fail(ctx, &compliance_starts_in_the_past,
		               "No rule works backwards; let it be valid from now on, or later.");
	return CC_OK;
}

cc_err compliance_refuse_taken_scope(struct cc_ctx *ctx, cc_str rule_id)
{
	return cc_fail(ctx, &compliance_scope_taken,
	               "Another rule names just the same as %.*s would; publish a new version of that one.",
	               (int)rule_id.len, rule_id.ptr);
}

cc_err compliance_announce(struct cc_ctx *ctx, const struct compliance_rule *rule)
{
	const struct compliance_licence_rule_published published = { .rule_id = rule->rule_id,
		                                                     .licence_rule = rule };
	return cc_emit(ctx, &compliance_licence_rule_published_event, &published);
}
