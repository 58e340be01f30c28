/* qr_libqrencode.h - QR codes by libqrencode, in its smallest version that fits. */
#pragma once

#include "platform/ports/qr.h"

struct cc_qr_encoder *cc_qr_libqrencode(void); /* keeps nothing, and is nobody's to free */
