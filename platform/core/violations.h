/* violations.h - what is wrong with a message, field by field.  For platform/core only. */
#pragma once

#include "platform/core/error.h"

enum { CC_VIOLATIONS_MAX = 16 };

/* Where in a message we are: a chain from the field up to the root, on the stack. */
struct cc_path {
	const struct cc_path *parent; /* NULL: the root, which has neither name nor index */
	const char *name;             /* NULL: an item of a list */
	size_t index;
};

struct cc_violations {
	struct cc_ctx *ctx;
	struct cc_violation items[CC_VIOLATIONS_MAX];
	size_t count; /* the first 16 are kept */
};

void cc_violate(struct cc_violations *violations, const struct cc_path *path, const char *rule,
                const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* CC_OK if there is none; else INVALID_ARGUMENT `invalid_argument` with all of them. */
CC_RESULT cc_violations_result(const struct cc_violations *violations);
