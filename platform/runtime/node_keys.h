/*
 * node_keys.h - the idempotency keys that are being worked on: a second request under one is turned away.
 *
 * From any thread.  A key belongs to its caller and operation, as its record does.
 */
#pragma once

#include "platform/ports/threads.h"
#include "platform/runtime/node.h"

struct cc_node_keys;

struct cc_node_keys *cc_node_keys_new(const struct cc_threads *threads);
void cc_node_keys_free(struct cc_node_keys *keys);

/* False if the same key is taken.  The invocation stays where it is until it gives the key back. */
bool cc_node_keys_take(struct cc_node_keys *keys, struct cc_invocation *invocation);
void cc_node_keys_give_back(struct cc_node_keys *keys, struct cc_invocation *invocation);
