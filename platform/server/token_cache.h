/*
 * token_cache.h - who sent the tokens that have been verified already.
 *
 * A token is known by its SHA-256, so that the cache holds none.  Bounded: 16384 tokens, in sets of eight; a
 * full set forgets the one that expires first.  Thread-safe, in 16 shards.
 */
#pragma once

#include "platform/core/run.h"

enum { CC_TOKEN_DIGEST_BYTES = 32 };

struct cc_token_digest {
	uint8_t bytes[CC_TOKEN_DIGEST_BYTES];
};

struct cc_token_cache;

struct cc_token_cache *cc_token_cache_new(void);
void cc_token_cache_free(struct cc_token_cache *cache);

/* False if it is not known, or has expired.  The principal's strings live in ctx's arena. */
bool cc_token_cache_find(struct cc_token_cache *cache, struct cc_ctx *ctx,
                         const struct cc_token_digest *digest, cc_time now, struct cc_principal *principal);
/* Only what has been verified: others must not be able to choose what is forgotten. */
void cc_token_cache_add(struct cc_token_cache *cache, const struct cc_token_digest *digest,
                        cc_time expires_at, const struct cc_principal *principal);
