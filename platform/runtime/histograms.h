/*
 * histograms.h - how long operations took, by operation and outcome.
 *
 * An observation is two atomic additions on a cache line of the CPU that it runs on: it takes no lock, and
 * threads do not fight over it.  Only the first of an operation or of an outcome allocates.
 */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/service.h"

struct cc_histograms;

struct cc_histograms *cc_histograms_new(void);
void cc_histograms_free(struct cc_histograms *histograms);

/* op NULL: the request met no operation. */
void cc_histograms_observe(struct cc_histograms *histograms, const struct cc_op *op, enum cc_code code,
                           int64_t took_us);

/* couchannel_operation_duration_seconds{operation,code}. */
void cc_histograms_print(struct cc_histograms *histograms, struct cc_buf *out);
