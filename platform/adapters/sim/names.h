/* names.h - what is known under a name, found without a look at the others.  In an arena. */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/value.h"

struct cc_named { cc_str name; void *what; };

struct cc_names {
	struct cc_arena *arena;
	struct cc_named *slots;
	size_t count, capacity;
};

/* NULL: nothing. */
void *cc_names_find(const struct cc_names *names, cc_str name);
/* In the place of what was there; the name must live as long. */
void cc_names_put(struct cc_names *names, cc_str name, void *what);

/* FNV-1a (Fowler, Noll, Vo): of these bytes after those of `before`; begin with CC_DIGEST_OF_NOTHING. */
#define CC_DIGEST_OF_NOTHING UINT64_C(0xcbf29ce484222325)
uint64_t cc_digest(uint64_t before, cc_str bytes);
