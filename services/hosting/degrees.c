#include "services/hosting/degrees.h"

/* sin(0) to sin(90). */
static const int32_t sines[] = {
	0,      17452,  34899,  52336,  69756,  87156,  104528,  121869, 139173, 156434, 173648, 190809,
	207912, 224951, 241922, 258819, 275637, 292372, 309017,  325568, 342020, 358368, 374607, 390731,
	406737, 422618, 438371, 453990, 469472, 484810, 500000,  515038, 529919, 544639, 559193, 573576,
	587785, 601815, 615661, 629320, 642788, 656059, 669131,  681998, 694658, 707107, 719340, 731354,
	743145, 754710, 766044, 777146, 788011, 798636, 809017,  819152, 829038, 838671, 848048, 857167,
	866025, 874620, 882948, 891007, 898794, 906308, 913545,  920505, 927184, 933580, 939693, 945519,
	951057, 956305, 961262, 965926, 970296, 974370, 978148,  981627, 984808, 987688, 990268, 992546,
	994522, 996195, 997564, 998630, 999391, 999848, 1000000,
};

enum { RIGHT_ANGLE = 90, TURN = 360, MICRO = 1000000 };

int64_t hosting_sine(int32_t degrees)
{
	int32_t angle = (degrees % TURN + TURN) % TURN;
	if (angle >= 2 * RIGHT_ANGLE)
		return -hosting_sine(angle - 2 * RIGHT_ANGLE);
	return sines[angle <= RIGHT_ANGLE ? angle : 2 * RIGHT_ANGLE - angle];
}

/* Between two degrees the sine is nearly straight: it is off by at most 0.00004. */
int64_t hosting_cosine_of_microdegrees(int32_t microdegrees)
{
	int64_t from_pole = (int64_t)RIGHT_ANGLE * MICRO -
	                    (microdegrees < 0 ? -(int64_t)microdegrees : microdegrees);
	size_t degree = (size_t)(from_pole / MICRO);
	if (degree == RIGHT_ANGLE)
		return sines[degree];
	return sines[degree] + (sines[degree + 1] - sines[degree]) * (from_pole % MICRO) / MICRO;
}

static int64_t absolute(int64_t n)
{
	return n < 0 ? -n : n;
}

/* Of a direction between y (0) and x (90): how far (x, y) is beside it. */
static int64_t beside(int64_t x, int64_t y, int32_t degrees)
{
	return x * hosting_sine(RIGHT_ANGLE - degrees) - y * hosting_sine(degrees);
}

static int32_t direction_in_quadrant(int64_t x, int64_t y)
{
	int32_t degrees = 0;
	while (degrees < RIGHT_ANGLE && beside(x, y, degrees) > 0)
		degrees++;
	bool before = degrees > 0 && absolute(beside(x, y, degrees - 1)) < absolute(beside(x, y, degrees));
	return before ? degrees - 1 : degrees;
}

int32_t hosting_direction(int64_t x, int64_t y)
{
	int32_t degrees = direction_in_quadrant(absolute(x), absolute(y));
	if (y < 0)
		degrees = 2 * RIGHT_ANGLE - degrees;
	if (x < 0)
		degrees = TURN - degrees;
	return degrees % TURN;
}

int32_t hosting_angle_between(int32_t a, int32_t b)
{
	int32_t apart = ((a - b) % TURN + TURN) % TURN;
	return apart <= 2 * RIGHT_ANGLE ? apart : TURN - apart;
}

int64_t hosting_root(int64_t n)
{
	int64_t root = 0;
	for (int64_t bit = INT64_C(1) << 31; bit > 0; bit >>= 1)
		if ((root + bit) * (root + bit) <= n)
			root += bit;
	return root;
}
