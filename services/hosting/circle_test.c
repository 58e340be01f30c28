/* circle_test.c - the true place lies in its circle, anywhere in it; reckoned again here, on a sphere. */
#include <math.h>
#include <stdlib.h>

#include "platform/test.h"

#include "services/hosting/circle.h"
#include "services/hosting/degrees.h"

enum { EARTH_M = 6371009, TRIES = 20000, PARTS = 8 };

static const double degree = 3.14159265358979323846 / 180;

/* Haversine (Sinnott 1984). */
static double metres_between(double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
	double up = sin((latitude_b - latitude_a) * degree / 2),
	       across = sin((longitude_b - longitude_a) * degree / 2);
	double h = up * up + cos(latitude_a * degree) * cos(latitude_b * degree) * across * across;
	return 2 * EARTH_M * asin(sqrt(h));
}

static double moved_m(const struct hosting_circle *circle, const struct hosting_pin *pin)
{
	return metres_between(circle->latitude_microdegrees / 1e6, circle->longitude_microdegrees / 1e6,
	                      pin->latitude_microdegrees / 1e6, pin->longitude_microdegrees / 1e6);
}

/* PCG (O'Neill 2014), for a test that is the same each time. */
static void fill(uint64_t *state, uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		bytes[i] = (uint8_t)(*state >> 56);
	}
}

static struct hosting_circle draw(uint64_t *state, const struct hosting_pin *pin)
{
	uint8_t chance[HOSTING_CIRCLE_CHANCE_BYTES];
	fill(state, chance, sizeof chance);
	return hosting_circle_around(pin, chance);
}

static void the_place_lies_inside_wherever_it_is(void **unused)
{
	(void)unused;
	static const int32_t latitudes[] = { 0, 1, 51770123, -33868800, 69649200, -84999999 };
	static const int32_t longitudes[] = { 0, 19455432, -179999990, 180000000 };
	uint64_t state = 1;
	for (size_t i = 0; i < CC_COUNT(latitudes) * CC_COUNT(longitudes); i++) {
		struct hosting_pin pin = {
			.latitude_microdegrees = latitudes[i / CC_COUNT(longitudes)],
			.longitude_microdegrees = longitudes[i % CC_COUNT(longitudes)],
		};
		for (int n = 0; n < 1000; n++) {
			struct hosting_circle circle = draw(&state, &pin);
			CHECK(circle.radius_m == 300 && moved_m(&circle, &pin) < 300);
			CHECK(hosting_circle_holds(&circle, &pin));
		}
	}
}

/* Rings of equal area, and sectors of equal angle, are met equally often. */
static void every_part_of_the_circle_is_as_likely(void **unused)
{
	(void)unused;
	const struct hosting_pin pin = { .latitude_microdegrees = 51770123,
		                         .longitude_microdegrees = 19455432 };
	int rings[PARTS] = { 0 }, sectors[PARTS] = { 0 };
	uint64_t state = 2;
	for (int n = 0; n < TRIES; n++) {
		struct hosting_circle circle = draw(&state, &pin);
		double part = moved_m(&circle, &pin) / 290.5;
		rings[(int)(part * part * PARTS)]++;
		int32_t direction = hosting_direction(
			(circle.longitude_microdegrees - pin.longitude_microdegrees) * INT64_C(62),
			(circle.latitude_microdegrees - pin.latitude_microdegrees) * INT64_C(100));
		sectors[direction * PARTS / 360]++;
	}
	for (int i = 0; i < PARTS; i++) {
		CHECK(abs(rings[i] - TRIES / PARTS) < TRIES / PARTS / 10);
		CHECK(abs(sectors[i] - TRIES / PARTS) < TRIES / PARTS / 10);
	}
}

static void points_that_all_fall_outside_leave_one_inside(void **unused)
{
	(void)unused;
	const struct hosting_pin pin = { .latitude_microdegrees = 51770123,
		                         .longitude_microdegrees = 19455432 };
	uint8_t corners[HOSTING_CIRCLE_CHANCE_BYTES];
	memset(corners, 0xff, sizeof corners);
	struct hosting_circle circle = hosting_circle_around(&pin, corners);
	CHECK(moved_m(&circle, &pin) > 150 && moved_m(&circle, &pin) < 300);
}

static void a_circle_does_not_hold_what_is_farther_away(void **unused)
{
	(void)unused;
	const struct hosting_circle circle = { .latitude_microdegrees = 51770000,
		                               .longitude_microdegrees = 179999000 };
	struct hosting_pin pin = { .latitude_microdegrees = 51770000, .longitude_microdegrees = -179999000 };
	CHECK(moved_m(&circle, &pin) < 300 && hosting_circle_holds(&circle, &pin));
	pin.latitude_microdegrees += 2300;
	CHECK(moved_m(&circle, &pin) < 300 && hosting_circle_holds(&circle, &pin));
	pin.latitude_microdegrees += 400;
	CHECK(moved_m(&circle, &pin) > 305 && !hosting_circle_holds(&circle, &pin));
}

static void sines_and_directions_are_right_to_the_degree(void **unused)
{
	(void)unused;
	for (int angle = -720; angle <= 720; angle++)
		CHECK(fabs((double)hosting_sine(angle) / HOSTING_ONE - sin(angle * degree)) < 0.000001);
	for (int angle = 0; angle < 360; angle++) {
		int64_t x = llround(sin(angle * degree) * 5000), y = llround(cos(angle * degree) * 5000);
		CHECK(hosting_direction(x, y) == angle);
		CHECK(hosting_angle_between(angle, 0) == (angle <= 180 ? angle : 360 - angle));
	}
	for (int32_t at = -90000000; at <= 90000000; at += 123457)
		CHECK(fabs((double)hosting_cosine_of_microdegrees(at) / HOSTING_ONE -
		           cos(at / 1e6 * degree)) < 0.00005);
	CHECK(hosting_direction(0, 0) == 0);
}

static void roots_are_rounded_down(void **unused)
{
	(void)unused;
	CHECK(hosting_root(0) == 0 && hosting_root(1) == 1 && hosting_root(3) == 1 && hosting_root(4) == 2);
	for (int64_t root = 1; root < 3000000; root += 997)
		CHECK(hosting_root(root * root) == root && hosting_root(root * root - 1) == root - 1);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(the_place_lies_inside_wherever_it_is),
		cmocka_unit_test(every_part_of_the_circle_is_as_likely),
		cmocka_unit_test(points_that_all_fall_outside_leave_one_inside),
		cmocka_unit_test(a_circle_does_not_hold_what_is_farther_away),
		cmocka_unit_test(sines_and_directions_are_right_to_the_degree),
		cmocka_unit_test(roots_are_rounded_down),
	};
	return cmocka_run_group_tests_name("hosting: circle", cases, NULL, NULL);
}
