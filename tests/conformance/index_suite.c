/* index_suite.c - see index_suite.h. */
#include "tests/conformance/index_suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/core/sample_test.h"

enum { KIND_CITY = 1, KIND_TEAM = 2, KIND_RULE = CC_INDEX_KINDS_NARROW };

/* A world ----------------------------------------------------------------------- */

struct index_world *index_world_new(void)
{
	struct index_world *world = calloc(1, sizeof *world);
	assert_non_null(world);
	snprintf(world->folder, sizeof world->folder, "%s", "/tmp/couchannel-index-XXXXXX");
	assert_non_null(mkdtemp(world->folder));
	cc_clock_sim_init(&world->clock, (cc_time){ 1000 });
	world->ctx = (struct cc_ctx){
		.arena = cc_arena_new(),
		.clock = &world->clock.base,
		.deadline = CC_TIME_NEVER,
	};
	return world;
}

void index_world_free(struct index_world *world)
{
	static const char *const files[] = { "index.db", "index.db-wal", "index.db-shm" };
	if (world->index)
		world->index->ops->free(world->index);
	for (size_t i = 0; i < CC_COUNT(files); i++) {
		char path[128];
		snprintf(path, sizeof path, "%s/%s", world->folder, files[i]);
		unlink(path);
	}
	rmdir(world->folder);
	cc_arena_free(world->ctx.arena);
	free(world);
}

cc_id index_id(int n)
{
	return (cc_id){ { [14] = (uint8_t)(n >> 8), [15] = (uint8_t)n } };
}

struct cc_index_doc index_doc(struct index_world *world, int n)
{
	struct sample *body = cc_alloc(&world->ctx, sizeof *body);
	body->seats = n;
	return (struct cc_index_doc){
		.id = index_id(n),
		.texts = { CC_STR("derby"), CC_STR(""), CC_STR("") },
		.numbers = { n },
		.message = &sample_message,
		.body = body,
	};
}

cc_err index_take_over(struct index_world *world, struct cc_index *index, const struct cc_index_doc *docs,
                       size_t count, int64_t upto)
{
	struct cc_index_batch batch = { .upto = { index_id(999), upto }, .docs = docs, .count = count };
	TRY(index->ops->read_mark(index, &world->ctx, &batch.after));
	return index->ops->apply(index, &world->ctx, &batch);
}

static int number_of(cc_id id)
{
	return id.byte[14] << 8 | id.byte[15];
}

static int by_id(const void *a, const void *b)
{
	return number_of(((const struct cc_index_hit *)a)->id) -
	       number_of(((const struct cc_index_hit *)b)->id);
}

static struct cc_index_found find(struct index_world *world, struct cc_index *index,
                                  const struct cc_index_query *query)
{
	struct cc_index_found found;
	assert_null(index->ops->find(index, &world->ctx, query, &found));
	if (found.count > 0)
		qsort(found.hits, found.count, sizeof *found.hits, by_id);
	return found;
}

const char *index_found(struct index_world *world, struct cc_index *index, const struct cc_index_query *query)
{
	struct cc_index_found found = find(world, index, query);
	struct cc_buf ids = { .arena = world->ctx.arena };
	for (size_t i = 0; i < found.count; i++)
		cc_buf_printf(&ids, i > 0 ? " %d" : "%d", number_of(found.hits[i].id));
	cc_buf_add_char(&ids, '\0');
	return ids.ptr;
}

static void check_found(struct index_world *world, const struct cc_index_query *query, const char *ids)
{
	assert_string_equal(index_found(world, world->index, query), ids);
}

static void take_over(struct index_world *world, const struct cc_index_doc *docs, size_t count, int64_t upto)
{
	assert_null(index_take_over(world, world->index, docs, count, upto));
}

static struct cc_index_mark mark_of(struct index_world *world)
{
	struct cc_index_mark mark;
	assert_null(world->index->ops->read_mark(world->index, &world->ctx, &mark));
	return mark;
}

static struct cc_index_query with_words(cc_str words)
{
	struct cc_index_query query = cc_index_all();
	query.words = words;
	return query;
}

/* Marks ------------------------------------------------------------------------- */

static void a_new_index_has_come_nowhere(void **state)
{
	struct index_world *world = *state;
	struct cc_index_query all = cc_index_all();
	assert_int_equal(mark_of(world).change, 0);
	check_found(world, &all, "");
}

static void it_says_how_far_it_has_come(void **state)
{
	struct index_world *world = *state;
	struct cc_index_doc doc = index_doc(world, 1);
	take_over(world, &doc, 1, 7);
	assert_int_equal(mark_of(world).change, 7);
	assert_true(cc_id_eq(mark_of(world).epoch, index_id(999)));
	take_over(world, NULL, 0, 9);
	assert_int_equal(mark_of(world).change, 9);
	struct cc_index_query all = cc_index_all();
	assert_int_equal(find(world, world->index, &all).mark.change, 9);
}

static void a_batch_that_does_not_go_on_from_there_is_refused_whole(void **state)
{
	struct index_world *world = *state;
	struct cc_index_doc docs[] = { index_doc(world, 1), index_doc(world, 2) };
	take_over(world, docs, 1, 7);
	struct cc_index_batch batch = {
		.after = { index_id(999), 6 },
		.upto = { index_id(999), 8 },
		.docs = &docs[1],
		.count = 1,
	};
	assert_true(cc_because(world->index->ops->apply(world->index, &world->ctx, &batch), &cc_index_moved));
	batch.after = (struct cc_index_mark){ index_id(998), 7 };
	assert_true(cc_because(world->index->ops->apply(world->index, &world->ctx, &batch), &cc_index_moved));
	struct cc_index_query all = cc_index_all();
	check_found(world, &all, "1");
	assert_int_equal(mark_of(world).change, 7);
}

static void a_batch_from_the_beginning_forgets_all_that_was_there(void **state)
{
	struct index_world *world = *state;
	struct cc_index_doc docs[] = { index_doc(world, 1), index_doc(world, 2) };
	struct cc_index_query words = with_words(CC_STR("derby")), all = cc_index_all();
	take_over(world, docs, 1, 7);
	struct cc_index_batch batch = { .upto = { index_id(998), 3 }, .docs = &docs[1], .count = 1 };
	assert_null(world->index->ops->apply(world->index, &world->ctx, &batch));
	check_found(world, &all, "2");
	check_found(world, &words, "2");
	assert_true(cc_id_eq(mark_of(world).epoch, index_id(998)));
}

/* Documents --------------------------------------------------------------------- */

static void a_hit_brings_back_what_was_put_in(void **state)
{
	struct index_world *world = *state;
	struct cc_index_doc doc = index_doc(world, 12);
	struct cc_index_query all = cc_index_all();
	struct sample body;
	doc.numbers[5] = -5;
	take_over(world, &doc, 1, 1);
	struct cc_index_found found = find(world, world->index, &all);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.hits[0].numbers[0], 12);
	assert_int_equal(found.hits[0].numbers[5], -5);
	assert_int_equal(found.hits[0].distance_m, -1);
	assert_null(cc_index_body(&world->ctx, &found.hits[0], &sample_message, &body));
	assert_int_equal(body.seats, 12);
}

/* By all the ways that a query can begin with. */
static void a_document_replaces_the_one_of_its_id(void **state)
{
	struct index_world *world = *state;
	struct cc_index_term lodz = { KIND_CITY, CC_STR("lodz") }, torun = { KIND_CITY, CC_STR("torun") };
	struct cc_index_doc doc = index_doc(world, 1);
	doc.terms = (struct cc_index_term_list){ &lodz, 1 };
	doc.place = (struct cc_place){ 10000000, 10000000 };
	take_over(world, &doc, 1, 1);

	struct cc_index_doc moved = index_doc(world, 1);
	moved.texts[0] = CC_STR("final");
	moved.terms = (struct cc_index_term_list){ &torun, 1 };
	moved.place = (struct cc_place){ 20000000, 20000000 };
	moved.numbers[0] = 2;
	take_over(world, &moved, 1, 2);

	struct cc_index_query old[] = { with_words(CC_STR("derby")), cc_index_all(), cc_index_all(),
		                        cc_index_all() };
	struct cc_index_query new[] = { with_words(CC_STR("final")), cc_index_all(), cc_index_all(),
		                        cc_index_all() };
	old[1].terms = doc.terms, new[1].terms = moved.terms;
	old[2].place = &doc.place, new[2].place = &moved.place;
	old[2].radius_m = new[2].radius_m = 1000;
	old[3].to[0] = 1, new[3].from[0] = 2;
	for (size_t i = 0; i < CC_COUNT(old); i++) {
		check_found(world, &old[i], "");
		check_found(world, &new[i], "1");
	}
}

static void what_is_gone_is_found_by_nothing(void **state)
{
	struct index_world *world = *state;
	struct cc_index_term lodz = { KIND_CITY, CC_STR("lodz") };
	struct cc_index_doc doc = index_doc(world, 1), gone = { .id = index_id(1), .gone = true };
	doc.terms = (struct cc_index_term_list){ &lodz, 1 };
	take_over(world, &doc, 1, 1);
	take_over(world, &gone, 1, 2);
	take_over(world, &gone, 1, 3); /* twice is once */
	struct cc_index_query queries[] = { with_words(CC_STR("derby")), cc_index_all(), cc_index_all() };
	queries[1].terms = doc.terms;
	queries[2].place = &doc.place;
	queries[2].radius_m = 1000;
	for (size_t i = 0; i < CC_COUNT(queries); i++)
		check_found(world, &queries[i], "");
	take_over(world, &doc, 1, 4);
	check_found(world, &queries[0], "1");
}

/* Conditions -------------------------------------------------------------------- */

static void words_are_found_in_every_text_and_the_last_one_by_its_beginning(void **state)
{
	struct index_world *world = *state;
	struct cc_index_doc docs[] = { index_doc(world, 1), index_doc(world, 2), index_doc(world, 3) };
	docs[0].texts[0] = CC_STR("czarni warta");
	docs[0].texts[2] = CC_STR("ania");
	docs[1].texts[1] = CC_STR("czarni");
	docs[2].texts[0] = CC_STR("warszawa \xd0\xba\xd0\xb8\xd1\x97\xd0\xb2");
	take_over(world, docs, CC_COUNT(docs), 1);
	static const struct {
		const char *words, *found;
	} cases[] = {
		{ "czarni", "1 2" }, { "cz", "1 2" },      { "war", "1 3" },  { "warta ania", "1" },
		{ "ania w", "1" },   { "czar warta", "" }, { "warta b", "" }, { "\xd0\xba\xd0\xb8", "3" },
	};
	for (size_t i = 0; i < CC_COUNT(cases); i++) {
		struct cc_index_query query = with_words(cc_str_of(cases[i].words));
		check_found(world, &query, cases[i].found);
	}
}

static void every_condition_must_be_met(void **state)
{
	struct index_world *world = *state;
	struct cc_index_term first[] = { { KIND_CITY, CC_STR("lodz") }, { KIND_RULE, CC_STR("kids") } };
	struct cc_index_term second[] = { { KIND_CITY, CC_STR("lodz") }, { KIND_TEAM, CC_STR("kids") } };
	struct cc_index_doc docs[] = { index_doc(world, 1), index_doc(world, 2) };
	docs[0].terms = (struct cc_index_term_list){ first, 2 };
	docs[1].terms = (struct cc_index_term_list){ second, 2 };
	docs[0].numbers[3] = 50;
	take_over(world, docs, CC_COUNT(docs), 1);
	struct cc_index_query query = cc_index_all();
	query.terms = (struct cc_index_term_list){ first, 1 };
	check_found(world, &query, "1 2");
	query.terms = (struct cc_index_term_list){ first, 2 };
	check_found(world, &query, "1");
	query.terms = (struct cc_index_term_list){ &first[1], 1 };
	check_found(world, &query, "1");
	query.from[3] = 51;
	check_found(world, &query, "");
	query.from[3] = query.to[3] = 50;
	check_found(world, &query, "1");
	query.words = CC_STR("final");
	check_found(world, &query, "");
}

static void a_radius_is_a_circle_and_not_its_box(void **state)
{
	struct index_world *world = *state;
	struct cc_index_doc docs[] = { index_doc(world, 1), index_doc(world, 2), index_doc(world, 3) };
	struct cc_place warszawa = { 52229700, 21012200 };
	docs[0].place = (struct cc_place){ 52229700, 21012200 };
	docs[1].place = (struct cc_place){ 52229700, 21157000 }; /* 9.9 km east */
	docs[2].place = (struct cc_place){ 52310000, 21140000 }; /* 12.5 km, in the box of 10 km */
	take_over(world, docs, CC_COUNT(docs), 1);
	struct cc_index_query query = cc_index_all();
	query.place = &warszawa;
	query.radius_m = 10000;
	check_found(world, &query, "1 2");
	assert_in_range(find(world, world->index, &query).hits[1].distance_m, 9800, 9900);
	query.radius_m = -1;
	check_found(world, &query, "1 2 3");
}

static void facets_count_the_values_of_what_was_found(void **state)
{
	struct index_world *world = *state;
	struct cc_index_term terms[] = {
		{ KIND_CITY, CC_STR("lodz") },
		{ KIND_CITY, CC_STR("torun") },
		{ KIND_TEAM, CC_STR("warta") },
	};
	struct cc_index_doc docs[4];
	for (int i = 0; i < 4; i++) {
		docs[i] = index_doc(world, i);
		docs[i].terms = (struct cc_index_term_list){ &terms[i < 3 ? 1 : 0], i < 3 ? 2 : 1 };
	}
	take_over(world, docs, 4, 1);
	struct cc_index_query query = cc_index_all();
	query.facets[0] = KIND_CITY, query.facets[1] = KIND_TEAM, query.facets[2] = KIND_RULE;
	query.facet_count = 3;
	struct cc_index_found found = find(world, world->index, &query);
	assert_int_equal(found.facets[0].count, 2);
	assert_true(cc_str_eq(found.facets[0].items[0].value, CC_STR("torun")));
	assert_int_equal(found.facets[0].items[0].count, 3);
	assert_int_equal(found.facets[0].items[1].count, 1);
	assert_int_equal(found.facets[1].count, 1);
	assert_int_equal(found.facets[2].count, 0);
}

static void what_is_found_is_bounded_and_says_so(void **state)
{
	struct index_world *world = *state;
	struct cc_index_query all = cc_index_all();
	for (int at = 0; at < CC_INDEX_HITS_MAX + 1; at += CC_INDEX_BATCH_MAX) {
		struct cc_index_doc docs[CC_INDEX_BATCH_MAX];
		size_t count = 0;
		while (count < CC_INDEX_BATCH_MAX && at + (int)count < CC_INDEX_HITS_MAX + 1) {
			docs[count] = index_doc(world, at + (int)count);
			count++;
		}
		assert_false(at > 0 && find(world, world->index, &all).more);
		take_over(world, docs, count, at + 1);
	}
	struct cc_index_found found = find(world, world->index, &all);
	assert_true(found.count == CC_INDEX_HITS_MAX && found.more);
	all.to[0] = CC_INDEX_HITS_MAX - 1;
	found = find(world, world->index, &all);
	assert_true(found.count == CC_INDEX_HITS_MAX && !found.more);
}

/* Running ----------------------------------------------------------------------- */

/* The engine comes in *state. */
static int open_world(void **state)
{
	const struct index_engine *engine = *state;
	struct index_world *world = index_world_new();
	world->index = engine->make(&world->ctx, world->folder);
	*state = world;
	return 0;
}

static int close_world(void **state)
{
	index_world_free(*state);
	return 0;
}

#define CASE(test)                                                                                           \
	cmocka_unit_test_prestate_setup_teardown(test, open_world, close_world, (void *)(uintptr_t)engine)

int index_suite(const struct index_engine *engine)
{
	const struct CMUnitTest tests[] = {
		CASE(a_new_index_has_come_nowhere),
		CASE(it_says_how_far_it_has_come),
		CASE(a_batch_that_does_not_go_on_from_there_is_refused_whole),
		CASE(a_batch_from_the_beginning_forgets_all_that_was_there),
		CASE(a_hit_brings_back_what_was_put_in),
		CASE(a_document_replaces_the_one_of_its_id),
		CASE(what_is_gone_is_found_by_nothing),
		CASE(words_are_found_in_every_text_and_the_last_one_by_its_beginning),
		CASE(every_condition_must_be_met),
		CASE(a_radius_is_a_circle_and_not_its_box),
		CASE(facets_count_the_values_of_what_was_found),
		CASE(what_is_found_is_bounded_and_says_so),
	};
	return cmocka_run_group_tests_name(engine->name, tests, NULL, NULL);
}
