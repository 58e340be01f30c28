#include "platform/server/router.h"

#include <stdio.h>
#include <stdlib.h>

#include "platform/server/uri.h"

enum { METHODS_MAX = 5, ALLOW_BYTES = 48 };

/* A segment and what may follow it. */
struct node {
	cc_str segment;         /* unused for a parameter */
	struct node *next;      /* its siblings that are written out */
	struct node *children;  /* segments written out */
	struct node *parameter; /* any segment */
	struct cc_route routes[METHODS_MAX];
	size_t route_count; /* of the path that ends here */
	char allow[ALLOW_BYTES];
};

struct cc_router {
	struct node root;
};

struct segments {
	cc_str items[CC_ROUTE_SEGMENTS_MAX];
	size_t count;
};

struct cc_router *cc_router_new(void)
{
	struct cc_router *router = calloc(1, sizeof *router);
	if (!router)
		cc_die("out of memory for a router");
	return router;
}

static void free_below(struct node *node)
{
	if (node->parameter) {
		free_below(node->parameter);
		free(node->parameter);
	}
	for (struct node *child = node->children, *next; child; child = next) {
		next = child->next;
		free_below(child);
		free(child);
	}
}

void cc_router_free(struct cc_router *router)
{
	if (router)
		free_below(&router->root);
	free(router);
}

/* False if the path does not begin with a slash or is longer than any route. */
static bool split(cc_str path, struct segments *segments)
{
	segments->count = 0;
	if (path.len == 0 || path.ptr[0] != '/')
		return false;
	cc_str rest = { path.ptr + 1, path.len - 1 };
	bool more = true;
	while (more) {
		if (segments->count == CC_ROUTE_SEGMENTS_MAX)
			return false;
		cc_str segment = cc_uri_take(&rest, '/');
		more = segment.ptr + segment.len < path.ptr + path.len;
		segments->items[segments->count++] = segment;
	}
	return true;
}

/* Adding ------------------------------------------------------------------------ */

static struct node *child_of(const struct node *node, cc_str segment)
{
	struct node *child = node->children;
	while (child && !cc_str_eq(child->segment, segment))
		child = child->next;
	return child;
}

static struct node *make_node(cc_str segment)
{
	struct node *node = calloc(1, sizeof *node);
	if (!node)
		cc_die("out of memory for a route");
	node->segment = segment;
	return node;
}

static bool is_parameter(cc_str segment)
{
	return segment.len > 2 && segment.ptr[0] == '{' && segment.ptr[segment.len - 1] == '}';
}

static struct node *step(struct node *node, cc_str segment)
{
	if (is_parameter(segment)) {
		if (!node->parameter)
			node->parameter = make_node(segment);
		return node->parameter;
	}
	struct node *child = child_of(node, segment);
	if (!child) {
		child = make_node(segment);
		child->next = node->children;
		node->children = child;
	}
	return child;
}

static void add_param(struct cc_route *route, cc_str segment, size_t i)
{
	if (route->page)
		return; /* it is the same page for all of them */
	cc_str name = { segment.ptr + 1, segment.len - 2 };
	const struct cc_field *field = route->op ? cc_field_named(route->op->in, name) : NULL;
	if (!field || route->param_count == CC_ROUTE_PARAMS_MAX)
		cc_die("a route has a parameter {%.*s} that cannot be one", (int)name.len, name.ptr);
	route->params[route->param_count++] = (struct cc_route_param){ field, i };
}

static void allow(struct node *node, const char *method)
{
	size_t used = strlen(node->allow);
	const char *head = strcmp(method, "GET") == 0 ? ", HEAD" : "";
	int n = snprintf(node->allow + used, ALLOW_BYTES - used, "%s%s%s", used > 0 ? ", " : "", method,
	                 head);
	assert(n > 0 && (size_t)n < ALLOW_BYTES - used);
}

static void add(struct cc_router *router, struct cc_route route, const char *path)
{
	struct segments segments;
	if (!split(cc_str_of(path), &segments))
		cc_die("the route %s %s cannot be served", route.method, path);
	struct node *node = &router->root;
	for (size_t i = 0; i < segments.count; i++) {
		if (is_parameter(segments.items[i]))
			add_param(&route, segments.items[i], i);
		node = step(node, segments.items[i]);
	}
	for (size_t i = 0; i < node->route_count; i++)
		if (strcmp(node->routes[i].method, route.method) == 0)
			cc_die("the route %s %s is there twice", route.method, path);
	assert(node->route_count < METHODS_MAX);
	node->routes[node->route_count++] = route;
	allow(node, route.method);
}

void cc_router_add_op(struct cc_router *router, const struct cc_op *op)
{
	add(router, (struct cc_route){ .method = op->method, .op = op }, op->path);
}

void cc_router_add_page(struct cc_router *router, const char *path, const struct cc_page *page)
{
	add(router, (struct cc_route){ .method = "GET", .page = page }, path);
}

/* Finding ----------------------------------------------------------------------- */

static bool decode(struct cc_arena *arena, struct segments *segments)
{
	for (size_t i = 0; i < segments->count; i++)
		if (!cc_uri_decode_path(arena, segments->items[i], &segments->items[i]))
			return false;
	return true;
}

/* As deep as there are segments.  A parameter is not empty. */
static const struct node *walk(const struct node *node, const struct segments *segments, size_t at)
{
	if (at == segments->count)
		return node->route_count > 0 ? node : NULL;
	const struct node *child = child_of(node, segments->items[at]);
	const struct node *found = child ? walk(child, segments, at + 1) : NULL;
	if (found || !node->parameter || segments->items[at].len == 0)
		return found;
	return walk(node->parameter, segments, at + 1);
}

static const struct cc_route *route_of(const struct node *node, cc_str method)
{
	if (cc_str_eq(method, CC_STR("HEAD")))
		method = CC_STR("GET");
	for (size_t i = 0; i < node->route_count; i++)
		if (cc_str_eq(cc_str_of(node->routes[i].method), method))
			return &node->routes[i];
	return NULL;
}

enum cc_routing cc_router_find(const struct cc_router *router, struct cc_arena *arena, cc_str method,
                               cc_str path, struct cc_route_match *match)
{
	struct segments segments;
	if (!split(path, &segments))
		return CC_ROUTE_UNKNOWN;
	if (!decode(arena, &segments))
		return CC_ROUTE_MALFORMED;
	const struct node *node = walk(&router->root, &segments, 0);
	if (!node)
		return CC_ROUTE_UNKNOWN;
	match->allow = node->allow;
	const struct cc_route *route = route_of(node, method);
	if (!route)
		return CC_ROUTE_OTHER_METHOD;
	match->route = route;
	for (size_t i = 0; i < route->param_count; i++)
		match->params[i] = segments.items[route->params[i].segment];
	return CC_ROUTED;
}
