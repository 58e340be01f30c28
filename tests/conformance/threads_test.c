/* threads_test.c - what threads promise, those of the system and those that a seed puts in order. */
#include "platform/test.h"

#include "platform/adapters/threads_system.h"
#include "platform/core/value.h"
#include "sim/scheduler.h"

enum { THREADS = 6, ROUNDS = 200, ITEMS = 500, SEEDS = 20 };

/* The engines: a trial runs in a thread of theirs ------------------------------------ */

typedef bool trial(const struct cc_threads *threads);

static bool on_the_system(trial *body)
{
	return body(cc_threads_system());
}

struct attempt {
	trial *body;
	const struct cc_threads *threads;
	bool held;
};

static void try(void *arg)
{
	struct attempt *attempt = arg;
	attempt->held = attempt->body(attempt->threads);
}

/* Whatever order the seeds come up with. */
static bool on_fibers(trial *body)
{
	bool held = true;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct sim *sim = sim_new(seed);
		struct attempt attempt = { body, sim_process_threads(sim_world(sim)), false };
		sim_spawn(sim_world(sim), "trial", try, &attempt);
		held &= sim_run(sim, INT64_MAX, NULL, NULL) == SIM_IDLE && attempt.held;
		sim_free(sim);
	}
	return held;
}

static void hold_on_both(trial *body)
{
	CHECK(on_the_system(body));
	CHECK(on_fibers(body));
}

/* Threads ---------------------------------------------------------------------------- */

struct counted {
	struct cc_mutex lock;
	struct cc_cond changed;
	int entered, inside, inside_most, left;
	bool open;
};

static void counted_init(struct counted *counted, const struct cc_threads *threads)
{
	*counted = (struct counted){ 0 };
	cc_mutex_init(&counted->lock, threads);
	cc_cond_init(&counted->changed, threads);
}

static void counted_free(struct counted *counted)
{
	cc_cond_free(&counted->changed);
	cc_mutex_free(&counted->lock);
}

static void start_all(const struct cc_threads *threads, struct cc_thread started[THREADS],
                      void (*run)(void *arg), void *arg)
{
	for (int i = 0; i < THREADS; i++) {
		started[i] = (struct cc_thread){ .name = "one of several", .run = run, .arg = arg };
		cc_thread_start(&started[i], threads);
	}
}

static void join_all(struct cc_thread started[THREADS])
{
	for (int i = 0; i < THREADS; i++)
		cc_thread_join(&started[i]);
}

/* Waits inside for a moment, on another condition: whoever may come in does. */
static void go_in_and_out(void *arg)
{
	struct counted *counted = arg;
	struct counted nobody;
	counted_init(&nobody, counted->lock.threads);
	for (int i = 0; i < ROUNDS / 10; i++) {
		cc_mutex_lock(&counted->lock);
		counted->entered++;
		if (++counted->inside > counted->inside_most)
			counted->inside_most = counted->inside;
		cc_mutex_lock(&nobody.lock);
		cc_cond_wait_until(&nobody.changed, &nobody.lock, cc_threads_in_ms(nobody.lock.threads, 0));
		cc_mutex_unlock(&nobody.lock);
		counted->inside--;
		cc_mutex_unlock(&counted->lock);
	}
	counted_free(&nobody);
}

static bool a_lock_is_had_by_one(const struct cc_threads *threads)
{
	struct counted counted;
	struct cc_thread started[THREADS];
	counted_init(&counted, threads);
	start_all(threads, started, go_in_and_out, &counted);
	join_all(started);
	counted_free(&counted);
	return counted.entered == THREADS * (ROUNDS / 10) && counted.inside_most == 1;
}

static void count_once(void *arg)
{
	struct counted *counted = arg;
	cc_mutex_lock(&counted->lock);
	counted->left++;
	cc_mutex_unlock(&counted->lock);
}

static bool joining_waits_for_the_end(const struct cc_threads *threads)
{
	struct counted counted;
	counted_init(&counted, threads);
	bool held = true;
	for (int i = 0; i < ROUNDS; i++) {
		struct cc_thread thread = { .name = "short", .run = count_once, .arg = &counted };
		cc_thread_start(&thread, threads);
		cc_thread_join(&thread);
		held &= counted.left == i + 1;
	}
	counted_free(&counted);
	return held;
}

static void threads_run_and_are_joined(void **state)
{
	(void)state;
	hold_on_both(joining_waits_for_the_end);
}

static void a_lock_is_held_by_one_at_a_time(void **state)
{
	(void)state;
	hold_on_both(a_lock_is_had_by_one);
}

/* Conditions ------------------------------------------------------------------------- */

static void wait_at_the_gate(void *arg)
{
	struct counted *gate = arg;
	cc_mutex_lock(&gate->lock);
	gate->entered++;
	cc_cond_signal(&gate->changed);
	while (!gate->open)
		cc_cond_wait(&gate->changed, &gate->lock);
	gate->left++;
	cc_mutex_unlock(&gate->lock);
}

static bool all_go_when_the_gate_opens(const struct cc_threads *threads)
{
	struct counted gate;
	struct cc_thread started[THREADS];
	counted_init(&gate, threads);
	start_all(threads, started, wait_at_the_gate, &gate);
	cc_mutex_lock(&gate.lock);
	while (gate.entered < THREADS) /* woken by signals that may go to those at the gate, too */
		cc_cond_wait_until(&gate.changed, &gate.lock, cc_threads_in_ms(threads, 1));
	bool held = gate.left == 0;
	gate.open = true;
	cc_cond_broadcast(&gate.changed);
	cc_mutex_unlock(&gate.lock);
	join_all(started);
	counted_free(&gate);
	return held && gate.left == THREADS;
}

static void a_broadcast_wakes_all(void **state)
{
	(void)state;
	hold_on_both(all_go_when_the_gate_opens);
}

/* A box for one thing: put waits until it is empty, take until it is full. */
struct box {
	struct cc_mutex lock;
	struct cc_cond filled, emptied;
	int item; /* 0: none */
	int taken_count;
	int64_t sum;
};

static void take_out(void *arg)
{
	struct box *box = arg;
	cc_mutex_lock(&box->lock);
	while (box->taken_count < ITEMS) {
		if (box->item == 0) {
			cc_cond_wait(&box->filled, &box->lock);
			continue;
		}
		box->sum += box->item;
		box->item = 0;
		if (++box->taken_count == ITEMS)
			cc_cond_broadcast(&box->filled); /* nobody fills it again */
		cc_cond_signal(&box->emptied);
	}
	cc_mutex_unlock(&box->lock);
}

static void put_in(struct box *box, int item)
{
	cc_mutex_lock(&box->lock);
	while (box->item != 0)
		cc_cond_wait(&box->emptied, &box->lock);
	box->item = item;
	cc_mutex_unlock(&box->lock);
	cc_cond_signal(&box->filled); /* without the lock, which is allowed */
}

static bool each_item_is_taken_once(const struct cc_threads *threads)
{
	struct box box = { .item = 0 };
	struct cc_thread started[THREADS];
	cc_mutex_init(&box.lock, threads);
	cc_cond_init(&box.filled, threads);
	cc_cond_init(&box.emptied, threads);
	start_all(threads, started, take_out, &box);
	for (int item = 1; item <= ITEMS; item++)
		put_in(&box, item);
	join_all(started);
	cc_cond_free(&box.emptied);
	cc_cond_free(&box.filled);
	cc_mutex_free(&box.lock);
	return box.taken_count == ITEMS && box.sum == (int64_t)ITEMS * (ITEMS + 1) / 2;
}

static void no_signal_is_lost_on_its_way(void **state)
{
	(void)state;
	hold_on_both(each_item_is_taken_once);
}

/* Time ------------------------------------------------------------------------------- */

static bool a_wait_without_a_signal_ends(const struct cc_threads *threads)
{
	struct counted counted;
	counted_init(&counted, threads);
	cc_mutex_lock(&counted.lock);
	int64_t began_us = threads->ops->now_us(threads), until_us = cc_threads_in_ms(threads, 20);
	while (cc_cond_wait_until(&counted.changed, &counted.lock, until_us)) {
	}
	bool held = until_us >= began_us + 20000 && threads->ops->now_us(threads) >= until_us;
	while (cc_cond_wait_until(&counted.changed, &counted.lock, began_us)) { /* it is over already */
	}
	cc_mutex_unlock(&counted.lock);
	counted_free(&counted);
	return held;
}

static bool a_wait_with_a_signal_ends_before(const struct cc_threads *threads)
{
	struct counted gate;
	counted_init(&gate, threads);
	struct cc_thread thread = { .name = "late", .run = wait_at_the_gate, .arg = &gate };
	int64_t began_us = threads->ops->now_us(threads), until_us = cc_threads_in_ms(threads, 60 * 1000);
	cc_thread_start(&thread, threads);
	bool in_time = true;
	cc_mutex_lock(&gate.lock);
	while (gate.entered == 0 && in_time)
		in_time = cc_cond_wait_until(&gate.changed, &gate.lock, until_us);
	int64_t ended_us = threads->ops->now_us(threads);
	gate.open = true;
	cc_cond_broadcast(&gate.changed);
	cc_mutex_unlock(&gate.lock);
	cc_thread_join(&thread);
	counted_free(&gate);
	return in_time && ended_us >= began_us && ended_us < until_us;
}

static void a_wait_ends_at_its_time(void **state)
{
	(void)state;
	hold_on_both(a_wait_without_a_signal_ends);
}

static void a_wait_ends_before_its_time_if_it_is_over(void **state)
{
	(void)state;
	hold_on_both(a_wait_with_a_signal_ends_before);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(threads_run_and_are_joined),
		cmocka_unit_test(a_lock_is_held_by_one_at_a_time),
		cmocka_unit_test(a_broadcast_wakes_all),
		cmocka_unit_test(no_signal_is_lost_on_its_way),
		cmocka_unit_test(a_wait_ends_at_its_time),
		cmocka_unit_test(a_wait_ends_before_its_time_if_it_is_over),
	};
	return cmocka_run_group_tests_name("conformance: threads", cases, NULL, NULL);
}
