/*
 * telemetry.h - one record per operation: a histogram (Prometheus text format 0.0.4), a log
 * line (JSON, or short and coloured on a terminal), a span's ids (W3C Trace Context).
 *
 * No personal data is written: ids of requests, traces and operations, durations, reasons, and for a 5xx
 * its sentence, which therefore never quotes what a user sent.
 *
 * Every function may be called from any thread, and none waits for the log to be written: lines are
 * buffered (1 MiB) and written by a thread of their own.  What does not fit is dropped and counted,
 * successes first.
 */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/run.h"
#include "platform/ports/clock.h"
#include "platform/ports/entropy.h"

enum cc_level { CC_LEVEL_DEBUG, CC_LEVEL_INFO, CC_LEVEL_WARN, CC_LEVEL_ERROR, CC_LEVEL_OFF };

/* AUTO is COLOUR on a terminal and JSON elsewhere; who honours NO_COLOR and TERM=dumb gives TEXT there. */
enum cc_log_style { CC_LOG_AUTO, CC_LOG_JSON, CC_LOG_TEXT, CC_LOG_COLOUR };

struct cc_telemetry;

struct cc_telemetry *cc_telemetry_new(struct cc_clock *clock, int fd, enum cc_level level,
                                      enum cc_log_style style);
/* Writes what is buffered; leaves fd open; NULL is fine. */
void cc_telemetry_free(struct cc_telemetry *telemetry);

/*
 * A line about the process, written at once:
 *     cc_log_line(telemetry, CC_LEVEL_INFO, "listening", "url=%s threads=%u", url, threads);
 * The pairs and their keys stand in fmt, a space between them; a value may hold spaces.  A text that begins
 * with no key is the pair `message`.
 */
void cc_log_line(struct cc_telemetry *telemetry, enum cc_level level, const char *event, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* A request has been answered; ctx->op is what ran, NULL if it did not get that far.  Logged at info; a 5xx
 * at error, with the place where it was raised. */
void cc_telemetry_operation(struct cc_telemetry *telemetry, const struct cc_ctx *ctx, int status, cc_err err,
                            int64_t took_us);

/* A number read when scraped; a counter if its name ends in `_total`. */
struct cc_gauge {
	const char *name, *help;
	const char *label, *value; /* NULL: without a label */
	double (*read)(void *arg);
	void *arg;
};

/* At start-up.  The gauge's strings and arg outlive the last scrape. */
void cc_telemetry_gauge(struct cc_telemetry *telemetry, const struct cc_gauge *gauge);

void cc_telemetry_prometheus(struct cc_telemetry *telemetry, struct cc_buf *out);

/* ---- W3C Trace Context, level 1 -------------------------------------------- */

enum { CC_TRACE_TEXT_BYTES = 56 }; /* "00-<32 digits>-<16 digits>-<2 digits>" and NUL */

/* Parses `traceparent`; false, and *trace untouched, if it is not valid (then start a new one). */
bool cc_trace_parse(cc_str header, struct cc_trace *trace);
void cc_trace_start(struct cc_entropy *entropy, struct cc_trace *trace);
/* A span of our own in the same trace. */
void cc_trace_child(struct cc_entropy *entropy, struct cc_trace *trace);
void cc_trace_print(const struct cc_trace *trace, char out[CC_TRACE_TEXT_BYTES]); /* NUL-terminated */
/* The ctx's traceparent, in its arena; empty if it has none. */
cc_str cc_trace_text(struct cc_ctx *ctx);
