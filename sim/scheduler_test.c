/* scheduler_test.c - one seed, one order of things; processes that die and stand still; time that jumps. */
#include "platform/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "platform/core/arena.h"
#include "platform/core/value.h"
#include "sim/scheduler.h"

enum { FIBERS = 5, STEPS = 20, MANY = 100 };

/* Order ------------------------------------------------------------------------------ */

struct order {
	struct sim *sim;
	char written[FIBERS * STEPS + 1];
	size_t count;
};

static void write_letters(void *arg)
{
	struct order *order = arg;
	for (int i = 0; i < STEPS; i++) {
		order->written[order->count++] = sim_running_name(order->sim)[0];
		sim_note(order->sim, 7, (uint64_t)i);
		sim_sleep_us(order->sim, 3);
	}
}

static uint64_t write_in_order(uint64_t seed, struct order *order)
{
	static const char *const names[FIBERS] = { "a", "b", "c", "d", "e" };
	*order = (struct order){ .sim = sim_new(seed) };
	for (int i = 0; i < FIBERS; i++)
		sim_spawn(sim_world(order->sim), names[i], write_letters, order);
	CHECK(sim_run(order->sim, INT64_MAX, NULL, NULL) == SIM_IDLE);
	CHECK(sim_stats(order->sim).fibers == 0 && sim_stats(order->sim).fibers_most == FIBERS);
	uint64_t hash = sim_hash(order->sim);
	sim_free(order->sim);
	return hash;
}

static void the_same_seed_has_the_same_order_and_hash(void **state)
{
	(void)state;
	struct order first, second;
	CHECK(write_in_order(11, &first) == write_in_order(11, &second));
	assert_string_equal(first.written, second.written);
}

static void another_seed_has_another_order_and_hash(void **state)
{
	(void)state;
	struct order first, second;
	CHECK(write_in_order(11, &first) != write_in_order(12, &second));
	assert_string_not_equal(first.written, second.written);
}

/* On every machine and with every compiler: whoever changes it changes what all seeds mean. */
static void a_seed_means_the_same_everywhere(void **state)
{
	(void)state;
	struct order order;
	CHECK(write_in_order(1, &order) == UINT64_C(0xb4f8133fe3b6472e));
	struct sim_random random = sim_random_of(1, SIM_DOMAIN);
	CHECK(sim_random_next(&random) == UINT64_C(0x5c5b2489b31beb7b));
}

static void streams_of_one_seed_have_nothing_in_common(void **state)
{
	(void)state;
	struct sim *sim = sim_new(3);
	uint64_t faults = sim_random_next(sim_stream(sim, SIM_FAULT + CC_FAULT_CRASH));
	sim_free(sim);
	sim = sim_new(3);
	for (int i = 0; i < MANY; i++)
		sim_random_next(sim_stream(sim, SIM_DOMAIN));
	CHECK(sim_random_next(sim_stream(sim, SIM_FAULT + CC_FAULT_CRASH)) == faults);
	CHECK(sim_random_next(sim_stream(sim, SIM_FAULT + CC_FAULT_PAUSE)) != faults);
	sim_free(sim);
}

static void random_numbers_stay_in_their_range_and_reach_its_ends(void **state)
{
	(void)state;
	struct sim_random random = sim_random_of(5, 5);
	bool seen[7] = { false };
	int heads = 0;
	for (int i = 0; i < 10000; i++) {
		int64_t n = sim_random_between(&random, -3, 3);
		CHECK(n >= -3 && n <= 3);
		seen[n + 3] = true;
		heads += sim_random_chance(&random, 250000);
	}
	for (int i = 0; i < 7; i++)
		CHECK(seen[i]);
	CHECK(heads > 2300 && heads < 2700);
	CHECK(!sim_random_chance(&random, 0) && sim_random_chance(&random, 1000000));
	CHECK(sim_random_between(&random, 9, 9) == 9);
	sim_random_between(&random, INT64_MIN, INT64_MAX);
}

/* Time ------------------------------------------------------------------------------- */

static void sleep_for_days(void *arg)
{
	sim_sleep_us(arg, INT64_C(72) * 3600 * 1000000);
}

static void count_up(void *arg)
{
	++*(int *)arg;
}

static bool is_one(void *arg)
{
	return *(int *)arg == 1;
}

static void time_jumps_to_whoever_is_due_next(void **state)
{
	(void)state;
	struct sim *sim = sim_new(1);
	sim_spawn(sim_world(sim), "sleeper", sleep_for_days, sim);
	CHECK(sim_run(sim, 1000000, NULL, NULL) == SIM_TIME && sim_now_us(sim) == 1000000);
	CHECK(sim_run(sim, INT64_MAX, NULL, NULL) == SIM_IDLE);
	CHECK(sim_now_us(sim) >= INT64_C(72) * 3600 * 1000000);
	CHECK(sim_now_us(sim) < INT64_C(72) * 3600 * 1000000 + 100);
	CHECK(sim_stats(sim).switches == 2);
	sim_free(sim);
}

static void it_stops_where_what_was_waited_for_is_so(void **state)
{
	(void)state;
	struct sim *sim = sim_new(1);
	int count = 0;
	sim_post(sim_world(sim), 200, count_up, &count);
	sim_post(sim_world(sim), 100, count_up, &count);
	CHECK(sim_run(sim, INT64_MAX, is_one, &count) == SIM_TRUE);
	CHECK(count == 1 && sim_now_us(sim) == 100);
	CHECK(sim_run(sim, INT64_MAX, NULL, NULL) == SIM_IDLE && count == 2);
	sim_free(sim);
}

/* Processes -------------------------------------------------------------------------- */

struct trouble {
	struct sim *sim;
	struct sim_process *process;
	struct cc_mutex lock, other;
	struct cc_cond never;
	int ticks, deaths;
	char words[128];
};

static struct trouble *trouble_new(uint64_t seed)
{
	struct trouble *trouble = calloc(1, sizeof *trouble);
	assert_non_null(trouble);
	trouble->sim = sim_new(seed);
	trouble->process = sim_process_new(trouble->sim, "couchannel");
	const struct cc_threads *threads = sim_process_threads(trouble->process);
	cc_mutex_init(&trouble->lock, threads);
	cc_mutex_init(&trouble->other, threads);
	cc_cond_init(&trouble->never, threads);
	return trouble;
}

static void trouble_free(struct trouble *trouble)
{
	sim_free(trouble->sim);
	free(trouble);
}

static void tick(void *arg)
{
	struct trouble *trouble = arg;
	for (;;) {
		sim_sleep_us(trouble->sim, 1000);
		trouble->ticks++;
	}
}

static void wait_for_ever(void *arg)
{
	struct trouble *trouble = arg;
	cc_mutex_lock(&trouble->lock);
	for (;;)
		cc_cond_wait(&trouble->never, &trouble->lock);
}

static void kill_it(void *arg)
{
	sim_process_kill(arg);
}

static void nothing_of_a_killed_process_runs_again(void **state)
{
	(void)state;
	struct trouble *trouble = trouble_new(4);
	sim_spawn(trouble->process, "ticker", tick, trouble);
	sim_spawn(trouble->process, "waiter", wait_for_ever, trouble);
	sim_post(trouble->process, 50000, count_up, &trouble->deaths); /* comes too late */
	sim_post(sim_world(trouble->sim), 20500, kill_it, trouble->process);
	CHECK(sim_run(trouble->sim, INT64_MAX, NULL, NULL) == SIM_IDLE);
	CHECK(trouble->ticks >= 19 && trouble->ticks <= 20 && trouble->deaths == 0);
	CHECK(!sim_process_alive(trouble->process) && sim_stats(trouble->sim).fibers == 0);
	trouble_free(trouble);
}

static void end_itself(void *arg)
{
	struct trouble *trouble = arg;
	sim_sleep_us(trouble->sim, 5500);
	sim_process_kill(trouble->process);
	trouble->ticks = -1; /* never comes here */
}

static void a_fiber_may_end_its_own_process(void **state)
{
	(void)state;
	struct trouble *trouble = trouble_new(4);
	sim_spawn(trouble->process, "ticker", tick, trouble);
	sim_spawn(trouble->process, "tired", end_itself, trouble);
	CHECK(sim_run(trouble->sim, INT64_MAX, NULL, NULL) == SIM_IDLE && trouble->ticks == 5);
	trouble_free(trouble);
}

static void a_paused_process_stands_still_and_goes_on(void **state)
{
	(void)state;
	struct trouble *trouble = trouble_new(4);
	sim_spawn(trouble->process, "ticker", tick, trouble);
	sim_run(trouble->sim, 10500, NULL, NULL);
	int before = trouble->ticks;
	CHECK(before >= 9);
	sim_process_pause(trouble->process);
	CHECK(sim_run(trouble->sim, 60000, NULL, NULL) == SIM_TIME && trouble->ticks == before);
	sim_process_resume(trouble->process);
	sim_run(trouble->sim, 70000, NULL, NULL);
	CHECK(trouble->ticks > before + 5 && trouble->ticks <= before + 11);
	trouble_free(trouble);
}

/* Death ------------------------------------------------------------------------------ */

static void note_death(void *arg, struct sim_process *process, const char *words)
{
	struct trouble *trouble = arg;
	CHECK(process == trouble->process && !sim_process_alive(process));
	CHECK(sim_running(trouble->sim) == NULL);
	trouble->deaths++;
	snprintf(trouble->words, sizeof trouble->words, "%s", words);
}

static void die_of_a_disk(void *arg)
{
	struct trouble *trouble = arg;
	sim_sleep_us(trouble->sim, 3500);
	cc_die("the disk %s", "refused a sync");
}

static void fail_an_assertion(void *arg)
{
	const struct trouble *trouble = arg;
	assert(trouble->ticks == 42);
}

/* Taking them in two orders: so does everybody sooner or later. */
static void lock_one_then_the_other(void *arg)
{
	struct trouble *trouble = arg;
	for (;;) {
		cc_mutex_lock(&trouble->lock);
		sim_sleep_us(trouble->sim, 5);
		cc_mutex_lock(&trouble->other);
		cc_mutex_unlock(&trouble->other);
		cc_mutex_unlock(&trouble->lock);
		sim_sleep_us(trouble->sim, 5);
	}
}

static void lock_the_other_then_one(void *arg)
{
	struct trouble *trouble = arg;
	for (;;) {
		cc_mutex_lock(&trouble->other);
		cc_mutex_lock(&trouble->lock);
		cc_mutex_unlock(&trouble->lock);
		cc_mutex_unlock(&trouble->other);
		sim_sleep_us(trouble->sim, 5);
	}
}

static void check_dies_saying(void (*run)(void *arg), void (*beside)(void *arg), const char *words)
{
	struct trouble *trouble = trouble_new(4);
	sim_process_on_death(trouble->process, note_death, trouble);
	sim_spawn(trouble->process, "victim", run, trouble);
	sim_spawn(trouble->process, "bystander", beside, trouble);
	CHECK(sim_run(trouble->sim, INT64_MAX, NULL, NULL) == SIM_IDLE); /* which goes on */
	CHECK(trouble->deaths == 1 && sim_stats(trouble->sim).fibers == 0);
	CHECK(strstr(trouble->words, words) != NULL);
	trouble_free(trouble);
}

static void a_process_that_aborts_is_over_and_heard(void **state)
{
	(void)state;
	check_dies_saying(die_of_a_disk, tick, "couchannel: fatal: the disk refused a sync");
	check_dies_saying(fail_an_assertion, tick, "Assertion `trouble->ticks == 42' failed.");
}

static void locks_in_a_circle_are_found(void **state)
{
	(void)state;
	check_dies_saying(lock_one_then_the_other, lock_the_other_then_one,
	                  "waits for a lock that waits for it");
}

static void who_waits_for_ever_is_named(void **state)
{
	(void)state;
	struct trouble *trouble = trouble_new(4);
	sim_spawn(trouble->process, "waiter", wait_for_ever, trouble);
	CHECK(sim_run(trouble->sim, INT64_MAX, NULL, NULL) == SIM_STUCK);
	assert_string_equal(sim_stuck(trouble->sim), "waiter (couchannel)");
	trouble_free(trouble);
}

/* Many ------------------------------------------------------------------------------- */

static void come_and_go(void *arg)
{
	char page[4096]; /* of a stack that was used before */
	memset(page, 0x5a, sizeof page);
	sim_sleep_us(arg, 1);
	CHECK(page[sizeof page - 1] == 0x5a);
}

static void stacks_are_used_again(void **state)
{
	(void)state;
	struct sim *sim = sim_new(9);
	for (int i = 0; i < MANY; i++) {
		struct sim_process *process = sim_process_new(sim, "short-lived");
		for (int k = 0; k < FIBERS; k++)
			sim_spawn(process, "fiber", come_and_go, sim);
		sim_run(sim, sim_now_us(sim) + i % 10, NULL, NULL);
		sim_process_kill(process);
	}
	CHECK(sim_stats(sim).fibers_most == FIBERS && sim_stats(sim).fibers == 0);
	sim_free(sim);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(the_same_seed_has_the_same_order_and_hash),
		cmocka_unit_test(another_seed_has_another_order_and_hash),
		cmocka_unit_test(a_seed_means_the_same_everywhere),
		cmocka_unit_test(streams_of_one_seed_have_nothing_in_common),
		cmocka_unit_test(random_numbers_stay_in_their_range_and_reach_its_ends),
		cmocka_unit_test(time_jumps_to_whoever_is_due_next),
		cmocka_unit_test(it_stops_where_what_was_waited_for_is_so),
		cmocka_unit_test(nothing_of_a_killed_process_runs_again),
		cmocka_unit_test(a_fiber_may_end_its_own_process),
		cmocka_unit_test(a_paused_process_stands_still_and_goes_on),
		cmocka_unit_test(a_process_that_aborts_is_over_and_heard),
		cmocka_unit_test(locks_in_a_circle_are_found),
		cmocka_unit_test(who_waits_for_ever_is_named),
		cmocka_unit_test(stacks_are_used_again),
	};
	return cmocka_run_group_tests_name("sim: scheduler", cases, NULL, NULL);
}
