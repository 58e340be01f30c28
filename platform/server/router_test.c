/* Paths find their operations, and say what else they take. */
#include <stdlib.h>

#include "platform/core/sample_test.h"
#include "platform/server/pages.h"
#include "platform/server/router.h"
#include "platform/server/uri.h"

static const struct cc_op list = {
	.label = "list", .method = "GET", .path = "/v1/things", .in = &sample_message
};
static const struct cc_op make = {
	.label = "make", .method = "POST", .path = "/v1/things", .in = &sample_message
};
static const struct cc_op get = {
	.label = "get", .method = "GET", .path = "/v1/things/{owner_id}", .in = &sample_message
};
static const struct cc_op hold = { .label = "hold",
	                           .method = "POST",
	                           .path = "/v1/things/{owner_id}/parts/{title}/holds",
	                           .in = &sample_message };
static const struct cc_op newest = {
	.label = "newest", .method = "GET", .path = "/v1/things/newest/parts", .in = &sample_message
};
static const struct cc_op *const ops[] = { &list, &make, &get, &hold, &newest };
static const struct cc_page page = { .content_type = "text/plain" };

struct fixture {
	struct cc_arena *arena;
	struct cc_router *router;
	struct cc_route_match match;
};

static int open_router(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->arena = cc_arena_new();
	f->router = cc_router_new();
	for (size_t i = 0; i < CC_COUNT(ops); i++)
		cc_router_add_op(f->router, ops[i]);
	cc_router_add_page(f->router, "/healthz", &page);
	cc_router_add_page(f->router, "/", &page);
	cc_router_add_page(f->router, "/d/{code}", &page);
	*state = f;
	return 0;
}

static int close_router(void **state)
{
	struct fixture *f = *state;
	cc_router_free(f->router);
	cc_arena_free(f->arena);
	free(f);
	return 0;
}

static enum cc_routing find(struct fixture *f, const char *method, const char *path)
{
	memset(&f->match, 0, sizeof f->match);
	return cc_router_find(f->router, f->arena, cc_str_of(method), cc_str_of(path), &f->match);
}

static void check_routed(struct fixture *f, const char *method, const char *path, const struct cc_op *op)
{
	assert_int_equal(find(f, method, path), CC_ROUTED);
	assert_ptr_equal(f->match.route->op, op);
}

static void a_path_and_a_method_name_an_operation(void **state)
{
	check_routed(*state, "GET", "/v1/things", &list);
	check_routed(*state, "POST", "/v1/things", &make);
	check_routed(*state, "HEAD", "/v1/things", &list);
}

static void braces_take_one_decoded_segment(void **state)
{
	struct fixture *f = *state;
	check_routed(f, "POST", "/v1/things/abc/parts/a%2Fb%20c/holds", &hold);
	assert_int_equal(f->match.route->param_count, 2);
	assert_string_equal(f->match.route->params[0].field->name, "owner_id");
	assert_true(cc_str_eq(f->match.params[0], CC_STR("abc")));
	assert_true(cc_str_eq(f->match.params[1], CC_STR("a/b c")));
}

static void a_segment_written_out_goes_before_braces(void **state)
{
	struct fixture *f = *state;
	check_routed(f, "GET", "/v1/things/newest/parts", &newest);
	check_routed(f, "GET", "/v1/things/newest", &get); /* and back, where it leads nowhere */
	assert_true(cc_str_eq(f->match.params[0], CC_STR("newest")));
	check_routed(f, "POST", "/v1/things/newest/parts/sofa/holds", &hold);
}

static void encoded_letters_are_letters(void **state)
{
	check_routed(*state, "GET", "/%76%31/things", &list);
	assert_int_equal(find(*state, "GET", "/v1%2Fthings"), CC_ROUTE_UNKNOWN);
}

static void other_paths_are_unknown(void **state)
{
	static const char *const paths[] = { "",
		                             "v1/things",
		                             "/v1/things/",
		                             "//v1/things",
		                             "/v1/thing",
		                             "/v1/things/a/b",
		                             "/v1/things?x",
		                             "/V1/things",
		                             "*",
		                             "/v1" };
	for (size_t i = 0; i < CC_COUNT(paths); i++)
		assert_int_equal(find(*state, "GET", paths[i]), CC_ROUTE_UNKNOWN);
	assert_int_equal(find(*state, "GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"), CC_ROUTE_UNKNOWN);
}

static void a_path_says_which_methods_it_takes(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(find(f, "DELETE", "/v1/things"), CC_ROUTE_OTHER_METHOD);
	assert_string_equal(f->match.allow, "GET, HEAD, POST");
	assert_int_equal(find(f, "HEAD", "/v1/things/a/parts/b/holds"), CC_ROUTE_OTHER_METHOD);
	assert_string_equal(f->match.allow, "POST");
	assert_int_equal(find(f, "get", "/v1/things"), CC_ROUTE_OTHER_METHOD); /* methods have a case */
}

static void half_an_escape_is_malformed(void **state)
{
	assert_int_equal(find(*state, "GET", "/v1/things/%"), CC_ROUTE_MALFORMED);
	assert_int_equal(find(*state, "GET", "/v1/things/%2"), CC_ROUTE_MALFORMED);
	assert_int_equal(find(*state, "GET", "/v1/things/%2g"), CC_ROUTE_MALFORMED);
}

static void pages_are_routed_too(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(find(f, "GET", "/healthz"), CC_ROUTED);
	assert_null(f->match.route->op);
	assert_ptr_equal(f->match.route->page, &page);
	assert_int_equal(find(f, "GET", "/"), CC_ROUTED);
	assert_int_equal(find(f, "GET", "/d/whatever"), CC_ROUTED);
	assert_ptr_equal(f->match.route->page, &page);
	assert_int_equal(find(f, "GET", "/d/"), CC_ROUTE_UNKNOWN);
}

static void check_split(const char *target, const char *path, const char *query)
{
	cc_str got_path, got_query;
	cc_uri_split(cc_str_of(target), &got_path, &got_query);
	assert_true(cc_str_eq(got_path, cc_str_of(path)));
	assert_true(cc_str_eq(got_query, cc_str_of(query)));
}

static void targets_come_apart_in_either_form(void **state)
{
	(void)state;
	check_split("/a/b?c=d?e", "/a/b", "c=d?e");
	check_split("/a", "/a", "");
	check_split("http://host:80/a?b", "/a", "b");
	check_split("HTTPS://host/a", "/a", "");
	check_split("http://host", "", "");
	check_split("http://host?b", "", "b");
}

static void plus_is_a_space_in_queries_only(void **state)
{
	struct fixture *f = *state;
	cc_str decoded;
	assert_true(cc_uri_decode_query(f->arena, CC_STR("a+b%2Bc"), &decoded));
	assert_true(cc_str_eq(decoded, CC_STR("a b+c")));
	assert_true(cc_uri_decode_path(f->arena, CC_STR("a+b%2bc"), &decoded));
	assert_true(cc_str_eq(decoded, CC_STR("a+b+c")));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_router, close_router)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_path_and_a_method_name_an_operation),
		CASE(braces_take_one_decoded_segment),
		CASE(a_segment_written_out_goes_before_braces),
		CASE(encoded_letters_are_letters),
		CASE(other_paths_are_unknown),
		CASE(a_path_says_which_methods_it_takes),
		CASE(half_an_escape_is_malformed),
		CASE(pages_are_routed_too),
		CASE(targets_come_apart_in_either_form),
		CASE(plus_is_a_space_in_queries_only),
	};
	return cmocka_run_group_tests_name("server: router", cases, NULL, NULL);
}
