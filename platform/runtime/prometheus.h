/* prometheus.h - the text exposition format, version 0.0.4. */
#pragma once

#include "platform/runtime/telemetry.h"

/* The lines above a metric's samples; type: counter, gauge, histogram. */
void cc_prometheus_head(struct cc_buf *out, const char *name, const char *type, const char *help);
/* The gauges of one name together, whatever the order in which they came. */
void cc_prometheus_gauges(struct cc_buf *out, const struct cc_gauge *gauges, size_t count);
/* process_*, as Prometheus' own client libraries name them. */
void cc_prometheus_process(struct cc_buf *out, cc_time started);
