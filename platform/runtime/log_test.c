/* log_test.c - what is written, what is dropped, and what is never said. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/core/id.h"
#include "platform/core/sample_test.h"
#include "platform/runtime/telemetry.h"

static struct cc_ctx *ctx;
static struct cc_telemetry *telemetry;
static FILE *file;

static const struct cc_op hold_seats = { .name = "couchannel.inventory.v1.InventoryService/HoldSeats",
	                                 .label = "inventory.hold_seats" };
static const struct cc_reason sold_out = { "sold_out", CC_FAILED_PRECONDITION };

static void open_telemetry(enum cc_level level, enum cc_log_style style)
{
	telemetry = cc_telemetry_new(ctx->clock, fileno(file), level, style);
}

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	ctx->op = &hold_seats;
	ctx->request_id = cc_new_id(ctx);
	cc_trace_start(ctx->entropy, &ctx->trace);
	file = tmpfile();
	return file ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	cc_telemetry_free(telemetry);
	telemetry = NULL;
	fclose(file);
	sample_ctx_free(ctx);
	return 0;
}

/* Frees telemetry, which flushes, and returns all that was written. */
static const char *written(void)
{
	cc_telemetry_free(telemetry);
	telemetry = NULL;
	long size = lseek(fileno(file), 0, SEEK_END);
	char *text = cc_alloc(ctx, (size_t)size + 1);
	assert_int_equal(pread(fileno(file), text, (size_t)size, 0), size);
	return text;
}

static size_t lines_in(const char *text)
{
	size_t lines = 0;
	for (; (text = strchr(text, '\n')); text++)
		lines++;
	return lines;
}

static const char *scraped(void)
{
	struct cc_buf out = { .arena = ctx->arena };
	cc_telemetry_prometheus(telemetry, &out);
	cc_buf_add_char(&out, '\0');
	return out.ptr;
}

static double dropped(void)
{
	static const char name[] = "\ncouchannel_log_lines_dropped_total ";
	const char *line = strstr(scraped(), name);
	assert_non_null(line);
	return strtod(line + sizeof name - 1, NULL);
}

#define IDS                                                                                                  \
	"\"request_id\":\"01a20f84-ef60-7001-8203-040506070809\","                                           \
	"\"trace_id\":\"000102030405060708090a0b0c0d0e0f\""

static void a_success_is_one_line_of_json(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_JSON);
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1234);
	assert_string_equal(written(), "{\"ts\":\"2026-11-24T21:45:00Z\",\"level\":\"info\","
	                               "\"event\":\"operation\",\"op\":\"inventory.hold_seats\","
	                               "\"status\":200,\"code\":\"OK\",\"took_ms\":1.234," IDS "}\n");
}

static void a_refusal_says_its_reason_and_no_more(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_JSON);
	cc_telemetry_operation(telemetry, ctx, 409, cc_fail(ctx, &sold_out, "anna@example.org was first."),
	                       98);
	assert_string_equal(written(),
	                    "{\"ts\":\"2026-11-24T21:45:00Z\",\"level\":\"info\",\"event\":\"operation\","
	                    "\"op\":\"inventory.hold_seats\",\"status\":409,"
	                    "\"code\":\"FAILED_PRECONDITION\",\"took_ms\":0.098," IDS
	                    ",\"reason\":\"sold_out\"}\n");
}

static void a_failure_of_ours_is_an_error_with_its_place(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_ERROR, CC_LOG_JSON);
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
	cc_err err = cc_fail(ctx, &cc_internal, "The database\nis \"gone\".");
	cc_telemetry_operation(telemetry, ctx, 500, err, 1);
	const char *text = written();
	assert_int_equal(lines_in(text), 1);
	assert_non_null(strstr(text, "\"level\":\"error\""));
	assert_non_null(strstr(text, cc_printf(ctx,
	                                       "log_test.c:%d\",\"detail\":\"The database\\nis "
	                                       "\\\"gone\\\".\"}\n",
	                                       err->line)
	                                     .ptr));
}

/* The rest of a request is in reach of the log; nothing of it may come through. */
static void nobody_is_named_in_metrics_or_log(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_DEBUG, CC_LOG_JSON);
	assert_true(cc_id_parse(CC_STR("aaaaaaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee"), &ctx->caller.subject));
	ctx->caller.scopes = CC_STR("scope-of-anna");
	ctx->caller.roles = CC_STR("role-of-anna");
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
	cc_telemetry_operation(telemetry, ctx, 400, cc_fail(ctx, &cc_invalid_argument, "anna"), 1);
	const char *metrics = scraped(), *log = written();
	static const char *const secrets[] = { "aaaaaaaa", "anna" };
	for (size_t i = 0; i < CC_COUNT(secrets); i++) {
		assert_null(strstr(metrics, secrets[i]));
		assert_null(strstr(log, secrets[i]));
	}
	assert_int_equal(lines_in(log), 2);
}

static void a_line_about_the_process_has_the_pairs_of_its_format(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_JSON);
	cc_log_line(telemetry, CC_LEVEL_DEBUG, "hidden", "n=%d", 1);
	cc_log_line(telemetry, CC_LEVEL_INFO, "listening", "url=%s threads=%u", "http://127.0.0.1:8080", 2u);
	cc_log_line(telemetry, CC_LEVEL_WARN, "slow", "what=%s took_ms=%.1f ratio=%d%%", "a b=c d", 12.5, 7);
	cc_log_line(telemetry, CC_LEVEL_INFO, "port", "port=%s empty=%s", "8080", "");
	cc_log_line(telemetry, CC_LEVEL_ERROR, "stopped", "%s of them, for x=%d", "3", 4);
#define TS "{\"ts\":\"2026-11-24T21:45:00Z\",\"level\":"
	assert_string_equal(
		written(),
		TS "\"info\",\"event\":\"listening\",\"url\":\"http://127.0.0.1:8080\",\"threads\":2}\n" TS
		   "\"warn\",\"event\":\"slow\",\"what\":\"a b=c d\",\"took_ms\":12.5,\"ratio\":\"7%\"}\n" TS
		   "\"info\",\"event\":\"port\",\"port\":\"8080\",\"empty\":\"\"}\n" TS
		   "\"error\",\"event\":\"stopped\",\"message\":\"3 of them, for x=4\"}\n");
}

static void people_read_short_lines_and_no_escape_sequence_of_others(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_TEXT);
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1234);
	cc_log_line(telemetry, CC_LEVEL_WARN, "odd", "name=%s plain=%s", "\x1b[31m red", "yes");
	assert_string_equal(written(),
	                    "21:45:00Z info  inventory.hold_seats status=200 code=OK took_ms=1.234 "
	                    "request_id=01a20f84-ef60-7001-8203-040506070809\n"
	                    "21:45:00Z warn  odd name=\"\\u001b[31m red\" plain=yes\n");
}

static void a_terminal_may_have_colour(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_COLOUR);
	cc_log_line(telemetry, CC_LEVEL_ERROR, "stopped", "n=%d", 1);
	assert_string_equal(written(), "21:45:00Z \x1b[31merror\x1b[0m stopped n=1\n");
}

static void what_is_no_terminal_gets_json(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_AUTO);
	cc_log_line(telemetry, CC_LEVEL_INFO, "started", "n=%d", 1);
	assert_int_equal(written()[0], '{');
}

static void a_line_that_is_too_long_is_cut_and_still_well_formed(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_JSON);
	char text[3001] = "";
	for (size_t i = 0; i < 3000; i += 2)
		memcpy(text + i, "\xc5\xbc", 2);
	cc_log_line(telemetry, CC_LEVEL_INFO, "long", "a=%s", text);
	memset(text, '\n', 3000);
	cc_log_line(telemetry, CC_LEVEL_INFO, "long", "b=%s", text);
	cc_log_line(telemetry, CC_LEVEL_INFO, "broken", "c=%s", "\xff\xc5");
	const char *log = written(), *end = strchr(log, '\n');
	assert_int_equal(lines_in(log), 3);
	assert_true(end - log > 1900 && end - log < 2048);
	assert_memory_equal(end - 4, "\xc5\xbc\"}", 4);
	end = strchr(end + 1, '\n');
	assert_memory_equal(end - 4, "\\n\"}", 4);
	assert_string_equal(end + 1, TS "\"info\",\"event\":\"broken\",\"c\":\"??\"}\n");
}

static void nothing_is_written_when_the_log_is_off(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_OFF, CC_LOG_JSON);
	cc_log_line(telemetry, CC_LEVEL_ERROR, "stopped", "n=%d", 1);
	cc_telemetry_operation(telemetry, ctx, 500, cc_fail(ctx, &cc_internal, "Broken."), 1);
	assert_string_equal(written(), "");
}

/* The writer -------------------------------------------------------------------------- */

enum { WRITERS = 4, LINES = 20000 };

static void *write_lines(void *arg)
{
	for (int i = 0; i < LINES; i++)
		cc_telemetry_operation(telemetry, arg, 200, CC_OK, i);
	return NULL;
}

static void lines_of_several_threads_are_all_written_whole(void **state)
{
	(void)state;
	open_telemetry(CC_LEVEL_INFO, CC_LOG_JSON);
	pthread_t threads[WRITERS];
	for (size_t i = 0; i < WRITERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_lines, ctx), 0);
	for (size_t i = 0; i < WRITERS; i++)
		pthread_join(threads[i], NULL);
	double lost = dropped();
	const char *log = written();
	assert_int_equal(lines_in(log) + (size_t)lost, WRITERS * LINES);
	for (const char *line = log; *line; line = strchr(line, '\n') + 1) {
		assert_memory_equal(line, "{\"ts\":", 6);
		assert_memory_equal(strchr(line, '\n') - 2, "\"}", 2);
	}
}

static void successes_do_not_cost_a_write_each(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe2(ends, O_DIRECT | O_CLOEXEC), 0); /* each read() gives what one write() gave */
	telemetry = cc_telemetry_new(ctx->clock, ends[1], CC_LEVEL_INFO, CC_LOG_JSON);
	for (int i = 0; i < 40; i++) { /* slowly enough for one who would write each */
		cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
		usleep(1000);
	}
	cc_telemetry_free(telemetry);
	telemetry = NULL;
	close(ends[1]);
	char packet[4096];
	int writes = 0;
	size_t bytes = 0;
	for (ssize_t n; (n = read(ends[0], packet, sizeof packet)) > 0; writes++) {
		assert_int_equal(packet[n - 1], '\n');
		bytes += (size_t)n;
	}
	close(ends[0]);
	assert_true(bytes > 40 * 200);
	assert_true(writes < 20);
}

/* A pipe that nobody reads: requests go on, what is lost is counted, and the end comes in time. */
static void a_log_that_nobody_reads_blocks_nobody(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	telemetry = cc_telemetry_new(ctx->clock, ends[1], CC_LEVEL_INFO, CC_LOG_JSON);
	for (int i = 0; i < 10000; i++) {
		cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
		if (i == 5000)
			usleep(50000); /* the writer has taken the first buffer by now, and waits */
	}
	double before = dropped();
	assert_true(before > 0);
	cc_telemetry_operation(telemetry, ctx, 500, cc_fail(ctx, &cc_internal, "Broken."), 1);
	assert_true(dropped() == before); /* its room is kept */
	cc_telemetry_free(telemetry);
	telemetry = NULL;
	close(ends[0]);
	close(ends[1]);
}

static void a_reader_that_has_gone_ends_nothing(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	close(ends[0]);
	telemetry = cc_telemetry_new(ctx->clock, ends[1], CC_LEVEL_INFO, CC_LOG_JSON);
	cc_log_line(telemetry, CC_LEVEL_INFO, "unheard", "n=%d", 1);
	for (int tries = 0; tries < 5000 && dropped() == 0; tries++)
		usleep(1000);
	assert_true(dropped() == 1);
	close(ends[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_success_is_one_line_of_json),
		TEST(a_refusal_says_its_reason_and_no_more),
		TEST(a_failure_of_ours_is_an_error_with_its_place),
		TEST(nobody_is_named_in_metrics_or_log),
		TEST(a_line_about_the_process_has_the_pairs_of_its_format),
		TEST(people_read_short_lines_and_no_escape_sequence_of_others),
		TEST(a_terminal_may_have_colour),
		TEST(what_is_no_terminal_gets_json),
		TEST(a_line_that_is_too_long_is_cut_and_still_well_formed),
		TEST(nothing_is_written_when_the_log_is_off),
		TEST(lines_of_several_threads_are_all_written_whole),
		TEST(successes_do_not_cost_a_write_each),
		TEST(a_log_that_nobody_reads_blocks_nobody),
		TEST(a_reader_that_has_gone_ends_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
