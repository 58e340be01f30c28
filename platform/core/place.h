/* place.h - places on Earth (WGS 84), and how far they are apart. */
#pragma once

#include "platform/core/value.h"

/* In millionths of a degree, north and east being positive: 0.11 m at most. */
struct cc_place {
	int32_t latitude, longitude;
};

/* South to north, and west to east without crossing 180 degrees. */
struct cc_box {
	struct cc_place south_west, north_east;
};

/* Along the great circle, on a sphere of Earth's mean radius: 0.5 % off at most. */
int64_t cc_distance_m(struct cc_place a, struct cc_place b);

/* Has every place in it that is at most so far away, and others.  Near a pole, and where the circle
 * crosses 180 degrees, it goes all around. */
struct cc_box cc_box_around(struct cc_place centre, int64_t radius_m);
