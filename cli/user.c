/* user.c - the first administrator, and links for whoever cannot get one by mail. */
#include "cli/commands.h"
#include "cli/document.h"
#include "cli/errand.h"
#include "platform/core/id.h"
#include "platform/core/time.h"
#include "services/identity/identity.h"

static const char *id_text(struct cli *cli, cc_id id)
{
	char *text = cc_alloc(cli->ctx, CC_ID_TEXT_LEN + 1);
	cc_id_print(id, text);
	return text;
}

/* ---- Adding ---------------------------------------------------------------------- */

static bool read_role(struct cli *cli, enum identity_role *role, struct cli_failure *failure)
{
	const struct cc_enumerator *value = cc_enum_by_text(&identity_role_enum,
	                                                    cc_str_of(cli->values.of[CLI_AS].text));
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = "no user is a service",
		.why = "services show tokens of their own",
		.fix = "--as guest, --as host or --as admin",
	};
	*role = value ? (enum identity_role)value->number : IDENTITY_ROLE_UNSPECIFIED;
	return value != NULL;
}

/* Hosts and administrators are guests, too. */
static bool add(struct cli *cli, struct cli_failure *failure)
{
	enum identity_role roles[2] = { IDENTITY_ROLE_GUEST };
	struct identity_user user = { 0 };
	if (!read_role(cli, &roles[1], failure))
		return false;
	const struct identity_put_user_request cmd = {
		.user_id = cc_new_id(cli->ctx),
		.name = cc_str_of(cli->values.of[CLI_NAME].text),
		.email = cc_str_of(cli->values.words[1]),
		.locale = CC_STR("en"),
		.time_zone = CC_STR("UTC"),
		.roles = { roles, CC_COUNT(roles) },
	};
	struct cli_errand errand = {
		.what = "add the user",
		.op = &identity_put_user_op,
		.in = &cmd,
		.out = &user,
	};
	if (!cli_run_errand(cli, &errand, failure))
		return false;
	if (cli_is_on(&cli->values, CLI_JSON)) {
		struct cli_doc doc;
		cli_begin_json(cli, &doc);
		doc_text(&doc, "user_id", id_text(cli, user.user_id));
		doc_end(&doc);
		return true;
	}
	cli_print(cli, "%s\n", id_text(cli, user.user_id));
	fprintf(stderr, "Next: couchannel user link %s\n", cli->values.words[1]);
	return true;
}

/* ---- Links ----------------------------------------------------------------------- */

static void print_link(struct cli *cli, const char *url, const struct identity_login_link *link)
{
	char expires_at[CC_TIME_TEXT_MAX + 1] = { 0 };
	cc_time_print(link->expires_at, expires_at);
	const char *address = cli_text(cli, "%s/d/%.*s", url, (int)link->code.len, link->code.ptr);
	if (cli_is_on(&cli->values, CLI_JSON)) {
		struct cli_doc doc;
		cli_begin_json(cli, &doc);
		doc_text(&doc, "user_id", id_text(cli, link->user_id));
		doc_text(&doc, "url", address);
		doc_text(&doc, "code", cc_copy(cli->ctx, link->code).ptr);
		doc_text(&doc, "expires_at", expires_at);
		doc_end(&doc);
		return;
	}
	cli_print(cli, "%s\n", address);
	fprintf(stderr, "Whoever opens it is that user: once, until %s.\n", expires_at);
}

static bool make_link(struct cli *cli, struct cli_failure *failure)
{
	struct identity_create_login_link_request cmd = { 0 };
	struct identity_login_link link = { 0 };
	cmd.has_user_id = cc_id_parse(cc_str_of(cli->values.words[1]), &cmd.user_id);
	cmd.has_email = !cmd.has_user_id;
	cmd.email = cc_str_of(cli->values.words[1]);
	struct cli_errand errand = {
		.what = "make a link",
		.op = &identity_create_login_link_op,
		.in = &cmd,
		.out = &link,
	};
	if (!cli_run_errand(cli, &errand, failure))
		return false;
	print_link(cli, errand.url, &link);
	return true;
}

int cli_user(struct cli *cli)
{
	struct cli_failure failure;
	bool done = strcmp(cli->values.words[0], "add") == 0 ? add(cli, &failure) : make_link(cli, &failure);
	return done ? CLI_EXIT_OK : cli_fail(cli, &failure);
}
