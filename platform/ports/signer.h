/*
 * ports/signer.h - who signs in this installation's name: ES256, ECDSA on P-256 with SHA-256 (RFC 7518
 * section 3.4), whose public half anybody may have.
 *
 * Adapters: adapters/signer_p256 (by a private key in PEM), adapters/sim/signer_sim (by a seed; anybody can
 * sign in its name).  Both pass tests/conformance/signer_test.c.
 */
#pragma once

#include "platform/core/token.h"
#include "platform/core/value.h"

struct cc_signer {
	const struct cc_signer_ops *ops;
	cc_str issuer, audience; /* what its tokens say; they live as long as it does */
};

/* From any thread; none of it blocks or fails. */
struct cc_signer_ops {
	const char *name;
	/* r and s, 32 bytes each.  Another one each time, or not. */
	void (*sign)(struct cc_signer *signer, cc_str text, uint8_t signature[CC_SIGNATURE_BYTES]);
	/* By the key of this id; false too if there is none. */
	bool (*verify)(struct cc_signer *signer, cc_str kid, cc_str text,
	               const uint8_t signature[CC_SIGNATURE_BYTES]);
	/* At least one: the first one signs.  They live as long as the signer does. */
	struct cc_signing_key_list (*keys)(struct cc_signer *signer);
};
