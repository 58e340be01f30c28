/* put_rule.c - the next version of a rule is drafted, for others to review. */
#include "services/compliance/internal.h"

static const cc_str any = { "*", 1 };

/* What a rule is about, as its columns say it. */
struct scope {
	cc_str competition, package, territory, venue, charge_basis;
};

static struct scope scope_of(const struct compliance_put_rule_request *cmd)
{
	return (struct scope){
		.competition = cmd->has_competition ? cmd->competition : any,
		.package = cmd->has_package ? cmd->package : any,
		.territory = cmd->has_territory ? cmd->territory : any,
		.venue = cmd->has_venue ? cc_enum_text(&compliance_venue_enum, cmd->venue) : any,
		.charge_basis = cmd->has_charge_basis
		                        ? cc_enum_text(&compliance_charge_basis_enum, cmd->charge_basis)
		                        : any,
	};
}

/* Else a rule of one competition would open every bar to it, whatever the general rules forbid. */
static CC_RESULT check(struct cc_ctx *ctx, const struct compliance_put_rule_request *cmd)
{
	if (cmd->heads_max > 0 && !(cmd->has_venue && cmd->has_charge_basis))
		return cc_fail(ctx, &compliance_permission_too_broad,
		               "A rule that permits something must name its venue and its charge basis.");
	return compliance_require_coming(ctx, cmd->has_valid_from, cmd->valid_from);
}

static CC_RESULT require_free_scope(struct cc_ctx *ctx, cc_str rule_id, const struct scope *scope)
{
	struct compliance_rule other;
	cc_err err = cc_sql_one(ctx, &other_rule_of_scope, &compliance_rule_message, &other, rule_id,
	                        scope->competition, scope->package, scope->territory, scope->venue,
	                        scope->charge_basis);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	return compliance_refuse_taken_scope(ctx, rule_id);
}

/* A version says how many and from when: what its rule is about was said by the first. */
static CC_RESULT next_version(struct cc_ctx *ctx, cc_str rule_id, const struct scope *scope, int32_t *version)
{
	struct compliance_rule newest;
	cc_err err = cc_sql_one(ctx, &newest_version, &compliance_rule_message, &newest, rule_id);
	if (cc_is(err, CC_NOT_FOUND)) {
		*version = 1;
		return CC_OK;
	}
	TRY(err);
	*version = newest.version + 1;
	err = cc_sql_one(ctx, &version_of_scope, &compliance_rule_message, &newest, rule_id,
	                 scope->competition, scope->package, scope->territory, scope->venue,
	                 scope->charge_basis);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &compliance_rule_exists,
		               "Rule %.*s is about something else, and stays so; choose another rule id.",
		               (int)rule_id.len, rule_id.ptr);
	return err;
}

cc_err compliance_put_rule(struct cc_ctx *ctx, const struct compliance_put_rule_request *cmd,
                           struct compliance_draft *draft)
{
	struct scope scope = scope_of(cmd);
	int32_t version;
	TRY(check(ctx, cmd));
	TRY(next_version(ctx, cmd->rule_id, &scope, &version));
	TRY(require_free_scope(ctx, cmd->rule_id, &scope));

	struct cc_val valid_from = cmd->has_valid_from ? CC_VAL(cmd->valid_from) : cc_null();
	TRY(cc_sql_exec(ctx, &put_draft, cmd->rule_id, version, scope.competition, scope.package,
	                scope.territory, scope.venue, scope.charge_basis, cmd->heads_max, valid_from,
	                cmd->source));
	return compliance_load_draft(ctx, cmd->rule_id, draft);
}
