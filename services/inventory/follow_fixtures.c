/*
 * follow_fixtures.c - sessions move with their fixture and are called off with it, a few at a time.
 *
 * A fixture may be watched in thousands of living rooms: moving them all in one transaction would hold up
 * everybody else.  Each session knows which revision of its fixture it has followed, so that a fixture that
 * changes again meanwhile is followed to where it stands by then.
 */
#include "services/inventory/internal.h"

enum { SESSIONS_AT_ONCE = 50 };

static CC_RESULT follow(struct cc_ctx *ctx, const struct inventory_fixture *fixture,
                        struct inventory_session *session)
{
	const struct inventory_showing showing = {
		.starts_at = cc_time_add(session->starts_at,
		                         fixture->kicks_off_at.ms - session->kicks_off_at.ms),
		.kicks_off_at = fixture->kicks_off_at,
		.duration_ms = fixture->ends_at.ms - fixture->kicks_off_at.ms,
	};
	TRY(cc_sql_change(ctx, &catch_up, session->session_id));
	if (session->state == INVENTORY_SESSION_STATE_CANCELLED)
		return CC_OK;
	if (fixture->state == INVENTORY_FIXTURE_STATE_CANCELLED)
		return inventory_call_session_off(ctx, session);
	return inventory_move_session(ctx, session, &showing);
}

static cc_err follow_fixtures(struct cc_ctx *ctx)
{
	struct inventory_fixture fixture;
	struct inventory_session_list behind;
	cc_err err = cc_sql_one(ctx, &fixture_to_follow, &inventory_fixture_message, &fixture);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	TRY(cc_sql_all(ctx, &sessions_behind, &inventory_session_message, &behind, fixture.fixture_id,
	               cc_now(ctx), SESSIONS_AT_ONCE));
	for (size_t i = 0; i < behind.count; i++)
		TRY(follow(ctx, &fixture, &behind.items[i]));
	bool all = behind.count < SESSIONS_AT_ONCE;
	return cc_sql_change(ctx, &follow_again, fixture.fixture_id, all ? cc_null() : CC_VAL(cc_now(ctx)));
}

const struct cc_timer inventory_follow_fixtures_timer = {
	.name = "inventory.follow_fixtures",
	.next = &next_follow,
	.run = follow_fixtures,
};
