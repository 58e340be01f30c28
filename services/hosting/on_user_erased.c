/* on_user_erased.c - a user is to be forgotten: their homes, and all that they said of themselves. */
#include "contracts/identity.h"
#include "services/hosting/internal.h"

enum { HOMES_MAX = 20 };

/* Whoever keeps what was said of a home hears of it once more, and nothing of the person. */
static CC_RESULT unsay_home(struct cc_ctx *ctx, const struct hosting_home_row *row)
{
	struct hosting_home home;
	hosting_read_home(ctx, row, &home);
	if (home.state == HOSTING_HOME_STATE_DRAFT)
		return CC_OK; /* nothing was said */
	struct hosting_house_rules rules = *home.rules;
	rules.has_cheers_for = rules.has_note = false;
	home.name = CC_STR("A home that is no more");
	home.about = CC_STR("");
	home.rules = &rules;
	const struct hosting_home_described described = { .home_id = home.home_id, .home = &home };
	return cc_emit(ctx, &hosting_home_described_event, &described);
}

static CC_RESULT unsay_host(struct cc_ctx *ctx, const struct hosting_host *host)
{
	const struct hosting_host nobody = {
		.host_id = host->host_id,
		.name = CC_STR("Former host"),
		.about = CC_STR(""),
		.host_since = host->host_since,
	};
	const struct hosting_host_described described = { .host_id = host->host_id, .host = &nobody };
	return cc_emit(ctx, &hosting_host_described_event, &described);
}

static CC_RESULT delete_all(struct cc_ctx *ctx, cc_id host_id)
{
	TRY(cc_sql_exec(ctx, &delete_seats_of_host, host_id));
	TRY(cc_sql_exec(ctx, &delete_rooms_of_host, host_id));
	TRY(cc_sql_exec(ctx, &delete_packages_of_host, host_id));
	TRY(cc_sql_exec(ctx, &delete_house_rules_of_host, host_id));
	TRY(cc_sql_exec(ctx, &delete_homes_of_host, host_id));
	return cc_sql_exec(ctx, &delete_host, host_id);
}

static cc_err on_user_erased(struct cc_ctx *ctx, const void *body)
{
	const struct identity_user_erased *erased = body;
	struct hosting_host host;
	struct hosting_home_row_list homes;
	cc_err err = hosting_load_host(ctx, erased->user_id, &host);
	if (cc_because(err, &hosting_host_not_found))
		return CC_OK; /* most users are no hosts */
	TRY(err);
	TRY(cc_sql_all(ctx, &homes_of_host, &hosting_home_row_message, &homes, erased->user_id, cc_null(),
	               HOMES_MAX));
	for (size_t i = 0; i < homes.count; i++)
		TRY(unsay_home(ctx, &homes.items[i]));
	TRY(unsay_host(ctx, &host));
	return delete_all(ctx, erased->user_id);
}

const struct cc_consumer hosting_on_user_erased_consumer = {
	.name = "hosting.on_user_erased",
	.event = &identity_user_erased_event,
	.call = on_user_erased,
};
