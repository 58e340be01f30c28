/* entropy_test.c - what every source of random bytes promises: the kernel's, and one that follows a seed. */
#include "platform/test.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/adapters/entropy_system.h"
#include "platform/adapters/sim/entropy_sim.h"

enum { THREADS = 4, IDS_EACH = 5000, ID_BYTES = 10, IDS = THREADS * IDS_EACH };

struct drawer {
	pthread_t thread;
	struct cc_entropy *entropy;
	uint8_t (*ids)[ID_BYTES];
};

static void *draw(void *arg)
{
	struct drawer *drawer = arg;
	for (int i = 0; i < IDS_EACH; i++)
		drawer->entropy->ops->fill(drawer->entropy, drawer->ids[i], ID_BYTES);
	return NULL;
}

static int compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, ID_BYTES);
}

static void check_threads_draw_nothing_twice(struct cc_entropy *entropy)
{
	struct drawer drawers[THREADS];
	uint8_t(*ids)[ID_BYTES] = calloc(IDS, sizeof *ids);
	assert_non_null(ids);
	for (int i = 0; i < THREADS; i++) {
		drawers[i] = (struct drawer){ .entropy = entropy, .ids = ids + i * IDS_EACH };
		assert_int_equal(pthread_create(&drawers[i].thread, NULL, draw, &drawers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(drawers[i].thread, NULL);
	qsort(ids, IDS, sizeof *ids, compare_ids);
	for (int i = 1; i < IDS; i++)
		CHECK(compare_ids(ids[i - 1], ids[i]) != 0);
	free(ids);
}

/* However many are asked for, just so many are written, and no value is left out. */
static void check_every_length_is_filled(struct cc_entropy *entropy)
{
	static const size_t lengths[] = { 0, 1, 7, 8, 9, 2047, 2048, 2049, 5000 };
	for (size_t i = 0; i < CC_COUNT(lengths); i++) {
		uint8_t bytes[5001];
		bool seen[256] = { false };
		memset(bytes, 0xa5, sizeof bytes);
		entropy->ops->fill(entropy, bytes, lengths[i]);
		for (size_t k = lengths[i]; k < sizeof bytes; k++)
			CHECK(bytes[k] == 0xa5);
		for (size_t k = 0; k < lengths[i]; k++)
			seen[bytes[k]] = true;
		for (int value = 0; lengths[i] == 5000 && value < 256; value++)
			CHECK(seen[value]);
	}
}

static void the_kernels_bytes_come_once_and_in_any_number(void **state)
{
	(void)state;
	struct cc_entropy *entropy = cc_entropy_system_new();
	check_every_length_is_filled(entropy);
	check_threads_draw_nothing_twice(entropy);
	cc_entropy_system_free(entropy);
}

static void a_seeds_bytes_come_once_and_in_any_number(void **state)
{
	(void)state;
	struct cc_entropy_sim sim;
	cc_entropy_sim_init(&sim, 1);
	check_every_length_is_filled(&sim.base);
	check_threads_draw_nothing_twice(&sim.base);
}

static void one_seed_gives_the_same_bytes_and_another_gives_others(void **state)
{
	(void)state;
	struct cc_entropy_sim sims[3];
	uint8_t bytes[3][32];
	for (int i = 0; i < 3; i++) {
		cc_entropy_sim_init(&sims[i], i == 2 ? 2 : 1);
		sims[i].base.ops->fill(&sims[i].base, bytes[i], sizeof bytes[i]);
	}
	CHECK(memcmp(bytes[0], bytes[1], sizeof bytes[0]) == 0);
	CHECK(memcmp(bytes[0], bytes[2], sizeof bytes[0]) != 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(the_kernels_bytes_come_once_and_in_any_number),
		cmocka_unit_test(a_seeds_bytes_come_once_and_in_any_number),
		cmocka_unit_test(one_seed_gives_the_same_bytes_and_another_gives_others),
	};
	return cmocka_run_group_tests_name("conformance: entropy", cases, NULL, NULL);
}
