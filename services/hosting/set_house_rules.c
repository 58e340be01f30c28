/* set_house_rules.c - what guests agree to, and what they can expect. */
#include "services/hosting/internal.h"

static struct cc_val optional(bool has, cc_str text)
{
	return has ? CC_VAL(text) : cc_null();
}

cc_err hosting_set_house_rules(struct cc_ctx *ctx, const struct hosting_set_house_rules_request *cmd,
                               struct hosting_home *home)
{
	const struct hosting_house_rules *rules = cmd->rules;
	cc_str languages;
	TRY(hosting_load_own_home(ctx, cmd->home_id, home));
	TRY(hosting_join_languages(ctx, &rules->languages, &languages));
	TRY(cc_sql_exec(ctx, &put_house_rules, cmd->home_id,
	                cc_enum_text(&hosting_smoking_enum, rules->smoking), rules->pets, rules->pets_welcome,
	                rules->kids_welcome, rules->stairs, rules->wheelchair, rules->alcohol, languages,
	                optional(rules->has_cheers_for, rules->cheers_for),
	                optional(rules->has_note, rules->note)));
	return hosting_describe(ctx, cmd->home_id, home);
}
