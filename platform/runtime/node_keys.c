#include "platform/runtime/node_keys.h"

#include <stdlib.h>

enum { BUCKETS = 1024 }; /* more than writes are in flight; chains stay short */

struct cc_node_keys {
	struct cc_mutex lock;
	struct cc_invocation *buckets[BUCKETS];
};

struct cc_node_keys *cc_node_keys_new(const struct cc_threads *threads)
{
	struct cc_node_keys *keys = calloc(1, sizeof *keys);
	if (!keys)
		cc_die("out of memory for idempotency keys");
	cc_mutex_init(&keys->lock, threads);
	return keys;
}

void cc_node_keys_free(struct cc_node_keys *keys)
{
	cc_mutex_free(&keys->lock);
	free(keys);
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t n) /* FNV-1a */
{
	const uint8_t *byte = bytes;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static struct cc_invocation **bucket_of(struct cc_node_keys *keys, const struct cc_invocation *invocation)
{
	cc_str key = invocation->idempotency.key;
	uint64_t hash = mix(UINT64_C(0xcbf29ce484222325), key.ptr, key.len);
	hash = mix(hash, &invocation->ctx.caller.subject, sizeof invocation->ctx.caller.subject);
	return &keys->buckets[hash % BUCKETS];
}

static bool same_key(const struct cc_invocation *a, const struct cc_invocation *b)
{
	return a->op == b->op && cc_str_eq(a->idempotency.key, b->idempotency.key) &&
	       cc_id_eq(a->ctx.caller.subject, b->ctx.caller.subject) &&
	       cc_str_eq(a->ctx.caller.service, b->ctx.caller.service);
}

bool cc_node_keys_take(struct cc_node_keys *keys, struct cc_invocation *invocation)
{
	struct cc_invocation **bucket = bucket_of(keys, invocation);
	cc_mutex_lock(&keys->lock);
	struct cc_invocation *other = *bucket;
	while (other && !same_key(other, invocation))
		other = other->next;
	if (!other) {
		invocation->next = *bucket;
		*bucket = invocation;
	}
	cc_mutex_unlock(&keys->lock);
	return other == NULL;
}

void cc_node_keys_give_back(struct cc_node_keys *keys, struct cc_invocation *invocation)
{
	struct cc_invocation **link = bucket_of(keys, invocation);
	cc_mutex_lock(&keys->lock);
	while (*link != invocation)
		link = &(*link)->next;
	*link = invocation->next;
	cc_mutex_unlock(&keys->lock);
}
