/* What callers are told of a failure, and what they are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/server/request.h"

struct fixture {
	struct cc_arena *arena;
	struct cc_invocation invocation;
};

static int open_fixture(void **state)
{
	struct cc_arena *arena = cc_arena_new();
	struct fixture *f = cc_arena_alloc(arena, sizeof *f);
	f->arena = f->invocation.ctx.arena = arena;
	f->invocation.ctx.request_id.byte[15] = 1;
	f->invocation.idempotency.first_request_id.byte[15] = 2;
	*state = f;
	return 0;
}

static int close_fixture(void **state)
{
	cc_arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static const char *problem(struct fixture *f, cc_err err)
{
	struct cc_buf out = { .arena = f->arena };
	cc_http_problem(&out, &f->invocation, err);
	cc_buf_add_char(&out, '\0');
	return out.ptr;
}

static void a_rules_sentence_is_told(void **state)
{
	struct fixture *f = *state;
	static const struct cc_reason sold_out = { "sold_out", CC_FAILED_PRECONDITION };
	cc_err err = cc_fail(&f->invocation.ctx, &sold_out, "%d seats are left.", 2);
	assert_string_equal(problem(f, err),
	                    "{\"type\":\"/docs#problem-sold_out\",\"title\":\"Conflict\",\"status\":409,"
	                    "\"detail\":\"2 seats are left.\","
	                    "\"instance\":\"urn:uuid:00000000-0000-0000-0000-000000000001\","
	                    "\"reason\":\"sold_out\"}");
}

static void what_an_engine_says_stays_here(void **state)
{
	struct fixture *f = *state;
	cc_err err = cc_fail(&f->invocation.ctx, &cc_unavailable, "The disk of /srv/secret.db is full.");
	assert_null(strstr(problem(f, err), "/srv"));
	assert_non_null(strstr(problem(f, err), "\"reason\":\"unavailable\""));
	err = cc_fail(&f->invocation.ctx, &cc_internal, "insert_hold: no such table: holds");
	assert_null(strstr(problem(f, err), "insert_hold"));
}

static void a_replayed_refusal_names_the_request_that_met_it(void **state)
{
	struct fixture *f = *state;
	f->invocation.idempotency.replayed = true;
	cc_err err = cc_fail(&f->invocation.ctx, &cc_not_found, "There is none.");
	assert_non_null(strstr(problem(f, err), "urn:uuid:00000000-0000-0000-0000-000000000002"));
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test_setup_teardown(a_rules_sentence_is_told, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(what_an_engine_says_stays_here, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(a_replayed_refusal_names_the_request_that_met_it,
		                                open_fixture, close_fixture),
	};
	return cmocka_run_group_tests_name("problems", cases, NULL, NULL);
}
