/*
 * jwt.h - access tokens: JSON Web Tokens (RFC 7519), signed ES256.
 *
 * In two steps, so that nothing of the claims is looked at before the signature has been verified.
 */
#pragma once

#include "platform/core/jws.h"
#include "platform/core/run.h"

/* What the payload says.  Text that is not there is empty. */
struct cc_jwt_claims {
	cc_str issuer, subject, service, scopes, roles;
	bool is_for_audience;
	cc_time expires_at, not_before, issued_at; /* CC_TIME_NEVER: does not say */
};

/* Both fail: UNAUTHENTICATED. */
CC_RESULT cc_jwt_open(struct cc_ctx *ctx, cc_str token, struct cc_jws *jws);
CC_RESULT cc_jwt_read_claims(struct cc_ctx *ctx, cc_str payload, cc_str audience,
                             struct cc_jwt_claims *claims);
