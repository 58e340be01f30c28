/* bank.c - where guests confirm payments: the sandbox's pages, on a port of their own. */
#include "cli/demo/demo.h"
#include "platform/ports/entropy.h"

enum { SECRET_BYTES = 16 };

/* Nobody in the demo pays over HTTP: the key of that interface is made, and told to nobody. */
static cc_str new_key(struct cli *cli)
{
	uint8_t random[SECRET_BYTES];
	struct cc_buf key = { .arena = cli->ctx->arena };
	cli->ctx->entropy->ops->fill(cli->ctx->entropy, random, sizeof random);
	cc_buf_printf(&key, "sk_test_");
	for (size_t i = 0; i < sizeof random; i++)
		cc_buf_printf(&key, "%02x", random[i]);
	return cc_buf_str(&key);
}

bool demo_open_bank(struct demo *demo, struct cli_failure *failure)
{
	struct cli *cli = demo->cli;
	const struct cc_psp_edge_options options = {
		.psp = demo->host.psp,
		.clock = cli->ctx->clock,
		.entropy = cli->ctx->entropy,
		.secret_key = new_key(cli),
	};
	cc_err err = cc_psp_edge_new(cli->ctx, &options, &demo->bank);
	if (err == CC_OK) {
		cc_psp_sandbox_set_pages(demo->host.psp, cc_printf(cli->ctx, "http://127.0.0.1:%u/3ds",
		                                                   cc_psp_edge_port(demo->bank)));
		return true;
	}
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = "cannot open the bank's pages",
		.why = err->message,
		.fix = "couchannel doctor",
	};
	return false;
}

/* "http://127.0.0.1:41233/3ds/pi_..." */
cc_err demo_confirm_payment(struct demo *demo, struct cc_ctx *ctx, cc_str action_url)
{
	size_t at = action_url.len;
	while (at > 0 && action_url.ptr[at - 1] != '/')
		at--;
	const cc_str intent_id = { action_url.ptr + at, action_url.len - at };
	struct cc_psp_intent intent;
	return cc_psp_sandbox_authenticate(demo->host.psp, ctx, intent_id, true, &intent);
}
