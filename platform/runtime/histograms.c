#include "platform/runtime/histograms.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "platform/runtime/prometheus.h"

enum {
	OPERATIONS_MAX = 1024, /* a power of two; the contracts declare far fewer */
	CODES = 17,            /* google.rpc.Code: 0 to 16 */
	STRIPES = 8,           /* a power of two */
	CACHE_LINE = 64,
};

static const struct {
	int64_t us;
	const char *le;
} limits[] = {
	{ 500, "0.0005" },  { 1000, "0.001" },  { 2500, "0.0025" }, { 5000, "0.005" },  { 10000, "0.01" },
	{ 25000, "0.025" }, { 50000, "0.05" },  { 100000, "0.1" },  { 250000, "0.25" }, { 500000, "0.5" },
	{ 1000000, "1" },   { 2500000, "2.5" }, { 5000000, "5" },   { 10000000, "10" },
};

enum { LIMITS = CC_COUNT(limits), BUCKETS = LIMITS + 1 /* +Inf */ };

/* The part of a histogram that one CPU adds to: whole cache lines. */
struct stripe {
	_Alignas(CACHE_LINE) atomic_uint_fast64_t buckets[BUCKETS];
	atomic_uint_fast64_t sum_us;
};

struct histogram {
	struct stripe stripes[STRIPES];
};

struct operation {
	const struct cc_op *op;
	struct histogram *_Atomic by_code[CODES];
};

/* A hash table by the operation's address that only grows: found without a lock, extended with it. */
struct cc_histograms {
	pthread_mutex_t lock;
	struct operation *_Atomic slots[OPERATIONS_MAX];
};

struct cc_histograms *cc_histograms_new(void)
{
	struct cc_histograms *histograms = calloc(1, sizeof *histograms);
	if (!histograms || pthread_mutex_init(&histograms->lock, NULL) != 0)
		cc_die("out of memory for histograms");
	return histograms;
}

void cc_histograms_free(struct cc_histograms *histograms)
{
	for (size_t i = 0; i < OPERATIONS_MAX; i++) {
		struct operation *operation = histograms->slots[i];
		for (size_t code = 0; operation && code < CODES; code++)
			free(operation->by_code[code]);
		free(operation);
	}
	pthread_mutex_destroy(&histograms->lock);
	free(histograms);
}

/* Where op is, or the empty slot where it belongs. */
static struct operation *_Atomic *slot_of(struct cc_histograms *histograms, const struct cc_op *op)
{
	uint64_t hash = (uint64_t)(uintptr_t)op * UINT64_C(0x9e3779b97f4a7c15);
	for (size_t i = 0; i < OPERATIONS_MAX; i++) {
		struct operation *_Atomic *slot =
			&histograms->slots[((hash >> 32) + i) & (OPERATIONS_MAX - 1)];
		struct operation *operation = atomic_load_explicit(slot, memory_order_acquire);
		if (!operation || operation->op == op)
			return slot;
	}
	cc_die("more than %d operations are measured", OPERATIONS_MAX);
}

static void *allocate(size_t size)
{
	void *bytes = aligned_alloc(CACHE_LINE, (size + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
	if (!bytes)
		cc_die("out of memory for a histogram");
	return memset(bytes, 0, size);
}

/* The first of its kind.  Another thread may have come first. */
static struct histogram *add(struct cc_histograms *histograms, const struct cc_op *op, enum cc_code code)
{
	pthread_mutex_lock(&histograms->lock);
	struct operation *_Atomic *slot = slot_of(histograms, op);
	struct operation *operation = atomic_load_explicit(slot, memory_order_relaxed);
	if (!operation) {
		operation = allocate(sizeof *operation);
		operation->op = op;
		atomic_store_explicit(slot, operation, memory_order_release);
	}
	struct histogram *histogram = atomic_load_explicit(&operation->by_code[code], memory_order_relaxed);
	if (!histogram) {
		histogram = allocate(sizeof *histogram);
		atomic_store_explicit(&operation->by_code[code], histogram, memory_order_release);
	}
	pthread_mutex_unlock(&histograms->lock);
	return histogram;
}

static struct histogram *find(struct cc_histograms *histograms, const struct cc_op *op, enum cc_code code)
{
	struct operation *operation = atomic_load_explicit(slot_of(histograms, op), memory_order_acquire);
	return operation ? atomic_load_explicit(&operation->by_code[code], memory_order_acquire) : NULL;
}

/* Most operations are fast: the first limits are met first. */
static size_t bucket_of(int64_t took_us)
{
	size_t bucket = 0;
	while (bucket < LIMITS && took_us > limits[bucket].us)
		bucket++;
	return bucket;
}

void cc_histograms_observe(struct cc_histograms *histograms, const struct cc_op *op, enum cc_code code,
                           int64_t took_us)
{
	assert((size_t)code < CODES);
	struct histogram *histogram = find(histograms, op, code);
	if (!histogram)
		histogram = add(histograms, op, code);
	if (took_us < 0)
		took_us = 0;
	struct stripe *stripe = &histogram->stripes[(unsigned)sched_getcpu() & (STRIPES - 1)];
	atomic_fetch_add_explicit(&stripe->buckets[bucket_of(took_us)], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&stripe->sum_us, (uint64_t)took_us, memory_order_relaxed);
}

static uint64_t read_bucket(const struct histogram *histogram, size_t bucket)
{
	uint64_t n = 0;
	for (size_t i = 0; i < STRIPES; i++)
		n += atomic_load_explicit(&histogram->stripes[i].buckets[bucket], memory_order_relaxed);
	return n;
}

static uint64_t read_sum_us(const struct histogram *histogram)
{
	uint64_t us = 0;
	for (size_t i = 0; i < STRIPES; i++)
		us += atomic_load_explicit(&histogram->stripes[i].sum_us, memory_order_relaxed);
	return us;
}

/* The count is the last bucket's, not a third counter's, so that the two agree at every moment. */
static void print(const struct histogram *histogram, const char *operation, const char *code,
                  struct cc_buf *out)
{
	static const char name[] = "couchannel_operation_duration_seconds";
	uint64_t count = 0;
	for (size_t i = 0; i < BUCKETS; i++) {
		count += read_bucket(histogram, i);
		cc_buf_printf(out, "%s_bucket{operation=\"%s\",code=\"%s\",le=\"%s\"} %" PRIu64 "\n", name,
		              operation, code, i < LIMITS ? limits[i].le : "+Inf", count);
	}
	uint64_t sum_us = read_sum_us(histogram);
	cc_buf_printf(out, "%s_sum{operation=\"%s\",code=\"%s\"} %" PRIu64 ".%06" PRIu64 "\n", name,
	              operation, code, sum_us / 1000000, sum_us % 1000000);
	cc_buf_printf(out, "%s_count{operation=\"%s\",code=\"%s\"} %" PRIu64 "\n", name, operation, code,
	              count);
}

void cc_histograms_print(struct cc_histograms *histograms, struct cc_buf *out)
{
	cc_prometheus_head(out, "couchannel_operation_duration_seconds", "histogram",
	                   "How long requests took, by operation and google.rpc.Code.");
	for (size_t i = 0; i < OPERATIONS_MAX; i++) {
		const struct operation *operation = atomic_load_explicit(&histograms->slots[i],
		                                                         memory_order_acquire);
		for (size_t code = 0; operation && code < CODES; code++) {
			const struct histogram *histogram = atomic_load_explicit(&operation->by_code[code],
			                                                         memory_order_acquire);
			if (histogram)
				print(histogram, operation->op ? operation->op->label : "none",
				      cc_code_name((enum cc_code)code), out);
		}
	}
}
