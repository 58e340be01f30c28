/* document_test.c - one document as JSON and as YAML. */
#include "cli/document.h"
#include "platform/core/sample_test.h"

static struct cc_ctx *ctx;

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sample_ctx_free(ctx);
	return 0;
}

static const char *printed(enum cli_syntax syntax, void (*put)(struct cli_doc *doc))
{
	struct cc_buf out = { .arena = ctx->arena };
	struct cli_doc doc;
	doc_begin(&doc, &out, syntax);
	put(&doc);
	doc_end(&doc);
	return cc_copy(ctx, cc_buf_str(&out)).ptr;
}

static void put_all_kinds(struct cli_doc *doc)
{
	doc_text(doc, "name", "couch");
	doc_int(doc, "seats", -3);
	doc_bool(doc, "free", true);
	doc_list(doc, "rows");
	doc_map(doc, NULL);
	doc_text(doc, "label", "A1");
	doc_list(doc, "tags");
	doc_text(doc, NULL, "soft");
	doc_text(doc, NULL, "near");
	doc_end(doc);
	doc_end(doc);
	doc_map(doc, NULL);
	doc_end(doc);
	doc_list(doc, NULL);
	doc_int(doc, NULL, 1);
	doc_end(doc);
	doc_end(doc);
	doc_map(doc, "nothing");
	doc_end(doc);
	doc_list(doc, "none");
	doc_end(doc);
	doc_printf(doc, "made", "%d of %s", 2, "three");
}

static void a_document_is_printed_as_json(void **state)
{
	(void)state;
	assert_string_equal(
		printed(CLI_JSON_SYNTAX, put_all_kinds),
		"{\"name\":\"couch\",\"seats\":-3,\"free\":true,\"rows\":[{\"label\":\"A1\",\"tags\":"
		"[\"soft\",\"near\"]},{},[1]],\"nothing\":{},\"none\":[],\"made\":\"2 of three\"}\n");
}

static void the_same_document_is_printed_as_yaml(void **state)
{
	(void)state;
	assert_string_equal(printed(CLI_YAML_SYNTAX, put_all_kinds), "name: couch\n"
	                                                             "seats: -3\n"
	                                                             "free: true\n"
	                                                             "rows:\n"
	                                                             "  - label: A1\n"
	                                                             "    tags:\n"
	                                                             "      - soft\n"
	                                                             "      - near\n"
	                                                             "  - {}\n"
	                                                             "  -\n"
	                                                             "    - 1\n"
	                                                             "nothing: {}\n"
	                                                             "none: []\n"
	                                                             "made: \"2 of three\"\n");
}

static const char *scalar;

static void put_scalar(struct cli_doc *doc)
{
	doc_text(doc, "k", scalar);
}

static void text_that_yaml_would_take_for_something_else_is_quoted(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",           "true", "No",   "null",  "~",   "12",  "1e3",   "0x1f", ".5",
		"2026-11-24", "- a",  "a: b", "a #b",  "#a",  "*a",  "&a",    "!a",   "%a",
		"@a",         "`a`",  "{a}",  "[a]",   "a ",  " a",  "?",     "|",    "\"a\"",
		"'a'",        "a\tb", "a:b",  "a\nb ", "\na", "a\n", " a\nb",
	};
	for (size_t i = 0; i < CC_COUNT(texts); i++) {
		scalar = texts[i];
		const char *yaml = printed(CLI_YAML_SYNTAX, put_scalar);
		bool block = strncmp(yaml, "k: |-", 5) == 0;
		if (yaml[3] != '"' && !block)
			fail_msg("not quoted: %s", yaml);
	}
}

static void plain_words_stand_as_they_are(void **state)
{
	(void)state;
	scalar = "A guest's seat, (if any) in room B-2";
	assert_string_equal(printed(CLI_YAML_SYNTAX, put_scalar),
	                    "k: A guest's seat, (if any) in room B-2\n");
}

static void several_lines_become_a_block(void **state)
{
	(void)state;
	scalar = "First: one.\n\nSecond.";
	assert_string_equal(printed(CLI_YAML_SYNTAX, put_scalar), "k: |-\n  First: one.\n\n  Second.\n");
	assert_string_equal(printed(CLI_JSON_SYNTAX, put_scalar), "{\"k\":\"First: one.\\n\\nSecond.\"}\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_document_is_printed_as_json),
		CASE(the_same_document_is_printed_as_yaml),
		CASE(text_that_yaml_would_take_for_something_else_is_quoted),
		CASE(plain_words_stand_as_they_are),
		CASE(several_lines_become_a_block),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
