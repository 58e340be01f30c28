/* publish_rule.c - a draft becomes the newest version of its rule, for ever. */
#include "services/compliance/internal.h"

static CC_RESULT load_draft(struct cc_ctx *ctx, const struct compliance_publish_rule_request *cmd,
                            struct compliance_draft *draft)
{
	TRY(compliance_load_draft(ctx, cmd->rule_id, draft));
	if (draft->version != cmd->version)
		return cc_fail(ctx, &compliance_draft_not_found,
		               "It is version %d of rule %.*s that is drafted.", draft->version,
		               (int)cmd->rule_id.len, cmd->rule_id.ptr);
	return CC_OK;
}

/* Two drafts may name the same: the first that is published has it. */
static CC_RESULT publish(struct cc_ctx *ctx, cc_str rule_id)
{
	cc_err err = cc_sql_change(ctx, &publish_draft, rule_id, cc_now(ctx));
	if (cc_is(err, CC_ALREADY_EXISTS))
		return compliance_refuse_taken_scope(ctx, rule_id);
	TRY(err);
	return cc_sql_change(ctx, &delete_draft, rule_id);
}

cc_err compliance_publish_rule(struct cc_ctx *ctx, const struct compliance_publish_rule_request *cmd,
                               struct compliance_rule *rule)
{
	cc_err err = compliance_load_version(ctx, cmd->rule_id, cmd->version, rule);
	if (!cc_is(err, CC_NOT_FOUND))
		return err; /* published before: the same answer */

	struct compliance_draft draft;
	TRY(load_draft(ctx, cmd, &draft));
	TRY(compliance_require_coming(ctx, draft.has_valid_from, draft.valid_from));
	TRY(publish(ctx, cmd->rule_id));
	TRY(compliance_load_version(ctx, cmd->rule_id, cmd->version, rule));
	return compliance_announce(ctx, rule);
}
