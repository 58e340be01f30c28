/* quotes_test.c - prices: what they consist of, and that nobody changes them. */
#include "services/pricing/evening_test.h"

static int open_priced(void **state)
{
	struct pricing_set_tariff_request cmd = usual_tariff();
	open_evening(state);
	CHECK_OK(set_tariff(*state, &cmd, NULL));
	cc_test_as(*state, cc_test_id(OLA));
	return 0;
}

static cc_err check_quote(struct cc_test *test, cc_str token, struct pricing_quote *quote)
{
	struct pricing_check_quote_request query = { .token = token };
	return cc_test_run(test, &pricing_check_quote_op, &query, quote);
}

/* What a quote consists of -------------------------------------------------------- */

static int64_t sum_of(const struct pricing_component_list *components)
{
	int64_t sum = 0;
	for (size_t i = 0; i < components->count; i++)
		sum += components->items[i].amount.minor;
	return sum;
}

static void check_sums(const struct pricing_quote *quote)
{
	int64_t seats = 0;
	for (size_t i = 0; i < quote->seats.count; i++) {
		const struct pricing_seat_price *seat = &quote->seats.items[i];
		CHECK(sum_of(&seat->components) == seat->total.minor);
		seats += seat->total.minor;
	}
	CHECK(sum_of(&quote->components) == quote->total.minor);
	CHECK(seats == quote->total.minor);
}

static void a_quote_says_what_each_seat_costs_and_all_together(void **state)
{
	struct pricing_quote quote;
	CHECK_OK(quote_seats(*state, 2, &quote));
	CHECK(quote.seats.count == 2 && cc_str_eq(quote.seats.items[0].label, CC_STR("A1")));
	CHECK(amount_of(&quote.seats.items[0].components, PRICING_COMPONENT_KIND_COST_SHARE) == 2501);
	CHECK(amount_of(&quote.seats.items[1].components, PRICING_COMPONENT_KIND_COST_SHARE) == 2500);
	CHECK(amount_of(&quote.components, PRICING_COMPONENT_KIND_COST_SHARE) == 5001);
	CHECK(amount_of(&quote.components, PRICING_COMPONENT_KIND_FOOD_AND_SPACE) == 4000);
	CHECK(amount_of(&quote.components, PRICING_COMPONENT_KIND_PLATFORM_FEE) == 900);
	CHECK(quote.components.count == 3);
	CHECK(quote.total.minor == 9901 && cc_str_eq(cc_str_of(quote.total.currency.code), CC_STR("PLN")));
	CHECK(quote.tariff_version == 1 && cc_id_eq(quote.host_id, cc_test_id(HOST)));
	check_sums(&quote);
}

static void every_total_is_the_sum_of_its_components(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(publish_on_basis(test, SECOND_EVENING, INVENTORY_CHARGE_BASIS_ADMISSION));
	cc_test_run_due(test);
	for (int64_t cost = 10001; cost < 90000; cost += 9973) {
		struct pricing_set_tariff_request cmd = usual_tariff();
		cmd.session_id = cc_test_id(SECOND_EVENING);
		cmd.declared_cost = pln(cost);
		cmd.food_ceiling = pln(2000 + cost / 7);
		cmd.has_admission = cmd.commercial_licence = true;
		cmd.admission = pln(cost / 11);
		cc_test_as(test, cc_test_id(HOST));
		CHECK_OK(set_tariff(test, &cmd, NULL));
		for (int seats = 1; seats <= SEATS; seats++) {
			const struct pricing_get_quote_request query = { cmd.session_id, .seats = seats };
			struct pricing_quote quote;
			CHECK_OK(cc_test_run(test, &pricing_get_quote_op, &query, &quote));
			CHECK(amount_of(&quote.components, PRICING_COMPONENT_KIND_ADMISSION) ==
			      cost / 11 * seats);
			check_sums(&quote);
		}
	}
}

/* Ola and Igor ask for seats before either has taken any. */
static void quotes_made_at_the_same_time_do_not_add_up_to_more_than_the_cost(void **state)
{
	static const char *const labels[SEATS] = { "A1", "A2", "A3", "B1" };
	int64_t shares = 0;
	for (size_t i = 0; i < SEATS; i++) {
		struct pricing_quote quote;
		CHECK_OK(quote_label(*state, labels[i], &quote));
		shares += amount_of(&quote.components, PRICING_COMPONENT_KIND_COST_SHARE);
	}
	CHECK(shares == 10001);
}

static void what_costs_nothing_is_not_listed(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request cmd = usual_tariff();
	struct pricing_quote quote;
	CHECK_OK(publish(test, SECOND_EVENING));
	cc_test_run_due(test);
	cmd.session_id = cc_test_id(SECOND_EVENING);
	cmd.declared_cost = cmd.food_floor = cmd.food_ceiling = pln(0);
	CHECK_OK(set_tariff(test, &cmd, NULL));
	struct pricing_get_quote_request query = { .session_id = cmd.session_id, .seats = 1 };
	CHECK_OK(cc_test_run(test, &pricing_get_quote_op, &query, &quote));
	CHECK(quote.components.count == 0 && quote.total.minor == 0);
	CHECK(cc_str_eq(cc_str_of(quote.total.currency.code), CC_STR("PLN")));
}

static void a_quote_refuses_what_the_room_does_not_have(void **state)
{
	struct cc_test *test = *state;
	cc_str twice[] = { CC_STR("A1"), CC_STR("A1") };
	struct pricing_get_quote_request query = {
		.session_id = cc_test_id(EVENING),
		.seats = 2,
		.labels = { twice, 2 },
	};
	CHECK_REFUSED(quote_label(test, "Z9", NULL), pricing_seat_not_found);
	CHECK_REFUSED(quote_seats(test, SEATS + 1, NULL), pricing_sold_out);
	CHECK_REFUSED(quote_seats(test, 0, NULL), cc_invalid_argument);
	CHECK_REFUSED(cc_test_run(test, &pricing_get_quote_op, &query, NULL), pricing_labels_mismatch);
	query.labels.count = 1;
	CHECK_REFUSED(cc_test_run(test, &pricing_get_quote_op, &query, NULL), pricing_labels_mismatch);
}

static void a_session_without_a_tariff_has_no_price(void **state)
{
	struct cc_test *test = *state;
	struct pricing_get_quote_request query = { .session_id = cc_test_id(SECOND_EVENING), .seats = 1 };
	CHECK_OK(publish(test, SECOND_EVENING));
	CHECK_REFUSED(cc_test_run(test, &pricing_get_quote_op, &query, NULL), pricing_session_not_found);
	cc_test_run_due(test);
	CHECK_REFUSED(cc_test_run(test, &pricing_get_quote_op, &query, NULL), pricing_tariff_not_found);
}

static void what_has_begun_or_is_called_off_has_no_price(void **state)
{
	struct cc_test *test = *state;
	cc_test_pass(test, CC_HOURS(PUBLISHED_AHEAD_H));
	CHECK_REFUSED(quote_seats(test, 1, NULL), pricing_session_started);
	cc_test_pass(test, -1);
	CHECK_OK(quote_seats(test, 1, NULL));
	CHECK_OK(cancel(test));
	cc_test_run_due(test);
	CHECK_REFUSED(quote_seats(test, 1, NULL), pricing_session_cancelled);
}

/* That it stays what it is -------------------------------------------------------- */

static void a_token_is_the_quote_it_came_with(void **state)
{
	struct pricing_quote quote, checked;
	CHECK_OK(quote_seats(*state, 2, &quote));
	CHECK_OK(check_quote(*state, quote.token, &checked));
	CHECK(cc_id_eq(checked.quote_id, quote.quote_id) &&
	      cc_id_eq(checked.session_id, cc_test_id(EVENING)));
	CHECK(checked.total.minor == quote.total.minor && checked.seats.count == 2);
	CHECK(checked.expires_at.ms == quote.expires_at.ms && cc_str_eq(checked.token, quote.token));
	check_sums(&checked);
}

static void a_token_with_any_changed_byte_is_refused(void **state)
{
	struct pricing_quote quote;
	char bytes[8192];
	CHECK_OK(quote_seats(*state, 3, &quote));
	CHECK(quote.token.len < sizeof bytes);
	memcpy(bytes, quote.token.ptr, quote.token.len);
	cc_str changed = { bytes, quote.token.len };
	for (size_t i = 0; i < changed.len; i++) {
		char good = bytes[i];
		for (int bit = 0; bit < 8; bit += 3) {
			bytes[i] = (char)(good ^ (1 << bit));
			CHECK_REFUSED(check_quote(*state, changed, NULL), pricing_seal_broken);
		}
		bytes[i] = good;
	}
	CHECK_OK(check_quote(*state, changed, NULL));
	changed.len--;
	CHECK_REFUSED(check_quote(*state, changed, NULL), pricing_seal_broken);
}

static void a_quote_stands_for_ten_minutes(void **state)
{
	struct cc_test *test = *state;
	struct pricing_quote quote;
	CHECK_OK(quote_seats(test, 1, &quote));
	CHECK(quote.issued_at.ms == cc_test_now(test).ms);
	CHECK(quote.expires_at.ms == cc_test_now(test).ms + CC_MINUTES(10));
	cc_test_pass(test, CC_MINUTES(10) - 1);
	CHECK_OK(check_quote(test, quote.token, NULL));
	cc_test_pass(test, 1);
	CHECK_REFUSED(check_quote(test, quote.token, NULL), pricing_quote_expired);
}

static void a_quote_never_outlives_kick_off(void **state)
{
	struct cc_test *test = *state;
	struct pricing_quote quote;
	cc_test_pass(test, CC_HOURS(PUBLISHED_AHEAD_H) - CC_MINUTES(4));
	CHECK_OK(quote_seats(test, 1, &quote));
	CHECK(quote.expires_at.ms == cc_test_now(test).ms + CC_MINUTES(4));
}

static void a_quote_outlasts_a_new_tariff_and_a_restart(void **state)
{
	struct cc_test *test = *state;
	struct pricing_set_tariff_request dearer = usual_tariff();
	struct pricing_quote quote, checked, newer;
	dearer.food_floor = dearer.food_ceiling = pln(9000);
	CHECK_OK(quote_seats(test, 1, &quote));
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(set_tariff(test, &dearer, NULL));
	cc_test_reopen(test);
	CHECK_OK(check_quote(test, quote.token, &checked));
	CHECK(checked.total.minor == quote.total.minor && checked.tariff_version == 1);
	CHECK_OK(quote_seats(test, 1, &newer));
	CHECK(newer.tariff_version == 2 && newer.total.minor > quote.total.minor);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_priced, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_quote_says_what_each_seat_costs_and_all_together),
		CASE(every_total_is_the_sum_of_its_components),
		CASE(quotes_made_at_the_same_time_do_not_add_up_to_more_than_the_cost),
		CASE(what_costs_nothing_is_not_listed),
		CASE(a_quote_refuses_what_the_room_does_not_have),
		CASE(a_session_without_a_tariff_has_no_price),
		CASE(what_has_begun_or_is_called_off_has_no_price),
		CASE(a_token_is_the_quote_it_came_with),
		CASE(a_token_with_any_changed_byte_is_refused),
		CASE(a_quote_stands_for_ten_minutes),
		CASE(a_quote_never_outlives_kick_off),
		CASE(a_quote_outlasts_a_new_tariff_and_a_restart),
	};
	return cmocka_run_group_tests_name("pricing: quotes", cases, NULL, NULL);
}
