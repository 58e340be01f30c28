#include "services/hosting/circle.h"

#include "services/hosting/degrees.h"

/* 10 m less than the radius: the earth is no sphere, and what follows is rounded. */
enum { MOVED_CM_MAX = 29000, RADIUS_CM = HOSTING_CIRCLE_RADIUS_M * 100 };

/* A millionth of a degree of latitude is 11.1319 cm (WGS 84, mean). */
enum { MICRODEGREE_IN_10UM = 11132, CM_IN_10UM = 1000 };

static const int64_t pole = 90000000, half_way_round = 180000000;
/* Nearer to a pole than this, a degree of longitude has next to no length. */
static const int64_t cosine_min = HOSTING_ONE / 100;

static int64_t cosine_at(int32_t latitude)
{
	int64_t cosine = hosting_cosine_of_microdegrees(latitude);
	return cosine > cosine_min ? cosine : cosine_min;
}

static int64_t clamp(int64_t n, int64_t most)
{
	return n > most ? most : n < -most ? -most : n;
}

static int64_t wrap(int64_t longitude)
{
	int64_t round = 2 * half_way_round;
	if (longitude > half_way_round)
		return longitude - round;
	return longitude < -half_way_round ? longitude + round : longitude;
}

/* From 0 to 65535, to as far on either side. */
static int64_t offset_of(const uint8_t chance[2])
{
	int64_t n = chance[0] << 8 | chance[1];
	return n * 2 * MOVED_CM_MAX / UINT16_MAX - MOVED_CM_MAX;
}

/* Of points in a square, those in the disc are spread evenly over it.  One of the eight lies in it, but for
 * one time in two hundred thousand; then half of the last one does. */
static void choose_offset(const uint8_t chance[HOSTING_CIRCLE_CHANCE_BYTES], int64_t *north_cm,
                          int64_t *east_cm)
{
	const int64_t most = (int64_t)MOVED_CM_MAX * MOVED_CM_MAX;
	for (size_t at = 0; at < HOSTING_CIRCLE_CHANCE_BYTES; at += 4) {
		*north_cm = offset_of(chance + at);
		*east_cm = offset_of(chance + at + 2);
		if (*north_cm * *north_cm + *east_cm * *east_cm <= most)
			return;
	}
	*north_cm /= 2;
	*east_cm /= 2;
}

struct hosting_circle hosting_circle_around(const struct hosting_pin *pin,
                                            const uint8_t chance[HOSTING_CIRCLE_CHANCE_BYTES])
{
	int64_t north_cm, east_cm;
	choose_offset(chance, &north_cm, &east_cm);
	int64_t north = north_cm * CM_IN_10UM / MICRODEGREE_IN_10UM;
	int64_t east = east_cm * CM_IN_10UM * HOSTING_ONE /
	               (MICRODEGREE_IN_10UM * cosine_at(pin->latitude_microdegrees));
	return (struct hosting_circle){
		.latitude_microdegrees = (int32_t)clamp(pin->latitude_microdegrees + north, pole),
		.longitude_microdegrees = (int32_t)wrap(pin->longitude_microdegrees + east),
		.radius_m = HOSTING_CIRCLE_RADIUS_M,
	};
}

bool hosting_circle_holds(const struct hosting_circle *circle, const struct hosting_pin *pin)
{
	int64_t north = (int64_t)pin->latitude_microdegrees - circle->latitude_microdegrees;
	int64_t east = wrap((int64_t)pin->longitude_microdegrees - circle->longitude_microdegrees);
	int64_t north_cm = north * MICRODEGREE_IN_10UM / CM_IN_10UM;
	int64_t east_cm = east * MICRODEGREE_IN_10UM / CM_IN_10UM * cosine_at(circle->latitude_microdegrees) /
	                  HOSTING_ONE;
	if (north_cm > RADIUS_CM || -north_cm > RADIUS_CM || east_cm > RADIUS_CM || -east_cm > RADIUS_CM)
		return false;
	return north_cm * north_cm + east_cm * east_cm <= (int64_t)RADIUS_CM * RADIUS_CM;
}
