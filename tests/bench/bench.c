#include "tests/bench/bench.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LINES_MAX = 1 << 20, LINE_BYTES_MAX = 4096 };

void bench_fail(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fprintf(stderr, "bench: ");
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

int64_t bench_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

cc_time bench_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (cc_time){ now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000 };
}

void *bench_alloc(size_t count, size_t size)
{
	void *memory = calloc(count, size);
	if (!memory)
		bench_fail("out of memory");
	return memory;
}

struct bench_lines bench_read_lines(const char *path)
{
	struct bench_lines lines = { .items = bench_alloc(LINES_MAX, sizeof *lines.items) };
	char line[LINE_BYTES_MAX];
	FILE *file = fopen(path, "r");
	if (!file)
		bench_fail("%s: %s", path, strerror(errno));
	while (lines.count < LINES_MAX && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		lines.items[lines.count] = strdup(line);
		if (!lines.items[lines.count++])
			bench_fail("out of memory");
	}
	fclose(file);
	if (lines.count == 0)
		bench_fail("%s has no lines", path);
	return lines;
}

static const char *given(const struct bench_args *args, const char *name)
{
	for (int i = 1; i + 1 < args->count; i++)
		if (strcmp(args->items[i], name) == 0)
			return args->items[i + 1];
	return NULL;
}

const char *bench_text(const struct bench_args *args, const char *name)
{
	const char *text = given(args, name);
	if (!text)
		bench_fail("%s is missing", name);
	return text;
}

double bench_number(const struct bench_args *args, const char *name, double otherwise)
{
	const char *text = given(args, name);
	return text ? strtod(text, NULL) : otherwise;
}

bool bench_flag(const struct bench_args *args, const char *name)
{
	for (int i = 1; i < args->count; i++)
		if (strcmp(args->items[i], name) == 0)
			return true;
	return false;
}
