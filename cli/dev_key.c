#include "cli/dev_key.h"

#include "cli/secret.h"
#include "platform/server/auth.h"

static const struct cli_secret dev_key = {
	.file = "dev-key.pem",
	.what = "development key",
	.danger = "whoever has it can pretend to be anybody",
};

static bool make_key(struct cli *cli, struct cli_failure *failure)
{
	cc_str pem, jwks;
	cc_err err = cc_auth_make_key(cli->ctx, &pem, &jwks);
	if (err == CC_OK)
		return cli_save_secret(cli, &dev_key, pem, failure);
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = "cannot make a development key",
		.why = err->message,
	};
	return false;
}

bool cli_dev_key(struct cli *cli, bool make, cc_str *private_pem, struct cli_failure *failure)
{
	bool there = cli_has_secret(cli, &dev_key);
	if (!there && make && !make_key(cli, failure))
		return false;
	if (!there && !make) {
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_NOT_FOUND,
			.what = cli_text(cli, "there is no development key in %s",
			                 cli->values.of[CLI_DATA].text),
			.why = "a server makes it when it first runs with --dev",
			.fix = cli_text(cli, "couchannel serve --dev --data %s",
			                cli->values.of[CLI_DATA].text),
		};
		return false;
	}
	return cli_read_secret(cli, &dev_key, private_pem, failure);
}
