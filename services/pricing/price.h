/*
 * price.h - what a seat costs: arithmetic alone, in whole units of the smallest coin.
 *
 * Amounts are from 0 to PRICING_AMOUNT_MAX, so that no sum here comes near to leaving 64 bits.
 */
#pragma once

#include "platform/cc.h"

#include "contracts/pricing.h"

enum {
	PRICING_WHOLE = 10000,           /* basis points: one part in ten thousand */
	PRICING_AMOUNT_MAX = 100000000,  /* 1,000,000.00 */
	PRICING_SEATS_MAX = 120,         /* of a room */
	PRICING_FEE_POINTS = 1000,       /* 10 % */
	PRICING_FEE_MIN = 100, PRICING_FEE_MAX = 2500, /* for each seat */
};

/* How much a session is wanted. */
struct pricing_demand {
	int32_t seats_total;       /* at least 1 */
	int32_t taken;             /* of them */
	int32_t asked;             /* bookings within a day */
	int64_t until_kick_off_ms; /* negative afterwards */
};

/*
 * Where food and space stands between its floor (0) and its ceiling (PRICING_WHOLE):
 *
 *   (5000 * taken + 3000 * asked + 2000 * taken * near / 10000) / 10000
 *
 * with taken and asked as parts of seats_total and near growing from 0 a week before kick-off to 10000 at
 * kick-off, each cut down to whole basis points and to 10000 at most.  It never falls when one of the
 * three grows.  That kick-off is near makes only those seats dearer that others want as well: a room that
 * nobody asks for stays at the floor.
 */
int32_t pricing_rate(const struct pricing_demand *demand);

/* floor + (ceiling - floor) * rate / 10000, rounded half up. */
int64_t pricing_food(int64_t floor, int64_t ceiling, int32_t rate);

/* Of what else a seat costs: 10 %, rounded half up, between PRICING_FEE_MIN and _MAX; 0 of nothing. */
int64_t pricing_fee(int64_t others);

/* By enum pricing_component_kind. */
struct pricing_amounts {
	int64_t of[PRICING_COMPONENT_KIND_PLATFORM_FEE + 1];
};

/* What a seat costs whose share of the cost is `share`. */
struct pricing_amounts pricing_seat_amounts(const struct pricing_tariff *tariff, int64_t share, int32_t rate);
int64_t pricing_sum(const struct pricing_amounts *amounts);
void pricing_add(struct pricing_amounts *sum, const struct pricing_amounts *amounts);

/* The share of each place, 0 to seats_total - 1: the first ones bear what does not divide evenly. */
void pricing_shares(cc_money cost, int32_t seats_total, cc_money shares[PRICING_SEATS_MAX]);
