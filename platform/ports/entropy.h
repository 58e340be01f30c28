/* entropy.h - unpredictable bytes.  Adapters: entropy_system (getrandom), sim (a seeded stream). */
#pragma once

#include <stddef.h>

struct cc_entropy {
	const struct cc_entropy_ops *ops;
};

struct cc_entropy_ops {
	const char *name;
	void (*fill)(struct cc_entropy *entropy, void *bytes, size_t n); /* thread-safe; never fails */
};
