/*
 * ports/sealer.h - who knows the installation's secret, and reckons seals with it.
 *
 * Adapters: adapters/sealer_hmac (HMAC-SHA-256), adapters/sim/sealer_sim (by a seed; keeps nobody out).
 * Both pass tests/conformance/sealer_test.c.
 */
#pragma once

#include "platform/core/seal.h"
#include "platform/core/value.h"

struct cc_sealer {
	const struct cc_sealer_ops *ops;
};

struct cc_sealer_ops {
	const char *name;
	/* The same for the same text, another for another.  From any thread; never blocks, never fails. */
	void (*reckon)(struct cc_sealer *sealer, cc_str text, uint8_t seal[CC_SEAL_BYTES]);
};
