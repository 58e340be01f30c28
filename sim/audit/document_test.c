/* document_test.c - docs/simulation.md says what the audit holds the services to, and no more. */
#include <stdio.h>
#include <stdlib.h>

#include "platform/test.h"
#include "sim/audit/audit.h"

enum { DOCUMENT_BYTES_MAX = 200 * 1000, ROW_BYTES = 600 };

static const struct {
	enum audit_when when;
	const char *words;
} moments[] = {
	{ AUDIT_EVENT, "after every commit" },
	{ AUDIT_MOVEMENT, "after every movement of money" },
	{ AUDIT_RESTART, "after a restart" },
	{ AUDIT_REST, "at rest" },
};

static void print_row(const struct audit_invariant *invariant, char row[ROW_BYTES])
{
	const char *between = "";
	size_t len = (size_t)snprintf(row, ROW_BYTES, "| `%s` | %s | ", invariant->name, invariant->sentence);
	for (size_t i = 0; i < CC_COUNT(moments); i++) {
		if (!(invariant->when & moments[i].when))
			continue;
		len += (size_t)snprintf(row + len, ROW_BYTES - len, "%s%s", between, moments[i].words);
		between = "; ";
	}
	snprintf(row + len, ROW_BYTES - len, " |\n");
}

static char *read_document(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, DOCUMENT_BYTES_MAX);
	assert_non_null(file);
	assert_non_null(text);
	assert_true(fread(text, 1, DOCUMENT_BYTES_MAX - 1, file) > 0);
	fclose(file);
	return text;
}

static int count(const char *text, const char *words)
{
	int found = 0;
	for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
		found++;
	return found;
}

static void every_promise_is_written_down_as_it_is_held(void **state)
{
	char *text = read_document(*state), row[ROW_BYTES];
	char *end = strstr(text, "Four more are the simulator's own");
	int promises = 0;
	for (const struct audit_invariant *invariant = audit_invariants; invariant->name; invariant++) {
		print_row(invariant, row);
		if (!strstr(text, row))
			fail_msg("this row is missing:\n%s", row);
		promises++;
	}
	assert_non_null(end);
	*end = '\0';
	assert_int_equal(count(text, "\n| `"), promises); /* and no other */
	free(text);
}

int main(int argc, char **argv)
{
	void *path = argc > 1 ? argv[1] : NULL;
	const struct CMUnitTest cases[] = {
		cmocka_unit_test_prestate(every_promise_is_written_down_as_it_is_held, path),
	};
	return cmocka_run_group_tests_name("audit: document", cases, NULL, NULL);
}
