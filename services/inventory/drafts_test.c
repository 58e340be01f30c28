#include "services/inventory/drafts_test.h"

#include "platform/test_internal.h"

#include "contracts/compliance.h"
#include "services/compliance/compliance.h"
#include "services/inventory/inventory.h"

enum { COMPETITION = 9001, HOME, FIXTURE_MINUTES = 105, GUESTS = 10 };

/* Rules --------------------------------------------------------------------------- */

struct cc_test *open_with_compliance(const struct cc_service *const *services)
{
	const struct cc_service *all[CC_TEST_SERVICES_MAX + 1] = { 0 };
	size_t count = 0;
	for (; services[count]; count++)
		all[count] = services[count];
	all[count] = &compliance_service;
	return cc_test_open_all(all);
}

struct cc_test *open_licensed_inventory(void)
{
	struct cc_test *test =
		open_with_compliance((const struct cc_service *const[]){ &inventory_service, NULL });
	cc_test_run_due(test);
	return test;
}

static const struct cc_consumer *consumer_of_rules(void)
{
	const struct cc_consumer *const *consumer = inventory_service.consumers;
	while ((*consumer)->event != &compliance_licence_rule_published_event)
		consumer++;
	return *consumer;
}

cc_err hear_a_rule(struct cc_ctx *ctx, void *unused)
{
	(void)unused;
	const struct compliance_rule rule = {
		.rule_id = CC_STR("home-cost-share"),
		.version = 1,
		.has_venue = true,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.has_charge_basis = true,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.specificity = 2 + 1,
		.heads_max = GUESTS,
	};
	const struct compliance_licence_rule_published said = { rule.rule_id, &rule };
	return consumer_of_rules()->call(ctx, &said);
}

/* Evenings ------------------------------------------------------------------------ */

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
