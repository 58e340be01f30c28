/* move_fixture.c - kick-off is moved; the sessions follow by their timer. */
#include "services/inventory/internal.h"

cc_err inventory_move_fixture(struct cc_ctx *ctx, const struct inventory_move_fixture_request *cmd,
                              struct inventory_fixture *fixture)
{
	TRY(inventory_load_fixture(ctx, cmd->fixture_id, fixture));
	TRY(inventory_require_planned(ctx, fixture));
	int32_t minutes = cmd->has_duration_minutes ? cmd->duration_minutes : fixture->duration_minutes;
	if (cmd->kicks_off_at.ms == fixture->kicks_off_at.ms && minutes == fixture->duration_minutes)
		return CC_OK;
	if (!cc_time_before(cc_now(ctx), cmd->kicks_off_at))
		return cc_fail(ctx, &inventory_starts_in_the_past, "A fixture is moved to the future.");

	const struct inventory_fixture_rescheduled rescheduled = {
		.fixture_id = fixture->fixture_id,
		.kicks_off_at = cmd->kicks_off_at,
		.previous_kicks_off_at = fixture->kicks_off_at,
		.ends_at = cc_time_add(cmd->kicks_off_at, CC_MINUTES(minutes)),
	};
	TRY(cc_sql_change(ctx, &move_fixture, fixture->fixture_id, rescheduled.kicks_off_at,
	                  rescheduled.ends_at, cc_now(ctx)));
	fixture->kicks_off_at = rescheduled.kicks_off_at;
	fixture->ends_at = rescheduled.ends_at;
	fixture->duration_minutes = minutes;
	return cc_emit(ctx, &inventory_fixture_rescheduled_event, &rescheduled);
}
