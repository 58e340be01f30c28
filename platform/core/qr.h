/*
 * qr.h - a text as a QR code (ISO/IEC 18004): for a phone to read from paper or from a screen.
 */
#pragma once

#include "platform/core/error.h"

struct cc_ctx;

enum {
	CC_QR_TEXT_MAX = 1000,  /* bytes; more would be too fine for a phone's camera */
	CC_QR_SIDE_MAX = 177,   /* modules (version 40) */
	CC_QR_QUIET = 4,        /* modules of white around it (section 6.3.8) */
	CC_QR_PIXELS = 6,       /* of a module in a PNG */
};

/* Row by row, from the top left; 1 is dark. */
struct cc_qr { size_t side; const uint8_t *modules; };

/* INVALID_ARGUMENT: more than CC_QR_TEXT_MAX bytes, or none. */
extern const struct cc_reason cc_qr_too_long;

/* Of medium error correction: 15 percent of it may be unreadable.  Fails: qr_too_long. */
CC_RESULT cc_qr_encode(struct cc_ctx *ctx, cc_str text, struct cc_qr *qr);

/* With its quiet zone, black on white.  `title` is what it is for who cannot see it. */
cc_str cc_qr_svg(struct cc_ctx *ctx, const struct cc_qr *qr, cc_str title);
cc_str cc_qr_png(struct cc_ctx *ctx, const struct cc_qr *qr);
