/*
 * token.h - messages that this installation signs for others to check: JSON Web Tokens, ES256.
 *
 * A token's claims are a message of the contract, as JSON.  It has `string iss`, who issued it
 * (cc_issuer()), and `uint32 exp`, when it expires, in seconds; both are checked, as is the kind: a token
 * of one `typ` is never taken for one of another (RFC 8725 section 3.11).  Anybody can read a token.  What
 * only we ourselves must read again is sealed instead (seal.h), which is shorter.
 */
#pragma once

#include "platform/core/message.h"

enum { CC_TOKEN_BYTES_MAX = 8 * 1024, CC_SIGNATURE_BYTES = 64 };

/* Not a token, not of this kind, not signed here, or not what it was. */
extern const struct cc_reason cc_token_invalid;
extern const struct cc_reason cc_token_expired;

/* Half of a key that others may know: an EC key on P-256 (RFC 7518 section 6.2), base64url. */
struct cc_signing_key {
	cc_str kid, x, y;
};

struct cc_signing_key_list { const struct cc_signing_key *items; size_t count; };

/* Who signs here, and for whom access tokens are meant: what `iss` and `aud` say. */
cc_str cc_issuer(struct cc_ctx *ctx);
cc_str cc_audience(struct cc_ctx *ctx);
/* Those that verify what is signed here; the first one signs. */
struct cc_signing_key_list cc_signing_keys(struct cc_ctx *ctx);

/* typ: "ticket+jwt".  NUL-terminated, though len does not count the NUL. */
cc_str cc_sign_jwt(struct cc_ctx *ctx, const char *typ, const struct cc_message *message, const void *claims);

/* Reads what cc_sign_jwt() wrote.  Fails: INVALID_ARGUMENT `token_invalid`, FAILED_PRECONDITION
 * `token_expired`; the sentence never repeats the token. */
CC_RESULT cc_verify_jwt(struct cc_ctx *ctx, const char *typ, cc_str token, const struct cc_message *message,
                        void *claims);
