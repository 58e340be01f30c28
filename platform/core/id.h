/* id.h - UUIDs: text, and version 7 (RFC 9562 section 5.7). */
#pragma once

#include "platform/core/value.h"

enum { CC_ID_TEXT_LEN = 36 };

/* Writes 36 lower-case characters, no NUL. */
void cc_id_print(cc_id id, char out[CC_ID_TEXT_LEN]);
/* Accepts exactly the 8-4-4-4-12 form, either case. */
bool cc_id_parse(cc_str text, cc_id *id);
/* Version 7: 48 bits of ms, then `random` with version and variant set over it. */
cc_id cc_id_v7(cc_time now, const uint8_t random[10]);
