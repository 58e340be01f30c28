/*
 * replay.c - runs a fuzz target on a corpus, and on mutations of it from a fixed seed.
 *   replay CORPUS [MUTATIONS [SEED]]
 */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { SEED_BYTES_MAX = 64 * 1024, SEEDS_MAX = 1000, CHANGES_MAX = 8 };

struct seed {
	uint8_t *bytes;
	size_t size;
};

/* xorshift64* */
static uint64_t next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *state, size_t n)
{
	return n == 0 ? 0 : (size_t)(next(state) >> 16) % n;
}

static void *allocate(size_t size)
{
	void *bytes = malloc(size);
	if (!bytes)
		cc_die("out of memory");
	return bytes;
}

static struct seed load(const char *folder, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	if (!file)
		cc_die("%s cannot be opened", path);
	struct seed seed = { .bytes = allocate(SEED_BYTES_MAX) };
	seed.size = fread(seed.bytes, 1, SEED_BYTES_MAX, file);
	fclose(file);
	return seed;
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* In order of name: the same mutations everywhere. */
static size_t load_all(const char *folder, struct seed *seeds)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, not_hidden, alphasort);
	if (n < 1)
		cc_die("%s holds no corpus", folder);
	for (int i = 0; i < n; i++) {
		if (i < SEEDS_MAX)
			seeds[i] = load(folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return n < SEEDS_MAX ? (size_t)n : SEEDS_MAX;
}

/* Removes `cut` bytes at a place and puts `count` others there. */
static void replace(struct seed *seed, size_t at, size_t cut, const uint8_t *bytes, size_t count)
{
	if (seed->size - cut + count > SEED_BYTES_MAX)
		return;
	memmove(seed->bytes + at + count, seed->bytes + at + cut, seed->size - at - cut);
	memmove(seed->bytes + at, bytes, count);
	seed->size = seed->size - cut + count;
}

static void change(struct seed *seed, const struct seed *other, uint64_t *state)
{
	static const char telling[] = "\"\\{}[]:,-0.eu\x00\x7f\x80\xff\xed\xf4\n ";
	size_t at = below(state, seed->size + 1), left = seed->size - at;
	uint8_t byte = (uint8_t)next(state), telling_byte = (uint8_t)telling[below(state, sizeof telling)];
	size_t from = below(state, other->size), length = below(state, other->size - from + 1);
	switch (below(state, 5)) {
	case 0: replace(seed, at, left > 0, &byte, 1); return;
	case 1: replace(seed, at, left > 0, &telling_byte, 1); return;
	case 2: replace(seed, at, 0, &telling_byte, 1); return;
	case 3: replace(seed, at, below(state, left + 1), &byte, 0); return;
	default: replace(seed, at, below(state, left + 1), other->bytes + from, length); return;
	}
}

/* The target gets a block of exactly that size, so that AddressSanitizer sees the first byte too many. */
static void run(const uint8_t *bytes, size_t size)
{
	uint8_t *exact = allocate(size + (size == 0));
	memcpy(exact, bytes, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

int main(int argc, char **argv)
{
	static struct seed seeds[SEEDS_MAX];
	if (argc < 2 || argc > 4)
		cc_die("usage: %s CORPUS [MUTATIONS [SEED]]", argv[0]);
	uint64_t mutations = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	uint64_t state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
	if (state == 0)
		cc_die("a seed is not 0");
	size_t count = load_all(argv[1], seeds);
	for (size_t i = 0; i < count; i++)
		run(seeds[i].bytes, seeds[i].size);

	struct seed mutant = { .bytes = allocate(SEED_BYTES_MAX) };
	for (uint64_t i = 0; i < mutations; i++) {
		const struct seed *seed = &seeds[below(&state, count)];
		memcpy(mutant.bytes, seed->bytes, mutant.size = seed->size);
		for (size_t changes = 1 + below(&state, CHANGES_MAX); changes > 0; changes--)
			change(&mutant, &seeds[below(&state, count)], &state);
		run(mutant.bytes, mutant.size);
	}
	printf("%zu seeds and %" PRIu64 " mutations\n", count, mutations);
	for (size_t i = 0; i < count; i++)
		free(seeds[i].bytes);
	free(mutant.bytes);
	return 0;
}
