/*
 * ports/zones.h - who knows IANA's time zones.
 *
 * Adapters: adapters/zones_tzif (the system's files, RFC 8536), adapters/sim/zones_sim (a few zones, by the
 * rules that they had in 2026).  Both pass tests/conformance/zones_test.c.
 */
#pragma once

#include "platform/core/zone.h"

struct cc_zones {
	const struct cc_zones_ops *ops;
};

struct cc_zones_ops {
	const char *name;
	/* As cc_zone_between(), whose arguments have been looked at: from < until, a name of letters, digits
	 * and "+-_/".  May read a file.  From any thread.  Fails: `zone_unknown`. */
	cc_err (*between)(struct cc_zones *zones, struct cc_ctx *ctx, cc_time from, cc_time until,
	                  struct cc_zone *zone); /* by zone->name; fills in the rest */
	void (*free)(struct cc_zones *zones); /* NULL is fine */
};
