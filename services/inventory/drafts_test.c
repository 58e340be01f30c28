#include "services/inventory/drafts_test.h"

enum { COMPETITION = 9001, HOME, FIXTURE_MINUTES = 105 };

struct evening_draft evening_draft(const struct inventory_create_session_request *wanted)
{
	struct evening_draft draft = {
		.competition = {
			.competition_id = cc_test_id(COMPETITION),
			.slug = CC_STR("liga-nadwislanska"),
			.name = CC_STR("Liga Nadwiślańska"),
			.sport = CC_STR("football"),
		},
		.fixture = {
			.fixture_id = wanted->fixture_id,
			.competition_id = cc_test_id(COMPETITION),
			.has_title = true,
			.title = CC_STR("Czarni Warta - Błękitni Port"),
			.kicks_off_at = wanted->starts_at,
			.duration_minutes = FIXTURE_MINUTES,
			.time_zone = CC_STR("Europe/Warsaw"),
		},
		.session = *wanted,
	};
	struct inventory_create_session_request *session = &draft.session;
	if (cc_id_is_none(session->home_id))
		session->home_id = cc_test_id(HOME);
	if (session->territory.len == 0)
		session->territory = CC_STR("PL");
	if (session->package.len == 0)
		session->package = CC_STR("sportbox");
	if (session->venue == INVENTORY_VENUE_UNSPECIFIED)
		session->venue = INVENTORY_VENUE_PRIVATE_HOME;
	if (session->charge_basis == INVENTORY_CHARGE_BASIS_UNSPECIFIED)
		session->charge_basis = INVENTORY_CHARGE_BASIS_COST_SHARE;
	return draft;
}

cc_err draft_evening(struct cc_test *test, const struct inventory_create_session_request *wanted,
                     struct inventory_session *made)
{
	struct evening_draft draft = evening_draft(wanted);
	TRY(cc_test_run(test, &inventory_put_competition_op, &draft.competition, NULL));
	cc_err err = cc_test_run(test, &inventory_put_fixture_op, &draft.fixture, NULL);
	if (err != CC_OK && !cc_because(err, &inventory_planned_otherwise))
		return err;
	return cc_test_run(test, &inventory_create_session_op, &draft.session, made);
}
