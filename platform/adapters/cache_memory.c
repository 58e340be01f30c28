#include "platform/adapters/cache_memory.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/arena.h"
#include "platform/core/context.h"

enum { ENTRIES_MAX = 16384, BYTES_MAX = 16 * 1024 * 1024 };

struct entry {
	struct entry *next_in_bucket;
	struct entry *newer, *older; /* by use */
	uint64_t hash;
	int64_t expires_us;
	int64_t count; /* cc_cache_count()'s alone */
	size_t key_len, value_len;
	char bytes[]; /* key and value */
};

struct cache_memory {
	struct cc_cache base;
	struct cc_clock *clock;
	pthread_mutex_t lock;
	size_t entries, entries_max, bytes, bytes_max;
	struct entry *newest, *oldest;
	size_t bucket_mask;
	struct entry *buckets[];
};

static struct cache_memory *lock(struct cc_cache *cache)
{
	struct cache_memory *memory = (struct cache_memory *)cache;
	pthread_mutex_lock(&memory->lock);
	return memory;
}

static void unlock(struct cache_memory *memory)
{
	pthread_mutex_unlock(&memory->lock);
}

static int64_t now_us(const struct cache_memory *memory)
{
	return memory->clock->ops->monotonic_us(memory->clock);
}

/* FNV-1a (RFC 9923).  Keys hold digests, which nobody can choose. */
static uint64_t hash_of(cc_str key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (uint8_t)key.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static cc_str key_of(const struct entry *entry)
{
	return (cc_str){ entry->bytes, entry->key_len };
}

static size_t size_of(const struct entry *entry)
{
	return entry->key_len + entry->value_len;
}

/* Lists --------------------------------------------------------------------------- */

static void leave_order(struct cache_memory *memory, struct entry *entry)
{
	*(entry->newer ? &entry->newer->older : &memory->newest) = entry->older;
	*(entry->older ? &entry->older->newer : &memory->oldest) = entry->newer;
}

static void become_newest(struct cache_memory *memory, struct entry *entry)
{
	entry->newer = NULL;
	entry->older = memory->newest;
	*(memory->newest ? &memory->newest->newer : &memory->oldest) = entry;
	memory->newest = entry;
}

static struct entry **place_of(struct cache_memory *memory, const struct entry *entry)
{
	struct entry **place = &memory->buckets[entry->hash & memory->bucket_mask];
	while (*place != entry)
		place = &(*place)->next_in_bucket;
	return place;
}

static void drop(struct cache_memory *memory, struct entry *entry)
{
	*place_of(memory, entry) = entry->next_in_bucket;
	leave_order(memory, entry);
	memory->entries--;
	memory->bytes -= size_of(entry);
	free(entry);
}

/* NULL if there is none, or none any more; what is found is the newest from here on. */
static struct entry *find(struct cache_memory *memory, cc_str key)
{
	uint64_t hash = hash_of(key);
	struct entry *entry = memory->buckets[hash & memory->bucket_mask];
	while (entry && !(entry->hash == hash && cc_str_eq(key_of(entry), key)))
		entry = entry->next_in_bucket;
	if (entry && entry->expires_us <= now_us(memory)) {
		drop(memory, entry);
		return NULL;
	}
	if (entry) {
		leave_order(memory, entry);
		become_newest(memory, entry);
	}
	return entry;
}

static struct entry *add(struct cache_memory *memory, cc_str key, cc_str value, int64_t ttl_ms)
{
	struct entry *entry = calloc(1, sizeof *entry + key.len + value.len);
	if (!entry)
		cc_die("out of memory for an entry of %zu bytes", key.len + value.len);
	entry->hash = hash_of(key);
	entry->expires_us = now_us(memory) + ttl_ms * 1000;
	entry->key_len = key.len;
	entry->value_len = value.len;
	memcpy(entry->bytes, key.ptr, key.len);
	if (value.len > 0)
		memcpy(entry->bytes + key.len, value.ptr, value.len);

	struct entry **bucket = &memory->buckets[entry->hash & memory->bucket_mask];
	entry->next_in_bucket = *bucket;
	*bucket = entry;
	become_newest(memory, entry);
	memory->entries++;
	memory->bytes += size_of(entry);
	while (memory->oldest != entry &&
	       (memory->entries > memory->entries_max || memory->bytes > memory->bytes_max))
		drop(memory, memory->oldest);
	return entry;
}

/* The port ------------------------------------------------------------------------ */

static cc_err put(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, cc_str value, int64_t ttl_ms)
{
	(void)ctx;
	struct cache_memory *memory = lock(cache);
	struct entry *former = find(memory, key);
	if (former)
		drop(memory, former);
	add(memory, key, value, ttl_ms);
	unlock(memory);
	return CC_OK;
}

static const cc_str *copy_value(struct cc_ctx *ctx, const struct entry *entry)
{
	cc_str *value = cc_alloc(ctx, sizeof *value);
	*value = cc_copy(ctx, (cc_str){ entry->bytes + entry->key_len, entry->value_len });
	return value;
}

static cc_err get(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, const cc_str **value)
{
	struct cache_memory *memory = lock(cache);
	const struct entry *entry = find(memory, key);
	*value = entry ? copy_value(ctx, entry) : NULL;
	unlock(memory);
	return CC_OK;
}

static cc_err take(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, const cc_str **value)
{
	struct cache_memory *memory = lock(cache);
	struct entry *entry = find(memory, key);
	*value = entry ? copy_value(ctx, entry) : NULL;
	if (entry)
		drop(memory, entry);
	unlock(memory);
	return CC_OK;
}

static cc_err erase(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key)
{
	(void)ctx;
	struct cache_memory *memory = lock(cache);
	struct entry *entry = find(memory, key);
	if (entry)
		drop(memory, entry);
	unlock(memory);
	return CC_OK;
}

static cc_err count(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, int64_t ttl_ms, int64_t *number)
{
	(void)ctx;
	struct cache_memory *memory = lock(cache);
	struct entry *entry = find(memory, key);
	if (!entry)
		entry = add(memory, key, CC_STR(""), ttl_ms);
	*number = ++entry->count;
	unlock(memory);
	return CC_OK;
}

static void free_memory(struct cc_cache *cache)
{
	struct cache_memory *memory = (struct cache_memory *)cache;
	if (!memory)
		return;
	while (memory->oldest)
		drop(memory, memory->oldest);
	pthread_mutex_destroy(&memory->lock);
	free(memory);
}

static const struct cc_cache_ops ops = {
	.name = "memory",
	.put = put,
	.get = get,
	.take = take,
	.erase = erase,
	.count = count,
	.free = free_memory,
};

struct cc_cache *cc_cache_memory_new(const struct cc_cache_memory_options *options)
{
	size_t entries_max = options->entries_max ? options->entries_max : ENTRIES_MAX, buckets = 1;
	while (buckets < entries_max)
		buckets *= 2;
	struct cache_memory *memory = calloc(1, sizeof *memory + buckets * sizeof *memory->buckets);
	if (!memory || pthread_mutex_init(&memory->lock, NULL) != 0)
		cc_die("out of memory for a cache of %zu entries", entries_max);
	memory->base.ops = &ops;
	memory->clock = options->clock;
	memory->entries_max = entries_max;
	memory->bytes_max = options->bytes_max ? options->bytes_max : BYTES_MAX;
	memory->bucket_mask = buckets - 1;
	return &memory->base;
}
