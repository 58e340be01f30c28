#include "platform/core/arena.h"

#include <sanitizer/asan_interface.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 16 * 1024, ALIGNMENT = 16 };

/* What is not handed out is poisoned, so that AddressSanitizer sees an overrun inside a chunk too. */
struct chunk {
	struct chunk *older;
	size_t size, used;
	_Alignas(ALIGNMENT) char bytes[];
};

struct cc_arena {
	struct chunk *newest;
	size_t used;
};

_Noreturn void cc_die(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fputs("couchannel: fatal: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}

static size_t aligned(size_t size)
{
	return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void add_chunk(struct cc_arena *arena, size_t size)
{
	if (size < CHUNK_BYTES)
		size = CHUNK_BYTES;
	struct chunk *chunk = malloc(sizeof *chunk + size);
	if (!chunk)
		cc_die("out of memory for %zu bytes", size);
	chunk->older = arena->newest;
	chunk->size = size;
	chunk->used = 0;
	ASAN_POISON_MEMORY_REGION(chunk->bytes, size);
	arena->newest = chunk;
}

struct cc_arena *cc_arena_new(void)
{
	struct cc_arena *arena = calloc(1, sizeof *arena);
	if (!arena)
		cc_die("out of memory for an arena");
	add_chunk(arena, CHUNK_BYTES);
	return arena;
}

static void free_chunk(struct chunk *chunk)
{
	ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->size);
	free(chunk);
}

void cc_arena_reset(struct cc_arena *arena)
{
	while (arena->newest->older) {
		struct chunk *chunk = arena->newest;
		arena->newest = chunk->older;
		free_chunk(chunk);
	}
	arena->newest->used = 0;
	arena->used = 0;
	ASAN_POISON_MEMORY_REGION(arena->newest->bytes, arena->newest->size);
}

void cc_arena_free(struct cc_arena *arena)
{
	if (!arena)
		return;
	cc_arena_reset(arena);
	free_chunk(arena->newest);
	free(arena);
}

void *cc_arena_alloc(struct cc_arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		cc_die("an allocation of %zu bytes was asked for", size);
	size_t room = aligned(size);
	if (room > arena->newest->size - arena->newest->used)
		add_chunk(arena, room);
	struct chunk *chunk = arena->newest;
	char *bytes = chunk->bytes + chunk->used;
	chunk->used += room;
	arena->used += room;
	ASAN_UNPOISON_MEMORY_REGION(bytes, size);
	return memset(bytes, 0, size);
}

/* In place, if `old` is the newest allocation and its chunk has room. */
static bool extend(struct cc_arena *arena, char *old, size_t old_size, size_t new_size)
{
	struct chunk *chunk = arena->newest;
	size_t old_room = aligned(old_size), new_room = aligned(new_size);
	if (old_room > chunk->used || old != chunk->bytes + chunk->used - old_room)
		return false;
	if (new_room - old_room > chunk->size - chunk->used)
		return false;
	chunk->used += new_room - old_room;
	arena->used += new_room - old_room;
	ASAN_UNPOISON_MEMORY_REGION(old, new_size);
	memset(old + old_size, 0, new_size - old_size);
	return true;
}

void *cc_arena_grow(struct cc_arena *arena, void *old, size_t old_size, size_t new_size)
{
	if (new_size > SIZE_MAX / 2)
		cc_die("an allocation of %zu bytes was asked for", new_size);
	if (new_size <= old_size)
		return old;
	if (old_size > 0 && extend(arena, old, old_size, new_size))
		return old;
	void *bytes = cc_arena_alloc(arena, new_size);
	if (old_size > 0)
		memcpy(bytes, old, old_size);
	return bytes;
}

size_t cc_arena_used(const struct cc_arena *arena)
{
	return arena->used;
}
