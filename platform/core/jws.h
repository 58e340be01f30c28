/*
 * jws.h - a JSON Web Signature in compact form (RFC 7515 section 7.1), ES256 alone (RFC 8725 section 3.1).
 *
 * Only its shape: who may have signed it, and whether they did, is for those who have keys.  Nothing of the
 * payload is looked at before that.
 */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/token.h"

struct cc_jws {
	cc_str signed_text; /* header and payload, as they came */
	uint8_t signature[CC_SIGNATURE_BYTES];
	cc_str typ;        /* empty if it does not say */
	const cc_str *kid; /* NULL: no key is named */
	cc_str payload;    /* still base64url */
};

/* NULL, or a sentence that says why this is none; it never repeats the token. */
const char *cc_jws_open(struct cc_arena *arena, cc_str token, struct cc_jws *jws);
/* RFC 7515 section 4.1.9: a media type, whose case does not matter, perhaps without "application/". */
bool cc_jws_is(const struct cc_jws *jws, cc_str typ);

/* What is signed, of a payload that is JSON; and the whole with its signature. */
cc_str cc_jws_text(struct cc_arena *arena, cc_str typ, cc_str kid, cc_str payload);
cc_str cc_jws_print(struct cc_arena *arena, cc_str text, const uint8_t signature[CC_SIGNATURE_BYTES]);
