/*
 * log_line.h - one line of the log: JSON, or a few words for people.
 *
 * A line always is one line and always well formed: control characters are escaped, what is not UTF-8 becomes
 * '?', and what does not fit into 2 KiB is cut or left out.
 */
#pragma once

#include "platform/runtime/telemetry.h"

enum { CC_LOG_LINE_BYTES_MAX = 2048 };

struct cc_log_text {
	enum cc_log_style style; /* not AUTO */
	size_t len;
	char text[CC_LOG_LINE_BYTES_MAX];
};

void cc_log_text_begin(struct cc_log_text *line, enum cc_log_style style, cc_time at, enum cc_level level,
                       const char *event);
void cc_log_text_add(struct cc_log_text *line, cc_str key, cc_str value);
void cc_log_text_add_count(struct cc_log_text *line, cc_str key, uint64_t n);
/* Whole milliseconds and three decimals. */
void cc_log_text_add_ms(struct cc_log_text *line, cc_str key, int64_t us);
/* The pairs of a format, with the text that it made (cc_log_line() in telemetry.h). */
void cc_log_text_add_pairs(struct cc_log_text *line, const char *fmt, cc_str text);
cc_str cc_log_text_end(struct cc_log_text *line);
