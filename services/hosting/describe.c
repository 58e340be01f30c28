/* describe.c - something of a home was changed: others are told what everybody may know of it. */
#include "services/hosting/internal.h"

cc_err hosting_describe(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home)
{
	TRY(cc_sql_change(ctx, &note_description, home_id, cc_now(ctx)));
	TRY(hosting_load_home(ctx, home_id, home));
	if (home->state == HOSTING_HOME_STATE_READY) {
		const struct hosting_home_described described = { .home_id = home_id, .home = home };
		TRY(cc_emit(ctx, &hosting_home_described_event, &described));
	}
	return hosting_add_room(ctx, home);
}
