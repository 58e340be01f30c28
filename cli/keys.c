/* keys.c - what a server seals, encrypts and signs with, and whose access tokens it believes. */
#include "cli/host.h"
#include "cli/secret.h"
#include "platform/adapters/cipher_aes.h"
#include "platform/adapters/sealer_hmac.h"
#include "platform/adapters/signer_p256.h"

static bool open_sealer(struct cli_host *host, struct cli_failure *failure)
{
	cc_str key;
	if (!cli_seal_key(host->cli, &key, failure))
		return false;
	host->sealer = cc_sealer_hmac_new((const uint8_t *)key.ptr);
	return true;
}

static bool open_cipher(struct cli_host *host, struct cli_failure *failure)
{
	struct cc_cipher_keys keys;
	if (!cli_cipher_keys(host->cli, &keys, failure))
		return false;
	host->cipher = cc_cipher_aes_new(&keys);
	explicit_bzero(&keys, sizeof keys);
	return true;
}

static cc_str issuer_of(struct cli *cli)
{
	const char *issuer = cli->values.of[CLI_ISSUER].text, *url = cli->values.of[CLI_PUBLIC_URL].text;
	if (cli_is_on(&cli->values, CLI_DEV))
		return CC_STR(CLI_DEV_ISSUER);
	if (issuer || url)
		return cc_str_of(issuer ? issuer : url);
	return cc_printf(cli->ctx, "http://%s", cli->values.of[CLI_LISTEN].text);
}

static bool open_signer(struct cli_host *host, cc_str pem, struct cli_failure *failure)
{
	struct cli *cli = host->cli;
	host->signer = cc_signer_p256_new(&(struct cc_signer_p256_options){
		.private_pem = pem,
		.issuer = issuer_of(cli),
		.audience = cc_str_of(cli->values.of[CLI_AUDIENCE].text),
	});
	return host->signer || cli_explain_signing_key(cli, "it is no private key of P-256", failure);
}

/* Of --jwks, or of our own key. */
static bool read_key_set(struct cli *cli, cc_str pem, cc_str *jwks, struct cli_failure *failure)
{
	const char *file = cli->values.of[CLI_JWKS].text;
	if (file)
		return cli_read_file(cli, file, jwks, failure);
	cc_err err = cc_auth_jwks_of(cli->ctx, pem, jwks);
	return err == CC_OK || cli_explain_signing_key(cli, err->message, failure);
}

static bool open_auth(struct cli_host *host, cc_str pem, struct cli_failure *failure)
{
	struct cli *cli = host->cli;
	struct cc_auth_options options = {
		.issuer = host->signer->issuer,
		.audience = host->signer->audience,
		.clock = cli->ctx->clock,
	};
	if (!read_key_set(cli, pem, &options.jwks, failure))
		return false;
	cc_err err = cc_auth_new(cli->ctx, &options, &host->auth);
	if (err == CC_OK)
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_CONFIG,
		.what = cli_text(cli, "%s is no usable key set", cli->values.of[CLI_JWKS].text),
		.why = cli_text(cli, "%s (%s)", err->message, err->reason),
		.fix = "it must be a JSON Web Key Set with an EC key on P-256, as the issuer publishes it",
	};
	return false;
}

bool cli_host_open_keys(struct cli_host *host, struct cli_failure *failure)
{
	cc_str pem;
	return open_sealer(host, failure) && open_cipher(host, failure) &&
	       cli_signing_key(host->cli, true, &pem, failure) && open_signer(host, pem, failure) &&
	       open_auth(host, pem, failure);
}
