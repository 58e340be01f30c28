/*
 * cipher_keys.c - the keys of what this installation encrypts.
 *
 * The first is made at the first start and kept with the data; newer ones are added by whoever runs it.
 */
#include "cli/secret.h"
#include "cli/site.h"
#include "platform/adapters/cipher_aes.h"
#include "platform/ports/entropy.h"

static const struct cli_secret cipher_keys = {
	.file = "cipher.keys",
	.what = "encryption keys",
	.danger = "whoever has them can read the guests' way to each living room",
};

static bool make_keys(struct cli *cli, struct cli_failure *failure)
{
	uint8_t key[CC_CIPHER_KEY_BYTES];
	cli->ctx->entropy->ops->fill(cli->ctx->entropy, key, sizeof key);
	struct cc_buf text = { .arena = cli->ctx->arena };
	cc_buf_add(
		&text,
		CC_STR("# A line a key: its number and 64 hexadecimal digits.  The last one encrypts; the\n"
	               "# others still decrypt.  To change keys, add a line: echo \"2 $(openssl rand -hex "
	               "32)\"\n"
	               "1 "));
	for (size_t i = 0; i < sizeof key; i++)
		cc_buf_printf(&text, "%02x", key[i]);
	cc_buf_add_char(&text, '\n');
	return cli_save_secret(cli, &cipher_keys, cc_buf_str(&text), failure);
}

bool cli_cipher_keys(struct cli *cli, struct cc_cipher_keys *keys, struct cli_failure *failure)
{
	if (!cli_has_secret(cli, &cipher_keys) && !make_keys(cli, failure))
		return false;
	cc_str text;
	if (!cli_read_secret(cli, &cipher_keys, &text, failure))
		return false;
	size_t line;
	const char *wrong = cc_cipher_keys_read(text, keys, &line);
	if (!wrong)
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "%s, line %zu: no encryption key", cli_data_path(cli, cipher_keys.file),
		                 line),
		.why = wrong,
		.fix = "put the file back from a backup: without its keys, addresses cannot be read",
	};
	return false;
}
