/* secret.h - secrets in the data folder: made once, readable by their owner only. */
#pragma once

#include "cli/cli.h"

struct cli_secret {
	const char *file;   /* in the data folder */
	const char *what;   /* "signing key" */
	const char *danger; /* what could do whoever else reads it */
};

bool cli_has_secret(struct cli *cli, const struct cli_secret *secret);
/* For its owner only, and whole or not at all. */
bool cli_save_secret(struct cli *cli, const struct cli_secret *secret, cc_str bytes,
                     struct cli_failure *failure);
/* Not if others may read it. */
bool cli_read_secret(struct cli *cli, const struct cli_secret *secret, cc_str *bytes,
                     struct cli_failure *failure);

#define CLI_DEV_ISSUER "couchannel-dev"

/* Whom `couchannel token --as ...` stands for, unless it is told; the demo has people of these ids. */
#define CLI_DEV_GUEST "00000000-0000-7000-8000-000000000001"
#define CLI_DEV_HOST  "00000000-0000-7000-8000-000000000002"
#define CLI_DEV_ADMIN "00000000-0000-7000-8000-000000000003"

/* signing_key.c: <data>/signing-key.pem, made if it is not there and `make`; and, with false, why it cannot
 * be used. */
bool cli_signing_key(struct cli *cli, bool make, cc_str *private_pem, struct cli_failure *failure);
bool cli_explain_signing_key(struct cli *cli, const char *why, struct cli_failure *failure);

/* token.c: an access token of a development server, signed with the key in its folder. */
bool cli_make_token(struct cli *cli, const char *as, const char *subject, cc_str *token,
                    struct cli_failure *failure);

/* The key that cc_seal() seals with: <data>/seal.key, made if it is not there.  cli/seal_key.c. */
bool cli_seal_key(struct cli *cli, cc_str *key, struct cli_failure *failure);

/* The keys that cc_encrypt() encrypts with: <data>/cipher.keys, one of them made if it is not there.
 * cli/cipher_keys.c. */
struct cc_cipher_keys;
bool cli_cipher_keys(struct cli *cli, struct cc_cipher_keys *keys, struct cli_failure *failure);
