/* put_profile.c - hosts say who they are. */
#include "services/hosting/internal.h"

cc_err hosting_put_profile(struct cc_ctx *ctx, const struct hosting_put_profile_request *cmd,
                           struct hosting_host *host)
{
	cc_id host_id = cc_caller(ctx)->subject;
	cc_str languages;
	TRY(hosting_join_languages(ctx, &cmd->languages, &languages));
	TRY(cc_sql_exec(ctx, &put_host, host_id, cmd->name, cmd->about, languages, cc_now(ctx)));
	TRY(hosting_load_host(ctx, host_id, host));

	const struct hosting_host_described described = { .host_id = host_id, .host = host };
	return cc_emit(ctx, &hosting_host_described_event, &described);
}
