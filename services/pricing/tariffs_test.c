/* tariffs_test.c - what a host may ask for an evening. */
#include "services/pricing/evening_test.h"

enum { AMOUNTS = 4 }; /* in a tariff */

static cc_err get_tariff(struct cc_test *test, int session, struct pricing_tariff *tariff)
{
	struct pricing_get_tariff_request query = { .session_id = cc_test_id(session) };
	return cc_test_run(test, &pricing_get_tariff_op, &query, tariff);
}

/* Beside the usual one, which shares its cost. */
static void open_admission_evening(struct cc_test *test, struct pricing_set_tariff_request *cmd)
{
	CHECK_OK(publish_on_basis(test, SECOND_EVENING, INVENTORY_CHARGE_BASIS_ADMISSION));
	cc_test_run_due(test);
	cmd->session_id = cc_test_id(SECOND_EVENING);
}

static void a_host_says_what_an_evening_costs(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_tariff set, found;
	struct pricing_tariff_set said;
	CHECK_REFUSED(get_tariff(test, EVENING, NULL), pricing_tariff_not_found);
	CHECK_OK(set_tariff(test, &cmd, &set));
	CHECK(set.version == 1 && set.set_at.ms == cc_test_now(test).ms);
	CHECK(set.declared_cost.minor == 10001 && !set.has_admission);

	CHECK_OK(get_tariff(test, EVENING, &found));
	CHECK(found.version == 1 && found.food_floor.minor == 2000 && found.food_ceiling.minor == 3000);
	CHECK(found.price_from.minor == set.price_from.minor);

	cc_test_last_event(test, &pricing_tariff_set_event, &said);
	CHECK(cc_id_eq(said.host_id, cc_test_id(HOST)) && cc_id_eq(said.session_id, cc_test_id(EVENING)));
	CHECK(said.tariff->version == 1 && said.tariff->price_from.minor == set.price_from.minor);
}

/* 25.00 and 20.00, of which a tenth is 4.50. */
static void the_price_from_is_the_cheapest_seats_all_in(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_tariff set;
	struct pricing_quote quote;
	CHECK_OK(set_tariff(test, &cmd, &set));
	CHECK(set.price_from.minor == 2500 + 2000 + 450);
	CHECK_OK(quote_label(test, "B1", &quote));
	CHECK(quote.total.minor == set.price_from.minor);
}

static void saying_it_twice_is_saying_it_once(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_tariff first, again;
	CHECK_OK(set_tariff(test, &cmd, &first));
	cc_test_pass(test, CC_MINUTES(1));
	CHECK_OK(set_tariff(test, &cmd, &again));
	CHECK(again.version == 1 && again.set_at.ms == first.set_at.ms);
	CHECK(cc_test_events(test, &pricing_tariff_set_event) == 1);
}

static void a_new_tariff_takes_the_place_of_the_old_one(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_tariff set;
	CHECK_OK(set_tariff(test, &cmd, NULL));
	cmd.food_floor = pln(0);
	CHECK_OK(set_tariff(test, &cmd, &set));
	CHECK(set.version == 2 && set.food_floor.minor == 0);
	CHECK(cc_test_events(test, &pricing_tariff_set_event) == 2);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM tariffs") == 1);
}

/* Else seats sold by the old tariff and seats sold by the new one could cost more than the evening. */
static void the_declared_cost_is_never_lowered(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	CHECK_OK(set_tariff(test, &cmd, NULL));
	cmd.declared_cost.minor--;
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_cost_lowered);
	cmd.declared_cost.minor += 2;
	CHECK_OK(set_tariff(test, &cmd, NULL));
	CHECK(cc_test_int(test, "SELECT declared_cost_minor FROM tariffs") == 10002);
}

static void bounds_may_meet_but_not_cross(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	cmd.food_floor = pln(3001);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_bounds_crossed);
	cmd.food_floor = pln(3000);
	CHECK_OK(set_tariff(test, &cmd, NULL));
}

static void amounts_are_neither_negative_nor_beyond_a_million(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	cc_money *const amounts[AMOUNTS] = { &cmd.declared_cost, &cmd.food_floor, &cmd.food_ceiling,
		                             &cmd.admission };
	open_admission_evening(test, &cmd);
	cmd.has_admission = cmd.commercial_licence = true;
	cmd.food_floor = cmd.food_ceiling = cmd.admission = pln(1000);
	for (size_t i = 0; i < AMOUNTS; i++) {
		cc_money good = *amounts[i];
		*amounts[i] = pln(-1);
		CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_amount_out_of_range);
		*amounts[i] = pln(100000001);
		CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_amount_out_of_range);
		*amounts[i] = good;
	}
	cmd.declared_cost = cmd.food_ceiling = cmd.admission = pln(100000000);
	CHECK_OK(set_tariff(test, &cmd, NULL));
}

static void one_tariff_has_one_currency_and_keeps_it(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	cc_money *const amounts[AMOUNTS] = { &cmd.declared_cost, &cmd.food_floor, &cmd.food_ceiling,
		                             &cmd.admission };
	open_admission_evening(test, &cmd);
	cmd.has_admission = cmd.commercial_licence = true;
	cmd.admission = pln(1000);
	for (size_t i = 0; i < AMOUNTS; i++) {
		amounts[i]->currency = (cc_currency){ "EUR" };
		CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_currency_mismatch);
		amounts[i]->currency = (cc_currency){ "PLN" };
	}
	CHECK_OK(set_tariff(test, &cmd, NULL));
	for (size_t i = 0; i < AMOUNTS; i++)
		amounts[i]->currency = (cc_currency){ "EUR" };
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_currency_mismatch);
}

static void admission_needs_a_commercial_licence(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_tariff set, found;
	open_admission_evening(test, &cmd);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL),
	              pricing_commercial_licence_needed); /* of its basis alone */
	cmd.has_admission = true;
	cmd.admission = pln(1500);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_commercial_licence_needed);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM tariffs") == 0);
	cmd.commercial_licence = true;
	CHECK_OK(set_tariff(test, &cmd, &set));
	CHECK(set.has_admission && set.admission.minor == 1500);
	CHECK_OK(get_tariff(test, SECOND_EVENING, &found));
	CHECK(found.has_admission && found.admission.minor == 1500 && found.commercial_licence);
}

static void admission_is_charged_only_where_that_was_announced(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	cmd.has_admission = cmd.commercial_licence = true;
	cmd.admission = pln(1500);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_charge_basis_differs);
	cmd.admission = pln(0);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_charge_basis_differs);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM tariffs") == 0);
	cmd.has_admission = false;
	CHECK_OK(set_tariff(test, &cmd, NULL));
}

static void what_was_announced_as_free_costs_nothing(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	CHECK_OK(publish_on_basis(test, SECOND_EVENING, INVENTORY_CHARGE_BASIS_FREE));
	cc_test_run_due(test);
	cmd.session_id = cc_test_id(SECOND_EVENING);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_charge_basis_differs);
	cmd.declared_cost = pln(0);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_charge_basis_differs);
	cmd.food_floor = cmd.food_ceiling = pln(0);
	CHECK_OK(set_tariff(test, &cmd, NULL));
	CHECK(cc_test_int(test, "SELECT price_from_minor FROM tariffs") == 0);
}

static void only_its_host_says_what_a_session_costs(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	cc_test_as(test, cc_test_id(OTHER_HOST));
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_not_your_session);
	cmd.session_id = cc_test_id(SECOND_EVENING);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_session_not_found);
}

static void what_is_called_off_or_begun_has_no_new_tariff(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	cc_test_pass(test, CC_HOURS(PUBLISHED_AHEAD_H) - 1);
	CHECK_OK(set_tariff(test, &cmd, NULL));
	cmd.food_floor = pln(1);
	cc_test_pass(test, 1);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_session_started);
	cc_test_pass(test, -1);
	CHECK_OK(cancel(test));
	cc_test_run_due(test);
	CHECK_REFUSED(set_tariff(test, &cmd, NULL), pricing_session_cancelled);
}

static void a_tariff_survives_a_restart(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_tariff found;
	CHECK_OK(set_tariff(test, &cmd, NULL));
	cc_test_reopen(test);
	CHECK_OK(get_tariff(test, EVENING, &found));
	CHECK(found.version == 1 && found.declared_cost.minor == 10001);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		EVENING_CASE(a_host_says_what_an_evening_costs),
		EVENING_CASE(the_price_from_is_the_cheapest_seats_all_in),
		EVENING_CASE(saying_it_twice_is_saying_it_once),
		EVENING_CASE(a_new_tariff_takes_the_place_of_the_old_one),
		EVENING_CASE(the_declared_cost_is_never_lowered),
		EVENING_CASE(bounds_may_meet_but_not_cross),
		EVENING_CASE(amounts_are_neither_negative_nor_beyond_a_million),
		EVENING_CASE(one_tariff_has_one_currency_and_keeps_it),
		EVENING_CASE(admission_needs_a_commercial_licence),
		EVENING_CASE(admission_is_charged_only_where_that_was_announced),
		EVENING_CASE(what_was_announced_as_free_costs_nothing),
		EVENING_CASE(only_its_host_says_what_a_session_costs),
		EVENING_CASE(what_is_called_off_or_begun_has_no_new_tariff),
		EVENING_CASE(a_tariff_survives_a_restart),
	};
	return cmocka_run_group_tests_name("pricing: tariffs", cases, NULL, NULL);
}
