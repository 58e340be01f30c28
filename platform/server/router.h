/*
 * router.h - from a method and a path to what answers them.
 *
 * Compiled once, at start-up, from the contracts' routes; read by any thread.  A segment written out goes
 * before a parameter.  Segments are compared after percent-decoding, so "%2F" is never a slash.
 */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/service.h"

enum { CC_ROUTE_SEGMENTS_MAX = 16, CC_ROUTE_PARAMS_MAX = 8 };

struct cc_page; /* pages.h */

struct cc_route {
	const char *method;
	const struct cc_op *op;     /* or, if it is none: */
	const struct cc_page *page;
	/* The op's fields that stand in the path, and in which segment. */
	struct cc_route_param {
		const struct cc_field *field;
		size_t segment;
	} params[CC_ROUTE_PARAMS_MAX];
	size_t param_count;
};

struct cc_route_match {
	const struct cc_route *route;
	cc_str params[CC_ROUTE_PARAMS_MAX]; /* decoded; as many as the route has */
	const char *allow;                  /* "GET, HEAD": what the path takes */
};

enum cc_routing { CC_ROUTED, CC_ROUTE_UNKNOWN, CC_ROUTE_OTHER_METHOD, CC_ROUTE_MALFORMED };

struct cc_router;

struct cc_router *cc_router_new(void);
void cc_router_free(struct cc_router *router); /* NULL is fine */

/* The same path and method twice, or a path beyond the limits, is a broken invariant. */
void cc_router_add_op(struct cc_router *router, const struct cc_op *op);
void cc_router_add_page(struct cc_router *router, const char *path, const struct cc_page *page);

/* HEAD is routed as GET.  CC_ROUTED fills in the whole match, CC_ROUTE_OTHER_METHOD only `allow`. */
enum cc_routing cc_router_find(const struct cc_router *router, struct cc_arena *arena, cc_str method,
                               cc_str path, struct cc_route_match *match);
