/* price.c - what a seat costs: arithmetic alone. */
#include "services/pricing/price.h"

static const int64_t week_ms = CC_HOURS(7 * 24);

static int64_t at_most(int64_t n, int64_t most)
{
	return n < most ? n : most;
}

static int64_t at_least(int64_t n, int64_t least)
{
	return n > least ? n : least;
}

/* In basis points of the whole, cut down. */
static int64_t part(int64_t n, int64_t whole)
{
	return at_most(n * PRICING_WHOLE / whole, PRICING_WHOLE);
}

/* 0 a week before kick-off and earlier, PRICING_WHOLE from kick-off on. */
static int64_t nearness(int64_t until_kick_off_ms)
{
	return part(week_ms - at_least(at_most(until_kick_off_ms, week_ms), 0), week_ms);
}

int32_t pricing_rate(const struct pricing_demand *demand)
{
	int64_t taken = part(demand->taken, demand->seats_total);
	int64_t asked = part(demand->asked, demand->seats_total);
	int64_t near = nearness(demand->until_kick_off_ms);
	return (int32_t)((5000 * taken + 3000 * asked + 2000 * (taken * near / PRICING_WHOLE)) /
	                 PRICING_WHOLE);
}

/* n * points / 10000, rounded half up. */
static int64_t share_of(int64_t n, int64_t points)
{
	return (n * points + PRICING_WHOLE / 2) / PRICING_WHOLE;
}

int64_t pricing_food(int64_t floor, int64_t ceiling, int32_t rate)
{
	return floor + share_of(ceiling - floor, rate);
}

int64_t pricing_fee(int64_t others)
{
	if (others == 0)
		return 0;
	return at_least(at_most(share_of(others, PRICING_FEE_POINTS), PRICING_FEE_MAX), PRICING_FEE_MIN);
}

int64_t pricing_sum(const struct pricing_amounts *amounts)
{
	int64_t sum = 0;
	for (size_t kind = 0; kind < CC_COUNT(amounts->of); kind++)
		sum += amounts->of[kind];
	return sum;
}

void pricing_add(struct pricing_amounts *sum, const struct pricing_amounts *amounts)
{
	for (size_t kind = 0; kind < CC_COUNT(sum->of); kind++)
		sum->of[kind] += amounts->of[kind];
}

struct pricing_amounts pricing_seat_amounts(const struct pricing_tariff *tariff, int64_t share, int32_t rate)
{
	int64_t food = pricing_food(tariff->food_floor.minor, tariff->food_ceiling.minor, rate);
	struct pricing_amounts amounts = { .of = { [PRICING_COMPONENT_KIND_COST_SHARE] = share } };
	amounts.of[PRICING_COMPONENT_KIND_FOOD_AND_SPACE] = food;
	amounts.of[PRICING_COMPONENT_KIND_ADMISSION] = tariff->has_admission ? tariff->admission.minor : 0;
	amounts.of[PRICING_COMPONENT_KIND_PLATFORM_FEE] = pricing_fee(pricing_sum(&amounts));
	return amounts;
}

void pricing_shares(cc_money cost, int32_t seats_total, cc_money shares[PRICING_SEATS_MAX])
{
	assert(seats_total >= 1 && seats_total <= PRICING_SEATS_MAX);
	cc_err err = cc_money_split(NULL, cost, seats_total, shares);
	assert(err == CC_OK); /* it fails only without parts */
}
