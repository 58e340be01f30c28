#include "platform/core/place.h"

#include <math.h>

static const double earth_m = 6371008.8; /* its mean radius (IUGG) */
static const double radians = M_PI / 180e6;

enum { POLE = 90000000, HALF_TURN = 180000000, ROUNDING_M = 1 };

static double square(double x)
{
	return x * x;
}

/* The haversine formula: exact for small distances, too. */
int64_t cc_distance_m(struct cc_place a, struct cc_place b)
{
	double south = a.latitude * radians, north = b.latitude * radians;
	double apart = ((double)b.longitude - a.longitude) * radians;
	double haversine = square(sin((north - south) / 2)) +
	                   cos(south) * cos(north) * square(sin(apart / 2));
	return llround(2 * earth_m * asin(sqrt(haversine < 1 ? haversine : 1)));
}

static int32_t clamped(double degrees_e6, int32_t limit)
{
	return degrees_e6 < -limit ? -limit : degrees_e6 > limit ? limit : (int32_t)degrees_e6;
}

/* How far east of its centre a circle reaches: asin(sin(radius) / cos(latitude)), which is more than
 * along the centre's own parallel. */
struct cc_box cc_box_around(struct cc_place centre, int64_t radius_m)
{
	double radius = (double)(radius_m + ROUNDING_M) / earth_m, reach = radius / radians;
	double south = centre.latitude - reach, north = centre.latitude + reach, around = HALF_TURN;
	if (south > -POLE && north < POLE)
		around = asin(sin(radius) / cos(centre.latitude * radians)) / radians;
	double west = centre.longitude - around, east = centre.longitude + around;
	bool crosses = west < -HALF_TURN || east > HALF_TURN;
	return (struct cc_box){
		.south_west = { clamped(south, POLE), crosses ? -HALF_TURN : clamped(west, HALF_TURN) },
		.north_east = { clamped(north, POLE), crosses ? HALF_TURN : clamped(east, HALF_TURN) },
	};
}
