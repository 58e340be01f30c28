/* base64.h - RFC 4648 sections 4 and 5.  For the platform. */
#pragma once

#include "platform/core/buf.h"

/* The standard alphabet, padded. */
void cc_base64_add(struct cc_buf *out, cc_str bytes);
/* Either alphabet, padded or not; false if malformed. */
bool cc_base64_parse(struct cc_arena *arena, cc_str text, cc_str *bytes);
