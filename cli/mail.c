/* mail.c - where mails go, and where they send their readers. */
#include "cli/host.h"
#include "platform/adapters/mail_outbox.h"
#include "platform/adapters/qr_libqrencode.h"
#include "platform/adapters/zones_tzif.h"

static const struct cc_mailbox sender = { { "couchannel", 10 }, { "couchannel@localhost", 20 } };

static bool is_web_address(cc_str url)
{
	static const cc_str schemes[] = { { "http://", 7 }, { "https://", 8 } };
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] <= ' ' || url.ptr[i] >= 0x7f || strchr("\"<>\\^`{|}", url.ptr[i]))
			return false;
	for (size_t i = 0; i < CC_COUNT(schemes); i++)
		if (url.len > schemes[i].len && memcmp(url.ptr, schemes[i].ptr, schemes[i].len) == 0)
			return url.ptr[url.len - 1] != '/';
	return false;
}

bool cli_check_public_url(struct cli *cli, struct cli_failure *failure)
{
	const char *url = cli->values.of[CLI_PUBLIC_URL].text;
	if (!url || is_web_address(cc_str_of(url)))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_CONFIG,
		.what = cli_text(cli, "'%s' is no address for links in mails", url),
		.why = "it begins with http:// or https:// and does not end with a slash",
		.fix = "--public-url https://couchannel.example",
	};
	return false;
}

const char *cli_outbox_folder(struct cli *cli)
{
	const char *folder = cli->values.of[CLI_MAIL_OUTBOX].text;
	return folder ? folder : cli_data_path(cli, "outbox");
}

bool cli_host_open_mailer(struct cli_host *host, struct cli_failure *failure)
{
	struct cli *cli = host->cli;
	const struct cc_mail_outbox_options options = {
		.folder = cli_outbox_folder(cli),
		.from = sender,
	};
	cc_err err = cc_mail_outbox_new(cli->ctx, &options, &host->mailer);
	if (err == CC_OK) {
		cc_node_set_mailer(host->node, host->mailer);
		cc_node_set_qr(host->node, cc_qr_libqrencode());
		host->zones = cc_zones_tzif_new("/usr/share/zoneinfo");
		cc_node_set_zones(host->node, host->zones);
		return true;
	}
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = cli_text(cli, "cannot use the outbox %s", options.folder),
		.why = err->message,
		.fix = "choose another folder with --mail-outbox, or give this user the right to write there",
	};
	return false;
}

static const char *url_of(struct cli *cli, unsigned port)
{
	const char *listen = cli->values.of[CLI_LISTEN].text;
	return cli_text(cli, "http://%.*s:%u", (int)(strrchr(listen, ':') - listen), listen, port);
}

const char *cli_host_url(const struct cli_host *host)
{
	return url_of(host->cli, cc_http_port(host->http));
}

void cli_host_set_public_url(void *arg, unsigned port)
{
	const struct cli_host *host = arg;
	const char *url = host->cli->values.of[CLI_PUBLIC_URL].text;
	cc_node_set_public_url(host->node, cc_str_of(url ? url : url_of(host->cli, port)));
}
