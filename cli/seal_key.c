/* seal_key.c - the key of this installation's seals: made at the first start, kept with the data. */
#include "cli/secret.h"
#include "cli/site.h"
#include "platform/adapters/sealer_hmac.h"
#include "platform/ports/entropy.h"

static const struct cli_secret seal_key = {
	.file = "seal.key",
	.what = "sealing key",
	.danger = "whoever has it can make prices of their own",
};

static bool make_key(struct cli *cli, struct cli_failure *failure)
{
	char key[CC_SEALER_KEY_BYTES];
	cli->ctx->entropy->ops->fill(cli->ctx->entropy, key, sizeof key);
	bool saved = cli_save_secret(cli, &seal_key, (cc_str){ key, sizeof key }, failure);
	explicit_bzero(key, sizeof key);
	return saved;
}

bool cli_seal_key(struct cli *cli, cc_str *key, struct cli_failure *failure)
{
	if (!cli_has_secret(cli, &seal_key) && !make_key(cli, failure))
		return false;
	cc_str read;
	if (!cli_read_secret(cli, &seal_key, &read, failure))
		return false;
	if (read.len == CC_SEALER_KEY_BYTES) {
		*key = read;
		return true;
	}
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "%s is no sealing key", cli_data_path(cli, seal_key.file)),
		.why = cli_text(cli, "it has %zu bytes and not %d", read.len, CC_SEALER_KEY_BYTES),
		.fix = cli_text(cli,
		                "rm %s; the next start makes a new one, and quotes that are out are void",
		                cli_data_path(cli, seal_key.file)),
	};
	return false;
}
