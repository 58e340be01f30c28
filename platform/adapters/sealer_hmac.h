/* sealer_hmac.h - seals by HMAC-SHA-256 (RFC 2104, FIPS 198-1) under a key of 32 bytes. */
#pragma once

#include "platform/ports/sealer.h"

enum { CC_SEALER_KEY_BYTES = 32 };

struct cc_sealer *cc_sealer_hmac_new(const uint8_t key[CC_SEALER_KEY_BYTES]); /* keeps a copy */
void cc_sealer_hmac_free(struct cc_sealer *sealer); /* wipes it; NULL is fine */
