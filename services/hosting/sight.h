/* sight.h - how well a screen is seen from a seat, and whether two seats are in each other's way: pure. */
#pragma once

#include "platform/cc.h"

#include "contracts/hosting.h"

/* As SeatSight in the contract says. */
struct hosting_seat_sight hosting_sight_of(const struct hosting_tv *tv, const struct hosting_seat *seat);

/* How far apart the middles of two seats are, and how far they must be. */
struct hosting_gap {
	int32_t apart_cm, needed_cm;
};
struct hosting_gap hosting_gap_between(const struct hosting_seat *a, const struct hosting_seat *b);
