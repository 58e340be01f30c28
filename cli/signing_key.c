/* signing_key.c - the key that this installation signs with: made at the first start, kept with the data. */
#include "cli/secret.h"
#include "cli/site.h"
#include "platform/server/auth.h"

static const struct cli_secret signing_key = {
	.file = "signing-key.pem",
	.what = "signing key",
	.danger = "whoever has it can pretend to be anybody",
};

static bool make_key(struct cli *cli, struct cli_failure *failure)
{
	cc_str pem, jwks;
	cc_err err = cc_auth_make_key(cli->ctx, &pem, &jwks);
	if (err == CC_OK)
		return cli_save_secret(cli, &signing_key, pem, failure);
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = "cannot make a signing key",
		.why = err->message,
	};
	return false;
}

bool cli_signing_key(struct cli *cli, bool make, cc_str *private_pem, struct cli_failure *failure)
{
	bool there = cli_has_secret(cli, &signing_key);
	if (!there && make && !make_key(cli, failure))
		return false;
	if (!there && !make) {
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_NOT_FOUND,
			.what = cli_text(cli, "there is no signing key in %s", cli->values.of[CLI_DATA].text),
			.why = "a server makes it when it first runs",
			.fix = cli_text(cli, "couchannel serve --dev --data %s",
			                cli->values.of[CLI_DATA].text),
		};
		return false;
	}
	return cli_read_secret(cli, &signing_key, private_pem, failure);
}

bool cli_explain_signing_key(struct cli *cli, const char *why, struct cli_failure *failure)
{
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_CONFIG,
		.what = "the signing key cannot be used",
		.why = why,
		.fix = cli_text(cli,
		                "rm %s; the next start makes a new one, and tokens that are out are void",
		                cli_data_path(cli, signing_key.file)),
	};
	return false;
}
