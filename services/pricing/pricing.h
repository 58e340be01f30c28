/*
 * pricing.h - what an evening costs its guests, and that it costs them no more than they were told.
 *
 * What it answers and says is in contracts/couchannel/pricing/v1/pricing.proto.
 *
 * Invariants, each backed by a constraint of the store or by arithmetic that a test goes through:
 *   the shares of all seats are the declared cost       (a seat's share depends on its place alone)
 *   ... whatever tariff each seat was quoted by         (tariffs: the cost is raised, never lowered)
 *   food and space lies between the host's two bounds   (tariffs, CHECK; pricing_food())
 *   admission is charged under a commercial licence only (tariffs, CHECK)
 *   a quote is what it was when it was made             (sealed)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service pricing_service;
