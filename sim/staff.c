/* staff.c - hosts and administrators, who change what guests have booked. */
#include "contracts/compliance.h"
#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "sim/stage.h"

enum { ERRANDS_MAX = 10 };

enum kind { RESCHEDULE, CANCEL_SESSION, MOVE_FIXTURE, CALL_OFF_FIXTURE, STRICTER_RULE, DEARER, KINDS };

struct errand {
	struct sim_stage *stage;
	int number;    /* 1, 2, 3 ... */
	int64_t at_us; /* after the seed begins */
	enum kind kind;
	int evening;
	int64_t shift_ms; /* of a time */
	int heads_max;
};

static const struct sim_evening *evening_of(const struct errand *errand)
{
	return &errand->stage->base.evenings[errand->evening];
}

static struct cc_principal host_of(const struct errand *errand)
{
	return sim_host(&errand->stage->base, evening_of(errand)->host);
}

/* What is refused is refused: the evening may have begun, or be called off. -------------- */

static CC_RESULT reschedule(struct sim_person *person, const struct errand *errand)
{
	const struct inventory_get_session_request query = { evening_of(errand)->session_id };
	struct inventory_session session;
	TRY(SIM_ASK(person, host_of(errand), inventory_get_session_op, CC_STR(""), &query, &session));
	const struct inventory_reschedule_session_request cmd = {
		.session_id = query.session_id,
		.starts_at = cc_time_add(session.starts_at, errand->shift_ms),
	};
	return SIM_ASK(person, host_of(errand), inventory_reschedule_session_op, sim_new_key(person), &cmd,
	               &session);
}

static CC_RESULT cancel_session(struct sim_person *person, const struct errand *errand)
{
	const struct inventory_cancel_session_request cmd = { evening_of(errand)->session_id };
	struct inventory_session session;
	return SIM_ASK(person, host_of(errand), inventory_cancel_session_op, sim_new_key(person), &cmd,
	               &session);
}

static CC_RESULT move_fixture(struct sim_person *person, const struct errand *errand)
{
	const struct sim_base *base = &errand->stage->base;
	const struct inventory_get_fixture_request query = { base->fixture_ids[evening_of(errand)->fixture] };
	struct inventory_fixture fixture;
	TRY(SIM_ASK(person, sim_admin(base), inventory_get_fixture_op, CC_STR(""), &query, &fixture));
	const struct inventory_move_fixture_request cmd = {
		.fixture_id = query.fixture_id,
		.kicks_off_at = cc_time_add(fixture.kicks_off_at, errand->shift_ms),
	};
	return SIM_ASK(person, sim_admin(base), inventory_move_fixture_op, sim_new_key(person), &cmd,
	               &fixture);
}

static CC_RESULT call_off_fixture(struct sim_person *person, const struct errand *errand)
{
	const struct sim_base *base = &errand->stage->base;
	const struct inventory_call_off_fixture_request cmd = {
		base->fixture_ids[evening_of(errand)->fixture],
	};
	struct inventory_fixture fixture;
	return SIM_ASK(person, sim_admin(base), inventory_call_off_fixture_op, sim_new_key(person), &cmd,
	               &fixture);
}

/* The same rule, for fewer. */
static CC_RESULT publish_stricter_rule(struct sim_person *person, const struct errand *errand)
{
	struct cc_principal admin = sim_admin(&errand->stage->base);
	const struct compliance_get_rule_request query = { cc_str_of(evening_of(errand)->rule_id) };
	struct compliance_rule_history history;
	TRY(SIM_ASK(person, admin, compliance_get_rule_op, CC_STR(""), &query, &history));
	const struct compliance_rule *rule = &history.versions.items[0];
	const struct compliance_put_rule_request stricter = {
		.rule_id = rule->rule_id,
		.has_competition = rule->has_competition,
		.competition = rule->competition,
		.has_package = rule->has_package,
		.package = rule->package,
		.has_territory = rule->has_territory,
		.territory = rule->territory,
		.has_venue = rule->has_venue,
		.venue = rule->venue,
		.has_charge_basis = rule->has_charge_basis,
		.charge_basis = rule->charge_basis,
		.heads_max = errand->heads_max,
		.source = CC_STR("A second thought"),
	};
	struct compliance_draft draft;
	TRY(SIM_ASK(person, admin, compliance_put_rule_op, sim_new_key(person), &stricter, &draft));
	const struct compliance_publish_rule_request publish = { draft.rule_id, draft.version };
	struct compliance_rule published;
	return SIM_ASK(person, admin, compliance_publish_rule_op, sim_new_key(person), &publish, &published);
}

static CC_RESULT ask_for_more(struct sim_person *person, const struct errand *errand)
{
	const struct pricing_get_tariff_request query = { evening_of(errand)->session_id };
	struct pricing_tariff tariff;
	TRY(SIM_ASK(person, host_of(errand), pricing_get_tariff_op, CC_STR(""), &query, &tariff));
	struct pricing_set_tariff_request cmd = {
		.session_id = query.session_id,
		.declared_cost = tariff.declared_cost,
		.food_floor = tariff.food_floor,
		.food_ceiling = tariff.food_ceiling,
	};
	cmd.declared_cost.minor += cmd.declared_cost.minor / 10;
	cmd.food_ceiling.minor += cmd.food_ceiling.minor / 7;
	return SIM_ASK(person, host_of(errand), pricing_set_tariff_op, sim_new_key(person), &cmd, &tariff);
}

/* Errands -------------------------------------------------------------------------------- */

static const struct {
	const char *words;
	cc_err (*run)(struct sim_person *person, const struct errand *errand);
	int share; /* of a hundred */
} kinds[KINDS] = {
	[RESCHEDULE] = { "moves", reschedule, 25 },
	[CANCEL_SESSION] = { "calls off", cancel_session, 15 },
	[MOVE_FIXTURE] = { "moves the fixture of", move_fixture, 25 },
	[CALL_OFF_FIXTURE] = { "calls off the fixture of", call_off_fixture, 5 },
	[STRICTER_RULE] = { "has a stricter rule for", publish_stricter_rule, 20 },
	[DEARER] = { "asks for more for", ask_for_more, 10 },
};

static void go(void *arg)
{
	const struct errand *errand = arg;
	struct sim_stage *stage = errand->stage;
	struct sim_person person;
	int64_t left_us = stage->begins_us + errand->at_us - sim_now_us(stage->world.sim);
	if (left_us > 0)
		sim_sleep_us(stage->world.sim, left_us);
	sim_person_come(&person, stage, "staff", -errand->number);
	sim_say(&stage->world, person.name, "%s evening %d", kinds[errand->kind].words, errand->evening);
	cc_err err = kinds[errand->kind].run(&person, errand);
	(void)err;
	sim_person_go(&person);
	stage->staff_about--;
}

static enum kind draw_kind(struct sim_random *random)
{
	int64_t ticket = sim_random_between(random, 0, 99);
	enum kind kind = RESCHEDULE;
	while (kind < DEARER && ticket >= kinds[kind].share)
		ticket -= kinds[kind++].share;
	return kind;
}

void sim_stage_let_staff_work(struct sim_stage *stage)
{
	struct sim_random random = sim_random_of(stage->world.seed, SIM_BY_STAFF);
	struct cc_ctx ctx = { .arena = stage->world.arena };
	int count = (int)sim_random_between(&random, 0, ERRANDS_MAX);
	struct errand *errands = cc_alloc_array(&ctx, ERRANDS_MAX, sizeof *errands);
	for (int i = 0; i < count; i++) {
		errands[i] = (struct errand){
			.stage = stage,
			.number = i + 1,
			.at_us = sim_random_between(&random, 0, stage->troubled_until_us - stage->begins_us),
			.kind = draw_kind(&random),
			.evening = (int)sim_random_between(&random, 0, SIM_EVENINGS - 1),
			.shift_ms = sim_random_between(&random, -CC_HOURS(3), CC_HOURS(20)),
		};
		errands[i].heads_max = (int)sim_random_between(
			&random, 0, stage->base.evenings[errands[i].evening].heads_max);
		stage->staff_about++;
		sim_spawn(sim_world(stage->world.sim), "staff", go, &errands[i]);
	}
}
