/* base64url.h - RFC 4648 section 5 without padding, as JOSE asks (RFC 7515 section 2). */
#pragma once

#include "platform/core/buf.h"

cc_str cc_base64url_print(struct cc_arena *arena, cc_str bytes);
/* False unless text is exactly what cc_base64url_print() makes of *bytes: one value, one spelling. */
bool cc_base64url_parse(struct cc_arena *arena, cc_str text, cc_str *bytes);
