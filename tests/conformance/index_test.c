/* index_test.c - the suite of ports/index.h on each of its adapters; how a file is lost, and how the
 * simulated one fails. */
#include "tests/conformance/index_suite.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/index_sqlite/index_sqlite.h"
#include "platform/adapters/sim/index_sim.h"

static struct cc_index *make_sim(struct cc_ctx *ctx, const char *folder)
{
	(void)ctx, (void)folder;
	return cc_index_sim_new();
}

static struct cc_index *make_sqlite(struct cc_ctx *ctx, const char *folder)
{
	struct cc_index *index;
	char path[128];
	snprintf(path, sizeof path, "%s/index.db", folder);
	assert_null(cc_index_sqlite_new(ctx, path, &index));
	return index;
}

static int open_sqlite(void **state)
{
	struct index_world *world = index_world_new();
	world->index = make_sqlite(&world->ctx, world->folder);
	*state = world;
	return 0;
}

static int open_sim(void **state)
{
	struct index_world *world = index_world_new();
	world->index = cc_index_sim_new();
	*state = world;
	return 0;
}

static int close_world(void **state)
{
	index_world_free(*state);
	return 0;
}

static void take_one_over(struct index_world *world, int n, int64_t upto)
{
	struct cc_index_doc doc = index_doc(world, n);
	assert_null(index_take_over(world, world->index, &doc, 1, upto));
}

static int64_t mark_of(struct index_world *world)
{
	struct cc_index_mark mark;
	assert_null(world->index->ops->read_mark(world->index, &world->ctx, &mark));
	return mark.change;
}

static const char *found(struct index_world *world)
{
	struct cc_index_query all = cc_index_all();
	return index_found(world, world->index, &all);
}

/* The file ---------------------------------------------------------------------- */

static void reopen(struct index_world *world)
{
	world->index->ops->free(world->index);
	world->index = make_sqlite(&world->ctx, world->folder);
}

/* From its beginning on, as a disk would that lies. */
static void overwrite(struct index_world *world, const char *file, size_t size)
{
	static const char noise[64 * 1024] = "this was a database";
	char path[128];
	snprintf(path, sizeof path, "%s/%s", world->folder, file);
	int fd = open(path, O_WRONLY | O_TRUNC);
	assert_true(fd >= 0 && size <= sizeof noise);
	assert_int_equal(write(fd, noise, size), size);
	close(fd);
}

static void what_was_taken_over_is_there_after_a_restart(void **state)
{
	struct index_world *world = *state;
	take_one_over(world, 1, 5);
	reopen(world);
	assert_int_equal(mark_of(world), 5);
	assert_string_equal(found(world), "1");
}

static void a_file_that_was_deleted_is_made_anew_and_has_come_nowhere(void **state)
{
	struct index_world *world = *state;
	char path[128];
	take_one_over(world, 1, 5);
	world->index->ops->free(world->index);
	snprintf(path, sizeof path, "%s/index.db", world->folder);
	unlink(path);
	world->index = make_sqlite(&world->ctx, world->folder);
	assert_int_equal(mark_of(world), 0);
	assert_string_equal(found(world), "");
}

static void a_file_that_is_no_database_is_made_anew(void **state)
{
	struct index_world *world = *state;
	take_one_over(world, 1, 5);
	world->index->ops->free(world->index);
	overwrite(world, "index.db", 8192);
	world->index = make_sqlite(&world->ctx, world->folder);
	assert_int_equal(mark_of(world), 0);
	take_one_over(world, 2, 1);
	assert_string_equal(found(world), "2");
}

static void a_file_that_is_damaged_while_it_is_used_is_made_anew(void **state)
{
	struct index_world *world = *state;
	struct cc_index_query all = cc_index_all();
	struct cc_index_found searched;
	take_one_over(world, 1, 5);
	reopen(world); /* nothing of it is in a cache or in the log */
	overwrite(world, "index.db", 65536);
	cc_err err = world->index->ops->find(world->index, &world->ctx, &all, &searched);
	assert_true(cc_is(err, CC_UNAVAILABLE));
	assert_int_equal(mark_of(world), 0);
	take_one_over(world, 2, 1);
	assert_string_equal(found(world), "2");
}

/* The same as the simulated one -------------------------------------------------- */

static uint32_t draw(uint64_t *random, uint32_t below)
{
	*random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*random >> 33) % below;
}

static cc_str draw_words(struct index_world *world, uint64_t *random, int count)
{
	static const char *const words[] = { "czarni", "warta",           "war", "cz", "liga", "lodz", "lo",
		                             "7",      "\xc3\xa6\xc3\xb8" };
	struct cc_buf text = { .arena = world->ctx.arena };
	for (int i = 0; i < count; i++)
		cc_buf_printf(&text, i > 0 ? " %s" : "%s", words[draw(random, CC_COUNT(words))]);
	return cc_buf_str(&text);
}

static struct cc_index_term draw_term(struct index_world *world, uint64_t *random)
{
	int kind = (int)draw(random, 3) * 6;
	return (struct cc_index_term){ kind, cc_printf(&world->ctx, "v%u", draw(random, 3)) };
}

static struct cc_index_doc draw_doc(struct index_world *world, uint64_t *random)
{
	struct cc_index_doc doc = index_doc(world, (int)draw(random, 60));
	doc.gone = draw(random, 5) == 0;
	doc.terms.count = draw(random, 4);
	doc.terms.items = cc_alloc_array(&world->ctx, 4, sizeof *doc.terms.items);
	for (int i = 0; i < CC_INDEX_TEXTS; i++)
		doc.texts[i] = draw_words(world, random, (int)draw(random, 3));
	for (size_t i = 0; i < doc.terms.count; i++)
		doc.terms.items[i] = draw_term(world, random);
	for (int i = 0; i < CC_INDEX_NUMBERS; i++)
		doc.numbers[i] = (int64_t)draw(random, 10) - 5;
	doc.place = (struct cc_place){ (int32_t)draw(random, 20) * 10000,
		                       179900000 + (int32_t)draw(random, 10) * 10000 };
	return doc;
}

static struct cc_index_query draw_query(struct index_world *world, uint64_t *random)
{
	struct cc_index_query query = cc_index_all();
	struct cc_place *place = cc_alloc(&world->ctx, sizeof *place);
	*place = (struct cc_place){ (int32_t)draw(random, 20) * 10000, -179990000 };
	query.words = draw_words(world, random, (int)draw(random, 3));
	query.terms.count = draw(random, 3);
	query.terms.items = cc_alloc_array(&world->ctx, 3, sizeof *query.terms.items);
	for (size_t i = 0; i < query.terms.count; i++)
		query.terms.items[i] = draw_term(world, random);
	query.from[0] = (int64_t)draw(random, 10) - 8;
	query.to[1] = (int64_t)draw(random, 10) - 2;
	query.place = draw(random, 2) ? place : NULL;
	query.radius_m = (int64_t)draw(random, 30000) - 5000;
	query.facets[0] = 0, query.facets[1] = 6, query.facet_count = 2;
	return query;
}

static int by_id(const void *a, const void *b)
{
	return memcmp(((const struct cc_index_hit *)a)->id.byte, ((const struct cc_index_hit *)b)->id.byte,
	              16);
}

static void check_same(struct cc_index_found *a, struct cc_index_found *b)
{
	assert_int_equal(a->count, b->count);
	if (a->count > 0) {
		qsort(a->hits, a->count, sizeof *a->hits, by_id);
		qsort(b->hits, b->count, sizeof *b->hits, by_id);
	}
	for (size_t i = 0; i < a->count; i++) {
		assert_true(cc_id_eq(a->hits[i].id, b->hits[i].id));
		assert_int_equal(a->hits[i].rank, b->hits[i].rank);
		assert_int_equal(a->hits[i].distance_m, b->hits[i].distance_m);
		assert_memory_equal(a->hits[i].numbers, b->hits[i].numbers, sizeof a->hits[i].numbers);
		assert_true(cc_str_eq(a->hits[i].body, b->hits[i].body));
	}
	for (int facet = 0; facet < 2; facet++) {
		assert_int_equal(a->facets[facet].count, b->facets[facet].count);
		for (size_t i = 0; i < a->facets[facet].count; i++)
			assert_int_equal(a->facets[facet].items[i].count, b->facets[facet].items[i].count);
	}
}

static void it_finds_what_looking_at_every_document_finds(void **state)
{
	struct index_world *world = *state;
	struct cc_index *sim = cc_index_sim_new();
	uint64_t random = 11;
	size_t hits = 0;
	for (int64_t change = 1; change <= 400; change++) {
		struct cc_index_doc docs[3];
		for (size_t i = 0; i < CC_COUNT(docs); i++)
			docs[i] = draw_doc(world, &random);
		assert_null(index_take_over(world, world->index, docs, CC_COUNT(docs), change));
		assert_null(index_take_over(world, sim, docs, CC_COUNT(docs), change));
		for (int i = 0; i < 5; i++) {
			struct cc_index_query query = draw_query(world, &random);
			struct cc_index_found fast, slow;
			assert_null(world->index->ops->find(world->index, &world->ctx, &query, &fast));
			assert_null(sim->ops->find(sim, &world->ctx, &query, &slow));
			check_same(&fast, &slow);
			hits += fast.count;
		}
	}
	assert_true(hits > 500);
	sim->ops->free(sim);
}

/* At the same time --------------------------------------------------------------- */

enum { CROWD = 3, CROWD_DOCS = 20, BATCHES = 40 };

struct crowd {
	struct index_world *world;
	_Atomic bool over;
	_Atomic int searches, mixed, failed;
};

/* Each batch gives all documents a new number: whoever finds two numbers has seen half a batch. */
static void *search_on(void *arg)
{
	struct crowd *crowd = arg;
	struct cc_index *index = crowd->world->index;
	struct cc_index_query all = cc_index_all();
	struct cc_ctx ctx = crowd->world->ctx;
	ctx.arena = cc_arena_new();
	while (!crowd->over) {
		struct cc_index_found searched;
		if (index->ops->find(index, &ctx, &all, &searched) != CC_OK || searched.count != CROWD_DOCS)
			crowd->failed++;
		else
			for (size_t i = 1; i < searched.count; i++)
				crowd->mixed += searched.hits[i].numbers[1] != searched.hits[0].numbers[1];
		crowd->searches++;
		cc_arena_reset(ctx.arena);
	}
	cc_arena_free(ctx.arena);
	return NULL;
}

static void take_all_over(struct index_world *world, int batch)
{
	struct cc_index_doc docs[CROWD_DOCS];
	for (int i = 0; i < CROWD_DOCS; i++) {
		docs[i] = index_doc(world, i);
		docs[i].numbers[1] = batch;
	}
	assert_null(index_take_over(world, world->index, docs, CROWD_DOCS, batch));
}

static void searches_see_a_batch_whole_or_not_at_all(void **state)
{
	struct crowd crowd = { .world = *state };
	pthread_t threads[CROWD];
	take_all_over(*state, 1);
	for (int i = 0; i < CROWD; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, search_on, &crowd), 0);
	for (int batch = 2; batch <= BATCHES || crowd.searches < BATCHES; batch++)
		take_all_over(*state, batch);
	crowd.over = true;
	for (int i = 0; i < CROWD; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(crowd.failed, 0);
	assert_int_equal(crowd.mixed, 0);
}

/* The simulated one's faults ----------------------------------------------------- */

static void what_lags_is_taken_over_but_not_found_yet(void **state)
{
	struct index_world *world = *state;
	take_one_over(world, 1, 1);
	cc_index_sim_lag(world->index, true);
	take_one_over(world, 2, 2);
	assert_int_equal(mark_of(world), 2);
	assert_string_equal(found(world), "1");
	cc_index_sim_lag(world->index, false);
	assert_string_equal(found(world), "1 2");
}

static void what_is_lost_has_come_nowhere(void **state)
{
	struct index_world *world = *state;
	take_one_over(world, 1, 1);
	cc_index_sim_lose(world->index);
	assert_int_equal(mark_of(world), 0);
	assert_string_equal(found(world), "");
}

static void what_is_out_of_reach_says_so(void **state)
{
	struct index_world *world = *state;
	struct cc_index_query all = cc_index_all();
	struct cc_index_found searched;
	struct cc_index_mark mark;
	cc_index_sim_refuse(world->index, 2);
	assert_true(
		cc_is(world->index->ops->find(world->index, &world->ctx, &all, &searched), CC_UNAVAILABLE));
	assert_true(cc_is(world->index->ops->read_mark(world->index, &world->ctx, &mark), CC_UNAVAILABLE));
	take_one_over(world, 1, 1);
}

int main(void)
{
	static const struct index_engine engines[] = {
		{ "index: sqlite", make_sqlite },
		{ "index: sim", make_sim },
	};
	const struct CMUnitTest sqlite[] = {
		cmocka_unit_test_setup_teardown(what_was_taken_over_is_there_after_a_restart, open_sqlite,
		                                close_world),
		cmocka_unit_test_setup_teardown(a_file_that_was_deleted_is_made_anew_and_has_come_nowhere,
		                                open_sqlite, close_world),
		cmocka_unit_test_setup_teardown(a_file_that_is_no_database_is_made_anew, open_sqlite,
		                                close_world),
		cmocka_unit_test_setup_teardown(a_file_that_is_damaged_while_it_is_used_is_made_anew,
		                                open_sqlite, close_world),
		cmocka_unit_test_setup_teardown(it_finds_what_looking_at_every_document_finds, open_sqlite,
		                                close_world),
	};
	const struct CMUnitTest sim[] = {
		cmocka_unit_test_setup_teardown(what_lags_is_taken_over_but_not_found_yet, open_sim,
		                                close_world),
		cmocka_unit_test_setup_teardown(what_is_lost_has_come_nowhere, open_sim, close_world),
		cmocka_unit_test_setup_teardown(what_is_out_of_reach_says_so, open_sim, close_world),
	};
	const struct CMUnitTest crowds[] = {
		cmocka_unit_test_setup_teardown(searches_see_a_batch_whole_or_not_at_all, open_sqlite,
		                                close_world),
		cmocka_unit_test_setup_teardown(searches_see_a_batch_whole_or_not_at_all, open_sim,
		                                close_world),
	};
	int failed = cmocka_run_group_tests_name("index: the file", sqlite, NULL, NULL);
	failed += cmocka_run_group_tests_name("index: crowds", crowds, NULL, NULL);
	failed += cmocka_run_group_tests_name("index: faults", sim, NULL, NULL);
	for (size_t i = 0; i < CC_COUNT(engines); i++)
		failed += index_suite(&engines[i]);
	return failed;
}
