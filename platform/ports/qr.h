/*
 * ports/qr.h - who knows how a text becomes a square of modules.
 *
 * Adapters: adapters/qr_libqrencode, adapters/sim/qr_sim (which a test reads back; a phone cannot).  Both
 * pass tests/conformance/qr_test.c.
 */
#pragma once

#include "platform/core/qr.h"

struct cc_qr_encoder {
	const struct cc_qr_encoder_ops *ops;
};

struct cc_qr_encoder_ops {
	const char *name;
	/* 1 to CC_QR_TEXT_MAX bytes; the same for the same text.  The modules live in the arena of ctx; a
	 * side has CC_QR_SIDE_MAX of them at most.  From any thread; never blocks, never fails. */
	void (*encode)(struct cc_qr_encoder *encoder, struct cc_ctx *ctx, cc_str text, struct cc_qr *qr);
};
