/* cache_test.c - what every cache promises, on each of its adapters, and how the simulated one spoils it. */
#include "platform/test.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/adapters/cache_memory.h"
#include "platform/adapters/sim/cache_sim.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/core/run.h"

enum { ENTRIES_MAX = 100, BYTES_MAX = 64 * 1024, THREADS = 4, TURNS = 2000 };

struct shelf {
	struct cc_ctx ctx;
	struct cc_clock_sim clock;
};

static struct cc_cache *make_memory(void *arg)
{
	return cc_cache_memory_new(&(struct cc_cache_memory_options){
		.clock = arg, .entries_max = ENTRIES_MAX, .bytes_max = BYTES_MAX });
}

static struct shelf *new_shelf(void)
{
	struct shelf *shelf = calloc(1, sizeof *shelf);
	assert_non_null(shelf);
	shelf->ctx.arena = cc_arena_new();
	shelf->ctx.clock = &shelf->clock.base;
	cc_clock_sim_init(&shelf->clock, (cc_time){ CC_SECONDS(1795556700) });
	return shelf;
}

static int open_memory(void **state)
{
	struct shelf *shelf = new_shelf();
	shelf->ctx.cache = make_memory(&shelf->clock.base);
	*state = shelf;
	return 0;
}

static int open_sim(void **state)
{
	struct shelf *shelf = new_shelf();
	shelf->ctx.cache = cc_cache_sim_new(make_memory, &shelf->clock.base);
	*state = shelf;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *shelf = *state;
	shelf->ctx.cache->ops->free(shelf->ctx.cache);
	cc_arena_free(shelf->ctx.arena);
	free(shelf);
	return 0;
}

static void pass(struct shelf *shelf, int64_t ms)
{
	cc_clock_sim_set(&shelf->clock, cc_time_add(cc_now(&shelf->ctx), ms));
}

static void put(struct shelf *shelf, const char *key, const char *value)
{
	CHECK_OK(cc_cache_put(&shelf->ctx, cc_str_of(key), cc_str_of(value), CC_MINUTES(1)));
}

/* "" if there is none. */
static const char *got(struct shelf *shelf, const char *key)
{
	const cc_str *value;
	CHECK_OK(cc_cache_get(&shelf->ctx, cc_str_of(key), &value));
	return value ? value->ptr : "";
}

static const char *taken(struct shelf *shelf, const char *key)
{
	const cc_str *value;
	CHECK_OK(cc_cache_take(&shelf->ctx, cc_str_of(key), &value));
	return value ? value->ptr : "";
}

static int64_t counted(struct shelf *shelf, const char *key)
{
	int64_t count;
	CHECK_OK(cc_cache_count(&shelf->ctx, cc_str_of(key), CC_MINUTES(1), &count));
	return count;
}

static void the_newest_value_is_found_under_its_key_alone(void **state)
{
	put(*state, "a", "1");
	put(*state, "a", "2");
	put(*state, "ab", "3");
	assert_string_equal(got(*state, "a"), "2");
	assert_string_equal(got(*state, "ab"), "3");
	assert_string_equal(got(*state, "b"), "");
}

static void an_empty_value_is_a_value_and_any_byte_is_kept(void **state)
{
	struct shelf *shelf = *state;
	const cc_str bytes = CC_STR("\0\xff\n\0"), *value;
	CHECK_OK(cc_cache_put(&shelf->ctx, CC_STR("\0k"), bytes, 1));
	CHECK_OK(cc_cache_get(&shelf->ctx, CC_STR("\0k"), &value));
	CHECK(value && cc_str_eq(*value, bytes));
	CHECK_OK(cc_cache_put(&shelf->ctx, CC_STR("\0k"), CC_STR(""), 1));
	CHECK_OK(cc_cache_get(&shelf->ctx, CC_STR("\0k"), &value));
	CHECK(value && value->len == 0);
}

static void an_entry_lives_as_long_as_it_was_put_for(void **state)
{
	put(*state, "a", "1");
	pass(*state, CC_MINUTES(1) - 1);
	assert_string_equal(got(*state, "a"), "1");
	put(*state, "a", "2"); /* from now */
	pass(*state, CC_MINUTES(1) - 1);
	assert_string_equal(got(*state, "a"), "2");
	pass(*state, 1);
	assert_string_equal(got(*state, "a"), "");
}

static void what_is_taken_is_gone(void **state)
{
	put(*state, "a", "1");
	assert_string_equal(taken(*state, "a"), "1");
	assert_string_equal(taken(*state, "a"), "");
	assert_string_equal(got(*state, "a"), "");
}

static void what_is_deleted_is_gone_and_deleting_nothing_is_fine(void **state)
{
	struct shelf *shelf = *state;
	put(shelf, "a", "1");
	CHECK_OK(cc_cache_delete(&shelf->ctx, CC_STR("a")));
	CHECK_OK(cc_cache_delete(&shelf->ctx, CC_STR("a")));
	assert_string_equal(got(shelf, "a"), "");
}

static void counting_begins_anew_when_its_first_one_is_old(void **state)
{
	CHECK(counted(*state, "a") == 1 && counted(*state, "a") == 2 && counted(*state, "b") == 1);
	pass(*state, CC_MINUTES(1) - 1);
	CHECK(counted(*state, "a") == 3);
	pass(*state, 1);
	CHECK(counted(*state, "a") == 1);
}

static void the_wall_clock_set_back_keeps_nothing_alive(void **state)
{
	struct shelf *shelf = *state;
	put(shelf, "a", "1");
	pass(shelf, CC_MINUTES(1));
	cc_clock_sim_set(&shelf->clock, (cc_time){ CC_SECONDS(1795556700) });
	assert_string_equal(got(shelf, "a"), "");
}

static void when_there_are_too_many_the_least_used_goes(void **state)
{
	struct shelf *shelf = *state;
	put(shelf, "used", "1");
	put(shelf, "unused", "1");
	for (int i = 0; i < ENTRIES_MAX - 1; i++) {
		put(shelf, cc_printf(&shelf->ctx, "other %d", i).ptr, "1");
		assert_string_equal(got(shelf, "used"), "1");
	}
	assert_string_equal(got(shelf, "unused"), "");
}

static void large_values_leave_room_for_few(void **state)
{
	struct shelf *shelf = *state;
	static char large[CC_CACHE_VALUE_BYTES_MAX + 1];
	memset(large, 'x', CC_CACHE_VALUE_BYTES_MAX);
	for (int i = 0; i < 16; i++)
		put(shelf, cc_printf(&shelf->ctx, "%d", i).ptr, large);
	assert_string_equal(got(shelf, "0"), ""); /* sixteen of them and their keys are more than 64 KiB */
	assert_string_equal(got(shelf, "15"), large);
}

/* Many at once ------------------------------------------------------------------------ */

struct taker {
	pthread_t thread;
	struct cc_cache *cache;
	struct cc_clock *clock;
	int taken;
	int64_t highest;
};

static void *take_turns(void *arg)
{
	struct taker *taker = arg;
	struct cc_ctx ctx = { .arena = cc_arena_new(), .clock = taker->clock, .cache = taker->cache };
	for (int i = 0; i < TURNS; i++) {
		const cc_str *value;
		cc_str key = cc_printf(&ctx, "%d", i % 50);
		if (cc_cache_take(&ctx, key, &value) == CC_OK && value)
			taker->taken++;
		if (cc_cache_count(&ctx, CC_STR("turns"), CC_MINUTES(1), &taker->highest) != CC_OK)
			taker->highest = 0;
	}
	cc_arena_free(ctx.arena);
	return NULL;
}

static void of_all_who_take_one_gets_it_and_no_count_is_lost(void **state)
{
	struct shelf *shelf = *state;
	struct taker takers[THREADS];
	int taken_in_all = 0;
	int64_t highest = 0;
	for (int i = 0; i < 50; i++)
		put(shelf, cc_printf(&shelf->ctx, "%d", i).ptr, "1");
	for (int i = 0; i < THREADS; i++) {
		takers[i] = (struct taker){ .cache = shelf->ctx.cache, .clock = shelf->ctx.clock };
		assert_int_equal(pthread_create(&takers[i].thread, NULL, take_turns, &takers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(takers[i].thread, NULL);
		taken_in_all += takers[i].taken;
		highest = takers[i].highest > highest ? takers[i].highest : highest;
	}
	assert_int_equal(taken_in_all, 50);
	assert_int_equal(highest, THREADS * TURNS);
}

/* By plan ------------------------------------------------------------------------------ */

static void it_expires_early_and_late_by_plan(void **state)
{
	struct shelf *shelf = *state;
	cc_cache_sim_plan(shelf->ctx.cache, &(struct cc_cache_sim_plan){ .early_ms = CC_SECONDS(50) });
	put(shelf, "early", "1");
	cc_cache_sim_plan(shelf->ctx.cache, &(struct cc_cache_sim_plan){ .early_ms = -CC_SECONDS(50) });
	put(shelf, "late", "1");
	pass(shelf, CC_SECONDS(10));
	assert_string_equal(got(shelf, "early"), "");
	pass(shelf, CC_MINUTES(1));
	assert_string_equal(got(shelf, "late"), "1");
}

static void it_loses_everything_by_plan_once(void **state)
{
	struct shelf *shelf = *state;
	put(shelf, "a", "1");
	cc_cache_sim_plan(shelf->ctx.cache, &(struct cc_cache_sim_plan){ .lose_after = 2 });
	assert_string_equal(got(shelf, "a"), "1");
	assert_string_equal(got(shelf, "a"), "");
	put(shelf, "a", "1");
	assert_string_equal(got(shelf, "a"), "1");
}

static void it_cannot_be_reached_by_plan_so_often(void **state)
{
	struct shelf *shelf = *state;
	const cc_str *value;
	cc_cache_sim_plan(shelf->ctx.cache, &(struct cc_cache_sim_plan){ .refuse = 1 });
	CHECK_REFUSED(cc_cache_get(&shelf->ctx, CC_STR("a"), &value), cc_unavailable);
	CHECK_OK(cc_cache_get(&shelf->ctx, CC_STR("a"), &value));
}

#define BOTH(test)                                                                                           \
	cmocka_unit_test_setup_teardown(test, open_memory, close_shelf),                                     \
		cmocka_unit_test_setup_teardown(test, open_sim, close_shelf)
#define SIM(test) cmocka_unit_test_setup_teardown(test, open_sim, close_shelf)

int main(void)
{
	const struct CMUnitTest cases[] = {
		BOTH(the_newest_value_is_found_under_its_key_alone),
		BOTH(an_empty_value_is_a_value_and_any_byte_is_kept),
		BOTH(an_entry_lives_as_long_as_it_was_put_for),
		BOTH(what_is_taken_is_gone),
		BOTH(what_is_deleted_is_gone_and_deleting_nothing_is_fine),
		BOTH(counting_begins_anew_when_its_first_one_is_old),
		BOTH(the_wall_clock_set_back_keeps_nothing_alive),
		BOTH(when_there_are_too_many_the_least_used_goes),
		BOTH(large_values_leave_room_for_few),
		BOTH(of_all_who_take_one_gets_it_and_no_count_is_lost),
		SIM(it_expires_early_and_late_by_plan),
		SIM(it_loses_everything_by_plan_once),
		SIM(it_cannot_be_reached_by_plan_so_often),
	};
	return cmocka_run_group_tests_name("conformance: cache", cases, NULL, NULL);
}
