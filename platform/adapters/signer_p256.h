/* signer_p256.h - signatures by OpenSSL, under a private key that it holds. */
#pragma once

#include "platform/ports/signer.h"

struct cc_signer_p256_options {
	cc_str private_pem;      /* PKCS #8 or SEC 1, not encrypted */
	cc_str issuer, audience; /* copied, as the key is */
};

/* NULL if that is no private key of P-256. */
struct cc_signer *cc_signer_p256_new(const struct cc_signer_p256_options *options);
void cc_signer_p256_free(struct cc_signer *signer); /* NULL is fine */
