/*
 * secret.h - codes that open something: made here, shown once, and kept only as a digest.
 *
 * Who reads the store learns no code, and who has no key of this installation can check no guess: the digest
 * is its seal of the code.  Look for the digest by its key; how long that takes says nothing of the code, for
 * a guess that is nearly right has a digest that is not.
 */
#pragma once

#include "platform/core/context.h"

enum { CC_SECRET_BYTES = 16, CC_SECRET_TEXT_LEN = 22, CC_SECRET_DIGEST_LEN = 43 };

/* 128 unpredictable bits as base64url: 22 letters, digits, '-' and '_'. */
cc_str cc_new_secret(struct cc_ctx *ctx);

/* kind: "identity.login_link"; a code of one kind does not pass for one of another.  43 characters of
 * base64url. */
cc_str cc_secret_digest(struct cc_ctx *ctx, const char *kind, cc_str code);
