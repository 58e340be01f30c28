/* price_test.c - the arithmetic of prices, gone through rather than sampled where that is cheap. */
#include "platform/test.h"

#include "services/pricing/price.h"

static const cc_currency pln = { "PLN" };

enum { DAY_H = 24, WEEK_H = 7 * DAY_H };

/* The ceiling of shares ----------------------------------------------------------- */

static void check_shares(int64_t cost, int32_t seats)
{
	cc_money shares[PRICING_SEATS_MAX];
	int64_t sum = 0;
	pricing_shares((cc_money){ cost, pln }, seats, shares);
	for (int32_t i = 0; i < seats; i++) {
		sum += shares[i].minor;
		if (shares[i].minor < 0 || shares[i].minor > shares[0].minor ||
		    shares[0].minor - shares[i].minor > 1)
			fail_msg("%lld among %d: place %d bears %lld and place 0 bears %lld", (long long)cost,
			         seats, i, (long long)shares[i].minor, (long long)shares[0].minor);
	}
	if (sum != cost)
		fail_msg("%lld among %d: the shares are %lld together", (long long)cost, seats,
		         (long long)sum);
}

static void the_shares_of_all_seats_are_the_cost_to_the_grosz(void **state)
{
	(void)state;
	for (int32_t seats = 1; seats <= 9; seats++)
		for (int64_t cost = 0; cost <= 1000000; cost++)
			check_shares(cost, seats);
	for (int32_t seats = 10; seats <= PRICING_SEATS_MAX; seats++)
		for (int64_t cost = 0; cost <= PRICING_AMOUNT_MAX; cost += 1 + cost / 7 + cost % 5)
			check_shares(cost, seats);
	check_shares(PRICING_AMOUNT_MAX, PRICING_SEATS_MAX);
}

/* So whatever tariff each guest paid by, all of them paid no more than the newest cost. */
static void no_share_falls_when_the_cost_is_raised(void **state)
{
	(void)state;
	for (int32_t seats = 1; seats <= PRICING_SEATS_MAX; seats++) {
		cc_money before[PRICING_SEATS_MAX], after[PRICING_SEATS_MAX];
		pricing_shares((cc_money){ 0, pln }, seats, before);
		for (int64_t cost = 1; cost <= 3000; cost++) {
			pricing_shares((cc_money){ cost, pln }, seats, after);
			for (int32_t i = 0; i < seats; i++)
				CHECK(after[i].minor >= before[i].minor);
			memcpy(before, after, sizeof before);
		}
	}
}

/* The rate ------------------------------------------------------------------------ */

static int32_t rate(int32_t seats_total, int32_t taken, int32_t asked, int64_t until_kick_off_ms)
{
	struct pricing_demand demand = { seats_total, taken, asked, until_kick_off_ms };
	int32_t found = pricing_rate(&demand);
	CHECK(found >= 0 && found <= PRICING_WHOLE);
	return found;
}

static void more_demand_never_makes_the_rate_fall(void **state)
{
	(void)state;
	for (int32_t seats = 1; seats <= PRICING_SEATS_MAX; seats++)
		for (int32_t taken = 0; taken <= seats; taken++)
			for (int64_t hours = -1; hours <= WEEK_H + 1; hours += 13) {
				int32_t here = rate(seats, taken, taken / 2, CC_HOURS(hours));
				CHECK(rate(seats, taken + 1, taken / 2, CC_HOURS(hours)) >= here);
				CHECK(rate(seats, taken, taken / 2 + 1, CC_HOURS(hours)) >= here);
				CHECK(rate(seats, taken, taken / 2, CC_HOURS(hours) - 1) >= here);
			}
}

static void fewer_seats_left_make_the_rate_rise(void **state)
{
	(void)state;
	for (int32_t seats = 1; seats <= PRICING_SEATS_MAX; seats++)
		for (int32_t taken = 0; taken < seats; taken++)
			CHECK(rate(seats, taken + 1, 0, CC_HOURS(1)) > rate(seats, taken, 0, CC_HOURS(1)));
}

static void a_room_that_nobody_asks_for_stays_at_the_floor(void **state)
{
	(void)state;
	for (int64_t hours = -1; hours <= 2 * (int64_t)WEEK_H; hours++)
		CHECK(rate(8, 0, 0, CC_HOURS(hours)) == 0);
}

static void a_room_that_everybody_wants_reaches_the_ceiling_at_kick_off(void **state)
{
	(void)state;
	CHECK(rate(8, 8, 8, 0) == PRICING_WHOLE);
	CHECK(rate(8, 8, 60, CC_HOURS(-3)) == PRICING_WHOLE);
}

/* As the contract words it: so a guest can reckon it out again. */
static void the_rate_is_what_the_contract_says(void **state)
{
	(void)state;
	CHECK(rate(8, 4, 0, CC_HOURS(WEEK_H)) == 2500); /* 5000 * 0.5 */
	CHECK(rate(8, 0, 2, CC_HOURS(WEEK_H)) == 750);  /* 3000 * 0.25 */
	CHECK(rate(8, 4, 2, CC_HOURS(WEEK_H)) == 3250);
	CHECK(rate(8, 4, 2, CC_HOURS(WEEK_H / 2)) == 3750); /* and 2000 * 0.5 * 0.5 */
	CHECK(rate(8, 4, 2, CC_HOURS(9 * DAY_H)) == 3250);
	CHECK(rate(3, 1, 0, CC_HOURS(WEEK_H)) == 1666); /* 3333 basis points of the room */
}

static void food_and_space_keep_within_the_hosts_bounds(void **state)
{
	(void)state;
	static const int64_t bounds[] = { 0, 1, 2, 99, 100, 2999, 3000, PRICING_AMOUNT_MAX };
	for (size_t low = 0; low < CC_COUNT(bounds); low++)
		for (size_t high = low; high < CC_COUNT(bounds); high++) {
			int64_t before = bounds[low];
			CHECK(pricing_food(bounds[low], bounds[high], 0) == bounds[low]);
			CHECK(pricing_food(bounds[low], bounds[high], PRICING_WHOLE) == bounds[high]);
			for (int32_t r = 0; r <= PRICING_WHOLE; r++) {
				int64_t food = pricing_food(bounds[low], bounds[high], r);
				CHECK(food >= before && food <= bounds[high]);
				before = food;
			}
		}
}

static void half_a_grosz_is_rounded_up(void **state)
{
	(void)state;
	CHECK(pricing_food(0, 1, 4999) == 0 && pricing_food(0, 1, 5000) == 1);
	CHECK(pricing_fee(1004) == 100 && pricing_fee(1005) == 101);
}

/* The fee ------------------------------------------------------------------------- */

static void the_fee_is_a_tenth_between_its_bounds(void **state)
{
	(void)state;
	CHECK(pricing_fee(0) == 0);
	CHECK(pricing_fee(1) == PRICING_FEE_MIN && pricing_fee(1000) == PRICING_FEE_MIN);
	CHECK(pricing_fee(4320) == 432);
	CHECK(pricing_fee(25000) == PRICING_FEE_MAX && pricing_fee(25010) == PRICING_FEE_MAX);
	CHECK(pricing_fee(3 * (int64_t)PRICING_AMOUNT_MAX) == PRICING_FEE_MAX);
	for (int64_t others = 0; others <= 60000; others++)
		CHECK(pricing_fee(others + 1) >= pricing_fee(others));
}

/* A seat -------------------------------------------------------------------------- */

static void a_seat_costs_the_sum_of_its_components(void **state)
{
	(void)state;
	struct pricing_tariff tariff = {
		.food_floor = { 2000, pln },
		.food_ceiling = { 3000, pln },
		.has_admission = true,
		.admission = { 1500, pln },
	};
	struct pricing_amounts amounts = pricing_seat_amounts(&tariff, 1234, 5000);
	CHECK(amounts.of[PRICING_COMPONENT_KIND_COST_SHARE] == 1234);
	CHECK(amounts.of[PRICING_COMPONENT_KIND_FOOD_AND_SPACE] == 2500);
	CHECK(amounts.of[PRICING_COMPONENT_KIND_ADMISSION] == 1500);
	CHECK(amounts.of[PRICING_COMPONENT_KIND_PLATFORM_FEE] == 523);
	CHECK(pricing_sum(&amounts) == 1234 + 2500 + 1500 + 523);

	tariff.has_admission = false;
	amounts = pricing_seat_amounts(&tariff, 1234, 5000);
	CHECK(amounts.of[PRICING_COMPONENT_KIND_ADMISSION] == 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(the_shares_of_all_seats_are_the_cost_to_the_grosz),
		cmocka_unit_test(no_share_falls_when_the_cost_is_raised),
		cmocka_unit_test(more_demand_never_makes_the_rate_fall),
		cmocka_unit_test(fewer_seats_left_make_the_rate_rise),
		cmocka_unit_test(a_room_that_nobody_asks_for_stays_at_the_floor),
		cmocka_unit_test(a_room_that_everybody_wants_reaches_the_ceiling_at_kick_off),
		cmocka_unit_test(the_rate_is_what_the_contract_says),
		cmocka_unit_test(food_and_space_keep_within_the_hosts_bounds),
		cmocka_unit_test(half_a_grosz_is_rounded_up),
		cmocka_unit_test(the_fee_is_a_tenth_between_its_bounds),
		cmocka_unit_test(a_seat_costs_the_sum_of_its_components),
	};
	return cmocka_run_group_tests_name("pricing: arithmetic", cases, NULL, NULL);
}
