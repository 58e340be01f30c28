/* metrics_test.c - what is counted, and how it is printed. */
#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/core/sample_test.h"
#include "platform/runtime/telemetry.h"

static struct cc_ctx *ctx;
static struct cc_telemetry *telemetry;

static const struct cc_op hold_seats = { .name = "couchannel.inventory.v1.InventoryService/HoldSeats",
	                                 .label = "inventory.hold_seats" };
static const struct cc_op quote = { .name = "couchannel.pricing.v1.PricingService/Quote",
	                            .label = "pricing.quote" };
static const struct cc_reason sold_out = { "sold_out", CC_FAILED_PRECONDITION };

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	ctx->op = &hold_seats;
	telemetry = cc_telemetry_new(ctx->clock, -1, CC_LEVEL_OFF, CC_LOG_JSON);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	cc_telemetry_free(telemetry);
	sample_ctx_free(ctx);
	return 0;
}

static const char *scraped(void)
{
	struct cc_buf out = { .arena = ctx->arena };
	cc_telemetry_prometheus(telemetry, &out);
	cc_buf_add_char(&out, '\0');
	return out.ptr;
}

/* The value of the sample that is written exactly so; fails if it is not there once. */
static double sample(const char *text, const char *name_and_labels)
{
	char start[512];
	int n = snprintf(start, sizeof start, "\n%s ", name_and_labels);
	const char *line = strstr(text, start);
	if (!line || strstr(line + 1, start))
		fail_msg("%s is not there once", name_and_labels);
	return strtod(line + n, NULL);
}

static double bucket(const char *text, const char *le)
{
	return sample(text, cc_printf(ctx,
	                              "couchannel_operation_duration_seconds_bucket{"
	                              "operation=\"inventory.hold_seats\",code=\"OK\",le=\"%s\"}",
	                              le)
	                            .ptr);
}

#define SERIES "{operation=\"inventory.hold_seats\",code=\"OK\"}"

static void an_operation_is_counted_in_every_bucket_that_it_fits(void **state)
{
	(void)state;
	static const int64_t took_us[] = { 0, 500, 501, 9999, 10000000, 10000001, -5 };
	for (size_t i = 0; i < CC_COUNT(took_us); i++)
		cc_telemetry_operation(telemetry, ctx, 200, CC_OK, took_us[i]);
	const char *text = scraped();
	assert_true(bucket(text, "0.0005") == 3);
	assert_true(bucket(text, "0.001") == 4);
	assert_true(bucket(text, "0.005") == 4);
	assert_true(bucket(text, "0.01") == 5);
	assert_true(bucket(text, "5") == 5);
	assert_true(bucket(text, "10") == 6);
	assert_true(bucket(text, "+Inf") == 7);
	assert_true(sample(text, "couchannel_operation_duration_seconds_count" SERIES) == 7);
	assert_true(sample(text, "couchannel_operation_duration_seconds_sum" SERIES) == 20.011001);
}

static void operations_and_outcomes_are_counted_apart(void **state)
{
	(void)state;
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
	cc_telemetry_operation(telemetry, ctx, 409, cc_fail(ctx, &sold_out, "None left."), 1);
	ctx->op = &quote;
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1);
	ctx->op = NULL;
	cc_telemetry_operation(telemetry, ctx, 404, cc_fail(ctx, &cc_not_found, "No such route."), 1);
	const char *text = scraped();
#define COUNT "couchannel_operation_duration_seconds_count"
	assert_true(sample(text, COUNT SERIES) == 1);
	assert_true(sample(text, COUNT "{operation=\"inventory.hold_seats\",code=\"FAILED_PRECONDITION\"}") ==
	            1);
	assert_true(sample(text, COUNT "{operation=\"pricing.quote\",code=\"OK\"}") == 2);
	assert_true(sample(text, COUNT "{operation=\"none\",code=\"NOT_FOUND\"}") == 1);
}

enum { OBSERVERS = 8, OBSERVATIONS = 400000 };

static void *observe(void *arg)
{
	struct cc_ctx own = *(struct cc_ctx *)arg;
	static const struct cc_op *const ops[] = { &hold_seats, &quote };
	for (int i = 0; i < OBSERVATIONS; i++) {
		own.op = ops[i % 2];
		cc_telemetry_operation(telemetry, &own, 200, CC_OK, i);
	}
	return NULL;
}

static void observers_at_the_same_time_lose_nothing(void **state)
{
	(void)state;
	pthread_t threads[OBSERVERS];
	for (size_t i = 0; i < OBSERVERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, observe, ctx), 0);
	scraped();
	for (size_t i = 0; i < OBSERVERS; i++)
		pthread_join(threads[i], NULL);
	assert_true(sample(scraped(), COUNT SERIES) == OBSERVERS * OBSERVATIONS / 2);
}

static double read_number(void *arg)
{
	return *(const double *)arg;
}

static void gauge(const char *name, const char *help, const char *value, double *number)
{
	cc_telemetry_gauge(telemetry, &(struct cc_gauge){ .name = name,
	                                                  .help = help,
	                                                  .label = value ? "service" : NULL,
	                                                  .value = value,
	                                                  .read = read_number,
	                                                  .arg = number });
}

static void a_gauge_is_read_when_scraped_and_stands_with_those_of_its_name(void **state)
{
	(void)state;
	double first = 1, second = 2.5, writes = 1e15;
	gauge("couchannel_lane_queued", "Writes that wait.", "inventory", &first);
	gauge("couchannel_lane_writes_total", "Writes.", NULL, &writes);
	gauge("couchannel_lane_queued", "Writes that wait.", "booking", &second);
	assert_non_null(strstr(scraped(), "\n# HELP couchannel_lane_queued Writes that wait.\n"
	                                  "# TYPE couchannel_lane_queued gauge\n"
	                                  "couchannel_lane_queued{service=\"inventory\"} 1\n"
	                                  "couchannel_lane_queued{service=\"booking\"} 2.5\n"
	                                  "# HELP couchannel_lane_writes_total Writes.\n"
	                                  "# TYPE couchannel_lane_writes_total counter\n"
	                                  "couchannel_lane_writes_total 1e+15\n"));
	first = 17;
	assert_true(sample(scraped(), "couchannel_lane_queued{service=\"inventory\"}") == 17);
}

static void help_and_labels_are_escaped_as_the_format_asks(void **state)
{
	(void)state;
	double number = 0.0 / 0.0;
	gauge("odd", "A \\ and a \n and a \".", "back\\slash, line\nfeed, \"quote\"", &number);
	assert_non_null(strstr(scraped(),
	                       "\n# HELP odd A \\\\ and a \\n and a \".\n"
	                       "# TYPE odd gauge\n"
	                       "odd{service=\"back\\\\slash, line\\nfeed, \\\"quote\\\"\"} NaN\n"));
}

static void the_process_is_measured(void **state)
{
	(void)state;
	const char *text = scraped();
	assert_true(sample(text, "process_resident_memory_bytes") > 100000);
	assert_true(sample(text, "process_virtual_memory_bytes") >
	            sample(text, "process_resident_memory_bytes"));
	assert_true(sample(text, "process_cpu_seconds_total") > 0);
	assert_true(sample(text, "process_start_time_seconds") == 1795556700);
	assert_true(sample(text, "process_max_fds") > 10);
	double before = sample(text, "process_open_fds");
	int fd = dup(STDERR_FILENO);
	assert_true(sample(scraped(), "process_open_fds") == before + 1);
	close(fd);
}

/* name{label="value",...} number; the grammar of the text format 0.0.4, as this program uses it. */
static void check_sample_line(const char *line)
{
	const char *at = line;
	while (isalnum((unsigned char)*at) || *at == '_' || *at == ':')
		at++;
	assert_true(at > line);
	while (*at == '{' || *at == ',') {
		at += 1 + strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
		assert_true(*at++ == '=' && *at++ == '"');
		for (; *at != '"'; at++)
			at += *at == '\\';
		at++;
	}
	at += *at == '}';
	assert_int_equal(*at, ' ');
	char *end;
	strtod(at + 1, &end);
	assert_int_equal(*end, '\n');
}

static void every_line_of_the_exposition_is_well_formed(void **state)
{
	(void)state;
	cc_telemetry_operation(telemetry, ctx, 200, CC_OK, 1234);
	double number = 3;
	gauge("odd", "Odd.", "a\"b\\c\nd}", &number);
	size_t lines = 0;
	for (const char *line = scraped(); *line; line = strchr(line, '\n') + 1, lines++)
		if (strncmp(line, "# HELP ", 7) != 0 && strncmp(line, "# TYPE ", 7) != 0)
			check_sample_line(line);
	assert_true(lines > 30);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_operation_is_counted_in_every_bucket_that_it_fits),
		TEST(operations_and_outcomes_are_counted_apart),
		TEST(observers_at_the_same_time_lose_nothing),
		TEST(a_gauge_is_read_when_scraped_and_stands_with_those_of_its_name),
		TEST(help_and_labels_are_escaped_as_the_format_asks),
		TEST(the_process_is_measured),
		TEST(every_line_of_the_exposition_is_well_formed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
