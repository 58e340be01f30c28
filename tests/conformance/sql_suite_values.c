/* sql_suite_values.c - what goes into a row comes out of it, and a row that does not fit is refused. */
#include "tests/conformance/sql_suite.h"

#include "tests/conformance/sql_suite.sql.h"

/* Values -------------------------------------------------------------------------- */

static CC_RESULT put_sample(struct cc_ctx *ctx, const struct sample *sample)
{
	return cc_sql_exec(ctx, &put_thing, sample->owner_id, sample->flag, sample->seats, sample->total,
	                   (int64_t)sample->count, (int64_t)sample->big, sample->title,
	                   cc_bytes(sample->data), CC_STR("armchair"), sample->starts_at, sample->price.minor,
	                   cc_str_of(sample->price.currency.code));
}

static void every_type_comes_back_as_it_went(void **state)
{
	struct sql_suite *suite = *state;
	struct sample there, back;
	sample_fill(suite->ctx, &there);
	sql_suite_begin(suite);
	CHECK_OK(put_sample(suite->ctx, &there));
	CHECK_OK(cc_sql_change(suite->ctx, &complete_thing, there.owner_id, there.limit,
	                       (cc_time){ INT64_MIN }, CC_STR("said")));
	CHECK_OK(cc_sql_one(suite->ctx, &thing_by_id, &sample_message, &back, there.owner_id));
	sql_suite_commit(suite);

	assert_true(back.flag && cc_id_eq(back.owner_id, there.owner_id));
	assert_int_equal(back.seats, there.seats);
	assert_true(back.total == INT64_MIN && back.count == UINT32_MAX && back.big == INT64_MAX);
	assert_true(cc_str_eq(back.title, there.title) && cc_str_eq(back.data, there.data));
	assert_int_equal(back.kind, SAMPLE_KIND_ARMCHAIR);
	assert_true(back.starts_at.ms == there.starts_at.ms);
	assert_true(back.price.minor == 4320 && strcmp(back.price.currency.code, "PLN") == 0);
	assert_true(back.has_limit && back.limit == 20 && back.has_ends_at && back.ends_at.ms == INT64_MIN);
	assert_true(back.answer_case == 19 && cc_str_eq(back.answer.text, CC_STR("said")));
}

static void what_is_absent_comes_back_absent(void **state)
{
	struct sql_suite *suite = *state;
	struct sample back;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(cc_sql_exec(suite->ctx, &complete_thing, sql_suite_id(ANNA), cc_null(), cc_null(),
	                     cc_null()));
	cc_err err = cc_sql_one(suite->ctx, &thing_by_id, &sample_message, &back, sql_suite_id(ANNA));
	CHECK_FAILS(err, &cc_sql_row_mismatch); /* data is NULL, and no optional field */
	suite->writer->ops->rollback(suite->writer);

	sql_suite_begin(suite);
	struct sample whole;
	sample_fill(suite->ctx, &whole);
	CHECK_OK(put_sample(suite->ctx, &whole));
	CHECK_OK(cc_sql_one(suite->ctx, &thing_by_id, &sample_message, &back, whole.owner_id));
	assert_true(!back.has_limit && !back.has_ends_at && back.answer_case == 0);
	sql_suite_commit(suite);
}

static void empty_text_and_bytes_are_not_null(void **state)
{
	struct sql_suite *suite = *state;
	struct sample sample, back;
	sample_fill(suite->ctx, &sample);
	sample.title = sample.data = (cc_str){ NULL, 0 };
	sql_suite_begin(suite);
	CHECK_OK(put_sample(suite->ctx, &sample));
	CHECK_OK(cc_sql_one(suite->ctx, &thing_by_id, &sample_message, &back, sample.owner_id));
	assert_true(back.title.len == 0 && back.data.len == 0);
	sql_suite_commit(suite);
}

static void arguments_go_by_their_numbers(void **state)
{
	struct sql_suite *suite = *state;
	struct sample back;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(cc_sql_change(suite->ctx, &rename_things, sql_suite_id(ANNA), 1, CC_STR("Ania")));
	CHECK_OK(cc_sql_one(suite->ctx, &title_by_id, &sample_message, &back, sql_suite_id(ANNA)));
	assert_true(cc_str_eq(back.title, CC_STR("Ania")));
	CHECK_FAILS(cc_sql_change(suite->ctx, &rename_things, sql_suite_id(ANNA), 2, CC_STR("Hania")),
	            &cc_not_found);
	sql_suite_commit(suite);
}

/* Rows ---------------------------------------------------------------------------- */

static void one_row_is_neither_none_nor_two(void **state)
{
	struct sql_suite *suite = *state;
	struct sample row = { .seats = 77 };
	sql_suite_begin(suite);
	CHECK_FAILS(cc_sql_one(suite->ctx, &title_by_id, &sample_message, &row, sql_suite_id(ANNA)),
	            &cc_not_found);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	CHECK_FAILS(cc_sql_one(suite->ctx, &titles, &sample_message, &row), &cc_sql_row_mismatch);
	assert_int_equal(row.seats, 77); /* nothing was written */
	suite->writer->ops->rollback(suite->writer);
}

static void all_rows_come_in_order(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_list list;
	sql_suite_begin(suite);
	CHECK_OK(cc_sql_all(suite->ctx, &titles, &sample_message, &list));
	assert_int_equal(list.count, 0);
	for (int n = 99; n > 0; n--)
		CHECK_OK(sql_suite_put(suite, n, cc_printf(suite->ctx, "guest %02d", n).ptr));
	CHECK_OK(cc_sql_all(suite->ctx, &titles, &sample_message, &list));
	sql_suite_commit(suite);

	const struct sample *things = list.items;
	assert_int_equal(list.count, 99);
	for (int n = 0; n < 99; n++)
		assert_true(cc_str_eq(things[n].title, cc_printf(suite->ctx, "guest %02d", n + 1)));
}

static void rows_have_a_maximum(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_list list;
	sql_suite_begin(suite);
	CHECK_OK(cc_sql_all(suite->ctx, &numbers_to, &sample_message, &list, CC_ITEMS_MAX));
	assert_int_equal(list.count, CC_ITEMS_MAX);
	assert_int_equal(((struct sample *)list.items)[CC_ITEMS_MAX - 1].total, CC_ITEMS_MAX);
	CHECK_FAILS(cc_sql_all(suite->ctx, &numbers_to, &sample_message, &list, CC_ITEMS_MAX + 1),
	            &cc_sql_row_mismatch);
	suite->writer->ops->rollback(suite->writer);
}

static void a_row_that_the_message_cannot_hold_is_a_broken_invariant(void **state)
{
	static const struct cc_stmt *const odd[] = {
		&unknown_column, &column_twice, &whole_money,  &absent_title, &text_for_number,
		&too_large,      &below_zero,   &strange_kind, &short_id,
	};
	struct sql_suite *suite = *state;
	struct sample sample, row;
	sample_fill(suite->ctx, &sample);
	sql_suite_begin(suite);
	CHECK_OK(put_sample(suite->ctx, &sample));
	sql_suite_commit(suite);
	for (size_t i = 0; i < CC_COUNT(odd); i++) {
		sql_suite_begin(suite);
		CHECK_FAILS(cc_sql_one(suite->ctx, odd[i], &sample_message, &row), &cc_sql_row_mismatch);
		suite->writer->ops->rollback(suite->writer);
	}
}

static void one_statement_serves_two_messages(void **state)
{
	struct title {
		cc_str title;
	};
	static const struct cc_field fields[] = {
		{ .name = "title", .type = CC_STRING, .presence = CC_IMPLICIT, .tag = 1 },
	};
	static const struct cc_message message = { "Title", "", sizeof(struct title), fields, 1 };
	struct sql_suite *suite = *state;
	struct title short_row;
	struct sample row;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	for (int turn = 0; turn < 2; turn++) {
		CHECK_OK(cc_sql_one(suite->ctx, &title_by_id, &sample_message, &row, sql_suite_id(ANNA)));
		CHECK_OK(cc_sql_one(suite->ctx, &title_by_id, &message, &short_row, sql_suite_id(ANNA)));
		assert_true(cc_str_eq(row.title, CC_STR("Anna")) && cc_str_eq(short_row.title, row.title));
	}
	sql_suite_commit(suite);
}

static void a_change_says_how_many_rows_it_changed(void **state)
{
	struct sql_suite *suite = *state;
	int64_t changed = -1;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	CHECK_OK(cc_sql_count(suite->ctx, &fill_seats, &changed, 8));
	assert_int_equal(changed, 2);
	CHECK_OK(cc_sql_count(suite->ctx, &titles, &changed)); /* reading changes nothing */
	assert_int_equal(changed, 0);
	CHECK_FAILS(cc_sql_change(suite->ctx, &complete_thing, sql_suite_id(CELINA), 1, cc_null(), cc_null()),
	            &cc_not_found);
	sql_suite_commit(suite);
}

static void a_change_returns_its_rows(void **state)
{
	struct sql_suite *suite = *state;
	struct sample taken;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	CHECK_OK(cc_sql_one(suite->ctx, &take_thing, &sample_message, &taken, sql_suite_id(BORIS)));
	assert_true(cc_str_eq(taken.title, CC_STR("Boris")) && taken.seats == BORIS);
	sql_suite_commit(suite);
	assert_int_equal(sql_suite_count(suite), 0);
}

int sql_suite_values(const struct sql_suite_engine *engine)
{
	const struct CMUnitTest cases[] = {
		SQL_CASE(every_type_comes_back_as_it_went, engine),
		SQL_CASE(what_is_absent_comes_back_absent, engine),
		SQL_CASE(empty_text_and_bytes_are_not_null, engine),
		SQL_CASE(arguments_go_by_their_numbers, engine),
		SQL_CASE(one_row_is_neither_none_nor_two, engine),
		SQL_CASE(all_rows_come_in_order, engine),
		SQL_CASE(rows_have_a_maximum, engine),
		SQL_CASE(a_row_that_the_message_cannot_hold_is_a_broken_invariant, engine),
		SQL_CASE(one_statement_serves_two_messages, engine),
		SQL_CASE(a_change_says_how_many_rows_it_changed, engine),
		SQL_CASE(a_change_returns_its_rows, engine),
	};
	return cmocka_run_group_tests_name(engine->name, cases, NULL, NULL);
}
