/*
 * degrees.h - angles in whole degrees, and their sines in millionths: pure, without floating point.
 *
 * A direction is 0 along y and 90 along x, as on a map that is seen from above.
 */
#pragma once

#include "platform/cc.h"

enum { HOSTING_ONE = 1000000 };

/* Of any angle. */
int64_t hosting_sine(int32_t degrees);
/* Of an angle in millionths of a degree, from -90 to 90 degrees. */
int64_t hosting_cosine_of_microdegrees(int32_t microdegrees);

/* From the origin to (x, y), 0 to 359; 0 if that is the origin.  Each within 1,000,000. */
int32_t hosting_direction(int64_t x, int64_t y);
/* How far two directions are apart: 0 to 180. */
int32_t hosting_angle_between(int32_t a, int32_t b);

/* The root of n >= 0, rounded down. */
int64_t hosting_root(int64_t n);
