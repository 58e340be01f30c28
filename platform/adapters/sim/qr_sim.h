/* qr_sim.h - squares that a test can read back: the text's length, and its bits. */
#pragma once

#include "platform/ports/qr.h"

struct cc_qr_encoder *cc_qr_sim(void); /* keeps nothing, and is nobody's to free */
/* What was encoded into the square. */
cc_str cc_qr_sim_read(struct cc_ctx *ctx, const struct cc_qr *qr);
