#include "platform/server/token_cache.h"

#include <pthread.h>
#include <stdlib.h>

enum { SHARDS = 16, SETS = 128, WAYS = 8 }; /* the first two are powers of two */

struct entry {
	struct cc_token_digest digest;
	cc_time expires_at;            /* { 0 } in an empty entry, which has expired always */
	struct cc_principal principal; /* its strings lie in `strings` */
	char *strings;
};

struct shard {
	pthread_mutex_t lock;
	struct entry entries[SETS][WAYS];
};

struct cc_token_cache {
	struct shard shards[SHARDS];
};

struct cc_token_cache *cc_token_cache_new(void)
{
	struct cc_token_cache *cache = calloc(1, sizeof *cache);
	if (!cache)
		cc_die("out of memory for tokens");
	for (size_t i = 0; i < SHARDS; i++)
		if (pthread_mutex_init(&cache->shards[i].lock, NULL) != 0)
			cc_die("out of memory for tokens");
	return cache;
}

void cc_token_cache_free(struct cc_token_cache *cache)
{
	for (size_t i = 0; i < SHARDS; i++) {
		struct shard *shard = &cache->shards[i];
		for (size_t set = 0; set < SETS; set++)
			for (size_t way = 0; way < WAYS; way++)
				free(shard->entries[set][way].strings);
		pthread_mutex_destroy(&shard->lock);
	}
	free(cache);
}

static struct shard *shard_of(struct cc_token_cache *cache, const struct cc_token_digest *digest)
{
	return &cache->shards[digest->bytes[0] & (SHARDS - 1)];
}

static struct entry *set_of(struct shard *shard, const struct cc_token_digest *digest)
{
	return shard->entries[digest->bytes[1] & (SETS - 1)];
}

static bool same(const struct entry *entry, const struct cc_token_digest *digest)
{
	return memcmp(&entry->digest, digest, sizeof *digest) == 0;
}

static void copy_out(struct cc_ctx *ctx, const struct cc_principal *from, struct cc_principal *to)
{
	to->subject = from->subject;
	to->service = cc_copy(ctx, from->service);
	to->scopes = cc_copy(ctx, from->scopes);
	to->roles = cc_copy(ctx, from->roles);
}

bool cc_token_cache_find(struct cc_token_cache *cache, struct cc_ctx *ctx,
                         const struct cc_token_digest *digest, cc_time now, struct cc_principal *principal)
{
	struct shard *shard = shard_of(cache, digest);
	struct entry *set = set_of(shard, digest);
	bool found = false;
	pthread_mutex_lock(&shard->lock);
	for (size_t way = 0; way < WAYS && !found; way++) {
		found = cc_time_before(now, set[way].expires_at) && same(&set[way], digest);
		if (found)
			copy_out(ctx, &set[way].principal, principal);
	}
	pthread_mutex_unlock(&shard->lock);
	return found;
}

static cc_str copy_string(char **to, cc_str text)
{
	cc_str copy = { *to, text.len };
	if (text.len > 0)
		memcpy(*to, text.ptr, text.len);
	*to += text.len;
	return copy;
}

static struct entry make_entry(const struct cc_token_digest *digest, cc_time expires_at,
                               const struct cc_principal *principal)
{
	size_t len = principal->service.len + principal->scopes.len + principal->roles.len;
	char *strings = malloc(len + 1), *to = strings;
	if (!strings)
		cc_die("out of memory for a token's %zu bytes", len);
	struct entry entry = { .digest = *digest, .expires_at = expires_at, .strings = strings };
	entry.principal.subject = principal->subject;
	entry.principal.service = copy_string(&to, principal->service);
	entry.principal.scopes = copy_string(&to, principal->scopes);
	entry.principal.roles = copy_string(&to, principal->roles);
	return entry;
}

/* The entry of the same token (two threads may have verified it at once), else the first to expire. */
static struct entry *victim_of(struct entry *set, const struct cc_token_digest *digest)
{
	struct entry *victim = set;
	for (size_t way = 0; way < WAYS; way++) {
		if (same(&set[way], digest))
			return &set[way];
		if (cc_time_before(set[way].expires_at, victim->expires_at))
			victim = &set[way];
	}
	return victim;
}

void cc_token_cache_add(struct cc_token_cache *cache, const struct cc_token_digest *digest,
                        cc_time expires_at, const struct cc_principal *principal)
{
	struct shard *shard = shard_of(cache, digest);
	struct entry entry = make_entry(digest, expires_at, principal);
	pthread_mutex_lock(&shard->lock);
	struct entry *victim = victim_of(set_of(shard, digest), digest);
	char *forgotten = victim->strings;
	*victim = entry;
	pthread_mutex_unlock(&shard->lock);
	free(forgotten);
}
