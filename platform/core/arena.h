/*
 * arena.h - memory that dies together.
 *
 * A bump allocator in chunks.  cc_arena_reset() keeps the first chunk, so a
 * pooled arena costs a request no call to the heap.  Not thread-safe: one
 * request, one arena, one thread at a time.  Out of memory ends the process.
 */
#pragma once

#include <stddef.h>

struct cc_arena;

struct cc_arena *cc_arena_new(void);
void cc_arena_free(struct cc_arena *arena); /* NULL is fine */
void cc_arena_reset(struct cc_arena *arena);

/* Zeroed, aligned to 16 bytes, never NULL. */
void *cc_arena_alloc(struct cc_arena *arena, size_t size);
/* Grows the newest allocation in place where that is possible; else copies. */
void *cc_arena_grow(struct cc_arena *arena, void *old, size_t old_size, size_t new_size);
size_t cc_arena_used(const struct cc_arena *arena); /* bytes handed out since the reset */

/* Ends the process: a message on stderr, then abort(). */
_Noreturn void cc_die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
