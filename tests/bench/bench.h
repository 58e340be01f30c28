/* bench.h - what the programs that measure share.  They fail by ending, with a sentence. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "platform/core/value.h"

/* As tests/bench/run furnishes them. */
enum { BENCH_SEATS_A_SESSION = 8 };

_Noreturn void bench_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

int64_t bench_us(void);  /* monotonic */
cc_time bench_now(void); /* of day */

void *bench_alloc(size_t count, size_t size); /* zeroed; never freed, for these programs end soon */

/* The lines of a file, without their ends; at least one. */
struct bench_lines {
	char **items;
	size_t count;
};

struct bench_lines bench_read_lines(const char *path);

/* Options of the form `--name value`, and flags. */
struct bench_args {
	int count;
	char **items;
};

const char *bench_text(const struct bench_args *args, const char *name); /* must be given */
double bench_number(const struct bench_args *args, const char *name, double otherwise);
bool bench_flag(const struct bench_args *args, const char *name);
