/* telemetry.c - one record per request: a histogram's and a log line's. */
#include "platform/runtime/telemetry.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/core/id.h"
#include "platform/runtime/histograms.h"
#include "platform/runtime/log_line.h"
#include "platform/runtime/log_writer.h"
#include "platform/runtime/prometheus.h"

enum { GAUGES_MAX = 512, STATUS_SERVER_ERROR = 500 };

struct cc_telemetry {
	struct cc_clock *clock;
	enum cc_level level;
	enum cc_log_style style;
	cc_time started;
	struct cc_log_writer *writer; /* NULL at level OFF */
	struct cc_histograms *histograms;
	pthread_mutex_t lock; /* of the gauges */
	size_t gauge_count;
	struct cc_gauge gauges[GAUGES_MAX];
};

static double lines_dropped(void *arg)
{
	return (double)cc_log_writer_dropped(((struct cc_telemetry *)arg)->writer);
}

struct cc_telemetry *cc_telemetry_new(struct cc_clock *clock, int fd, enum cc_level level,
                                      enum cc_log_style style)
{
	struct cc_telemetry *telemetry = calloc(1, sizeof *telemetry);
	if (!telemetry || pthread_mutex_init(&telemetry->lock, NULL) != 0)
		cc_die("out of memory for telemetry");
	if (style == CC_LOG_AUTO)
		style = isatty(fd) ? CC_LOG_COLOUR : CC_LOG_JSON;
	telemetry->clock = clock;
	telemetry->level = level;
	telemetry->style = style;
	telemetry->started = clock->ops->now(clock);
	telemetry->writer = level < CC_LEVEL_OFF ? cc_log_writer_new(fd) : NULL;
	telemetry->histograms = cc_histograms_new();
	cc_telemetry_gauge(telemetry, &(struct cc_gauge){
					      .name = "couchannel_log_lines_dropped_total",
					      .help = "Log lines that found no room or could not be written.",
					      .read = lines_dropped,
					      .arg = telemetry,
				      });
	return telemetry;
}

void cc_telemetry_free(struct cc_telemetry *telemetry)
{
	if (!telemetry)
		return;
	cc_log_writer_free(telemetry->writer);
	cc_histograms_free(telemetry->histograms);
	pthread_mutex_destroy(&telemetry->lock);
	free(telemetry);
}

static bool wanted(const struct cc_telemetry *telemetry, enum cc_level level)
{
	return telemetry->writer && level >= telemetry->level;
}

/* Where a text is cut, its last character may be half of one. */
static size_t without_last_character(const char *text, size_t len)
{
	while (len > 0 && ((uint8_t)text[len - 1] & 0xc0) == 0x80)
		len--;
	return len > 0 ? len - 1 : 0;
}

void cc_log_line(struct cc_telemetry *telemetry, enum cc_level level, const char *event, const char *fmt, ...)
{
	if (!wanted(telemetry, level))
		return;
	char text[CC_LOG_LINE_BYTES_MAX];
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	assert(n >= 0);
	size_t len = (size_t)n < sizeof text ? (size_t)n : without_last_character(text, sizeof text - 1);

	struct cc_log_text line;
	cc_time now = telemetry->clock->ops->now(telemetry->clock);
	cc_log_text_begin(&line, telemetry->style, now, level, event);
	cc_log_text_add_pairs(&line, fmt, (cc_str){ text, len });
	cc_log_writer_add(telemetry->writer, cc_log_text_end(&line), true);
}

static void add_ids(struct cc_log_text *line, const struct cc_ctx *ctx)
{
	char id[CC_ID_TEXT_LEN], trace[CC_TRACE_TEXT_BYTES];
	cc_id_print(ctx->request_id, id);
	cc_log_text_add(line, CC_STR("request_id"), (cc_str){ id, sizeof id });
	if (line->style != CC_LOG_JSON)
		return; /* one id is enough for people */
	cc_trace_print(&ctx->trace, trace);
	cc_log_text_add(line, CC_STR("trace_id"), (cc_str){ trace + 3, 2 * sizeof ctx->trace.trace_id });
}

/* The sentence of a 5xx comes last, as it may be long. */
static void add_failure(struct cc_log_text *line, cc_err err, bool ours)
{
	cc_log_text_add(line, CC_STR("reason"), cc_str_of(err->reason));
	if (!ours)
		return;
	char place[256];
	int n = snprintf(place, sizeof place, "%s:%d", err->file ? err->file : "?", err->line);
	assert(n > 0);
	cc_log_text_add(line, CC_STR("at"), cc_str_of(place));
	cc_log_text_add(line, CC_STR("detail"), cc_str_of(err->message));
}

static void log_operation(struct cc_telemetry *telemetry, const struct cc_ctx *ctx, int status, cc_err err,
                          int64_t took_us)
{
	bool ours = status >= STATUS_SERVER_ERROR;
	enum cc_level level = ours ? CC_LEVEL_ERROR : CC_LEVEL_INFO;
	if (!wanted(telemetry, level))
		return;
	struct cc_log_text line;
	const char *label = ctx->op ? ctx->op->label : "none";
	bool json = telemetry->style == CC_LOG_JSON;
	cc_time now = telemetry->clock->ops->now(telemetry->clock);
	cc_log_text_begin(&line, telemetry->style, now, level, json ? "operation" : label);
	if (json)
		cc_log_text_add(&line, CC_STR("op"), cc_str_of(label));
	cc_log_text_add_count(&line, CC_STR("status"), (uint64_t)status);
	cc_log_text_add(&line, CC_STR("code"), cc_str_of(cc_code_name(err ? err->code : CC_CODE_OK)));
	cc_log_text_add_ms(&line, CC_STR("took_ms"), took_us);
	add_ids(&line, ctx);
	if (err)
		add_failure(&line, err, ours);
	cc_log_writer_add(telemetry->writer, cc_log_text_end(&line), ours);
}

void cc_telemetry_operation(struct cc_telemetry *telemetry, const struct cc_ctx *ctx, int status, cc_err err,
                            int64_t took_us)
{
	cc_histograms_observe(telemetry->histograms, ctx->op, err ? err->code : CC_CODE_OK, took_us);
	log_operation(telemetry, ctx, status, err, took_us);
}

void cc_telemetry_gauge(struct cc_telemetry *telemetry, const struct cc_gauge *gauge)
{
	pthread_mutex_lock(&telemetry->lock);
	if (telemetry->gauge_count == GAUGES_MAX)
		cc_die("more than %d gauges are registered", GAUGES_MAX);
	telemetry->gauges[telemetry->gauge_count++] = *gauge;
	pthread_mutex_unlock(&telemetry->lock);
}

void cc_telemetry_prometheus(struct cc_telemetry *telemetry, struct cc_buf *out)
{
	cc_histograms_print(telemetry->histograms, out);
	pthread_mutex_lock(&telemetry->lock);
	cc_prometheus_gauges(out, telemetry->gauges, telemetry->gauge_count);
	pthread_mutex_unlock(&telemetry->lock);
	cc_prometheus_process(out, telemetry->started);
}
