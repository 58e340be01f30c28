/*
 * ports/peers.h - how one service reaches another.
 *
 * Adapters: adapters/peers_local (a function call in this process), adapters/fail (loses requests and
 * replies, delays).  Both pass tests/conformance/peers_test.c.
 */
#pragma once

#include "platform/core/service.h"

struct cc_peers {
	const struct cc_peers_ops *ops;
};

struct cc_peers_ops {
	const char *name;

	/*
	 * Runs op with ctx's caller, trace and deadline; *out lives in ctx's arena.
	 * key: the idempotency key, empty for none.  Blocks until ctx's deadline.
	 * Fails with what the callee failed with; DEADLINE_EXCEEDED (the effect may
	 * have happened or may yet); UNAVAILABLE (it has not); UNIMPLEMENTED.
	 */
	cc_err (*call)(struct cc_peers *peers, struct cc_ctx *ctx, const struct cc_op *op, cc_str key,
	               const void *in, void *out);

	void (*free)(struct cc_peers *peers);
};
