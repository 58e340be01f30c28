/* uri.h - a request's target, taken apart (RFC 9112 section 3.2, RFC 3986). */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/value.h"

/* The path as it was sent and what follows the "?"; of an absolute URI, what follows its authority. */
void cc_uri_split(cc_str target, cc_str *path, cc_str *query);

/* Undoes percent-encoding, and in a form's query "+" too.  *decoded is `text` itself if nothing is encoded,
 * else in the arena.  False if a "%" is not followed by two hexadecimal digits. */
bool cc_uri_decode_path(struct cc_arena *arena, cc_str text, cc_str *decoded);
bool cc_uri_decode_query(struct cc_arena *arena, cc_str text, cc_str *decoded);

/* Takes what stands before the next separator off the front of *rest. */
cc_str cc_uri_take(cc_str *rest, char separator);
