/* on_home_described.c - where a home is, as far as everybody may know, and what it is like. */
#include "contracts/hosting.h"
#include "services/search/internal.h"

/* "pl en" */
static cc_str joined(struct cc_ctx *ctx, const struct cc_str_list *languages)
{
	cc_str text = CC_STR("");
	for (size_t i = 0; i < languages->count; i++)
		text = cc_printf(ctx, "%.*s%s%.*s", (int)text.len, text.ptr, i > 0 ? " " : "",
		                 (int)languages->items[i].len, languages->items[i].ptr);
	return text;
}

static CC_RESULT hear_rules(struct cc_ctx *ctx, cc_id home_id, const struct hosting_house_rules *rules)
{
	if (!rules)
		return CC_OK; /* a home without them is a draft, of which nothing is said */
	return cc_sql_exec(ctx, &hear_house_rules, home_id,
	                   cc_enum_text(&hosting_smoking_enum, rules->smoking), rules->pets,
	                   rules->pets_welcome, rules->kids_welcome, rules->wheelchair, rules->alcohol,
	                   joined(ctx, &rules->languages),
	                   rules->has_cheers_for ? CC_VAL(rules->cheers_for) : cc_null());
}

static cc_err on_home_described(struct cc_ctx *ctx, const void *body)
{
	const struct hosting_home *home = ((const struct hosting_home_described *)body)->home;
	struct cc_val inches = home->has_diagonal_inches ? CC_VAL(home->diagonal_inches) : cc_null();
	TRY(cc_sql_exec(ctx, &hear_home, home->home_id, home->host_id, home->name, home->city, home->country,
	                home->time_zone, home->circle->latitude_microdegrees,
	                home->circle->longitude_microdegrees, home->circle->radius_m, inches));
	TRY(hear_rules(ctx, home->home_id, home->rules));
	return cc_sql_exec(ctx, &mark_sessions_of_home, home->home_id);
}

const struct cc_consumer search_on_home_described_consumer = {
	.name = "search.on_home_described",
	.event = &hosting_home_described_event,
	.call = on_home_described,
};
