/*
 * telemetry.h - one record per operation: a histogram (Prometheus text format 0.0.4), a log
 * line (JSON, or short and coloured on a terminal), a span's ids (W3C Trace Context).
 *
 * No personal data is written: ids of requests, traces and operations, durations, reasons.
 */
#pragma once

#include <stdio.h>

#include "platform/core/buf.h"
#include "platform/core/run.h"
#include "platform/ports/clock.h"

enum cc_level { CC_LEVEL_DEBUG, CC_LEVEL_INFO, CC_LEVEL_WARN, CC_LEVEL_ERROR, CC_LEVEL_OFF };
enum cc_log_style { CC_LOG_AUTO, CC_LOG_JSON, CC_LOG_TEXT };

struct cc_telemetry;

struct cc_telemetry *cc_telemetry_new(struct cc_clock *clock, int fd, enum cc_level level, enum cc_log_style style);
void cc_telemetry_free(struct cc_telemetry *telemetry); /* writes what is buffered */

/* A line about the process: cc_log_line(t, CC_LEVEL_INFO, "listening", "url=%s", url). Never blocks for long. */
void cc_log_line(struct cc_telemetry *telemetry, enum cc_level level, const char *event, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* An operation has been answered. */
void cc_telemetry_operation(struct cc_telemetry *telemetry, const struct cc_ctx *ctx, const struct cc_op *op,
                            int status, cc_err err, int64_t took_us);

/* A gauge or counter read when scraped. */
void cc_telemetry_gauge(struct cc_telemetry *telemetry, const char *name, const char *help, const char *labels,
                        double (*read)(void *arg), void *arg);

void cc_telemetry_prometheus(struct cc_telemetry *telemetry, struct cc_buf *out);

/* Parses `traceparent`; false, and *trace untouched, if it is not valid (then start a new one). */
bool cc_trace_parse(cc_str header, struct cc_trace *trace);
void cc_trace_start(struct cc_entropy *entropy, struct cc_trace *trace);
void cc_trace_print(const struct cc_trace *trace, char out[56]); /* NUL-terminated */
