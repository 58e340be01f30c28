/*
 * circle.h - a circle that a place lies in, and nothing tells where: pure.
 *
 * The centre is moved away from the place, to anywhere within the radius, each point as likely as another.
 * Seen from outside, then, the place may be anywhere in the circle, each point as likely as another.
 */
#pragma once

#include "platform/cc.h"

#include "contracts/hosting.h"

enum { HOSTING_CIRCLE_RADIUS_M = 300, HOSTING_CIRCLE_CHANCE_BYTES = 32 };

/* The same for the same bytes of chance. */
struct hosting_circle hosting_circle_around(const struct hosting_pin *pin,
                                            const uint8_t chance[HOSTING_CIRCLE_CHANCE_BYTES]);
bool hosting_circle_holds(const struct hosting_circle *circle, const struct hosting_pin *pin);
