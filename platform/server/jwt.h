/*
 * jwt.h - a JSON Web Token (RFC 7519) in JWS compact form (RFC 7515 section 7.1), signed ES256.
 *
 * In two steps, so that nothing of the claims is looked at before the signature has been verified.
 */
#pragma once

#include "platform/core/run.h"
#include "platform/server/p256.h"

enum { CC_JWT_BYTES_MAX = 8 * 1024 };

struct cc_jwt {
	cc_str signed_text; /* header and payload, as they came */
	uint8_t signature[CC_P256_SIGNATURE_BYTES];
	const cc_str *kid;  /* NULL: no key is named */
	cc_str payload;     /* still base64url */
};

/* What the payload says.  Text that is not there is empty. */
struct cc_jwt_claims {
	cc_str issuer, subject, service, scopes, roles;
	bool is_for_audience;
	cc_time expires_at, not_before, issued_at; /* CC_TIME_NEVER: does not say */
};

/* Both fail: UNAUTHENTICATED. */
CC_RESULT cc_jwt_open(struct cc_ctx *ctx, cc_str token, struct cc_jwt *jwt);
CC_RESULT cc_jwt_read_claims(struct cc_ctx *ctx, const struct cc_jwt *jwt, cc_str audience,
                             struct cc_jwt_claims *claims);
