/* token.c - a signed token to call a development server with. */
#include "cli/commands.h"
#include "cli/secret.h"
#include "platform/core/id.h"
#include "platform/server/auth.h"
#include "services/identity/identity.h"
#include "services/services.h"

enum { SCOPES_MAX = 256 };

/* Whom --as stands for; users have the scopes that identity gives to their role. */
static const struct {
	const char *name, *roles, *subject;
	enum identity_role role;
} people[] = {
	{ "guest", "guest", CLI_DEV_GUEST, IDENTITY_ROLE_GUEST },
	{ "host", "guest host", CLI_DEV_HOST, IDENTITY_ROLE_HOST },
	{ "admin", "guest host admin", CLI_DEV_ADMIN, IDENTITY_ROLE_ADMIN },
	{ "service", "", NULL, IDENTITY_ROLE_UNSPECIFIED },
};

static bool has_scope(const char *const *scopes, size_t count, const char *scope)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(scopes[i], scope) == 0)
			return true;
	return false;
}

static cc_str every_scope(struct cli *cli)
{
	const char *scopes[SCOPES_MAX];
	size_t count = 0;
	struct cc_buf text = { .arena = cli->ctx->arena };
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++) {
			if (!(*op)->scope || has_scope(scopes, count, (*op)->scope))
				continue;
			assert(count < SCOPES_MAX);
			scopes[count++] = (*op)->scope;
			cc_buf_printf(&text, "%s%s", text.len > 0 ? " " : "", (*op)->scope);
		}
	return cc_buf_str(&text);
}

static bool read_claims(struct cli *cli, struct cc_token_claims *claims, struct cli_failure *failure)
{
	size_t who = 0;
	while (strcmp(people[who].name, cli->values.of[CLI_AS].text) != 0)
		who++;
	const char *subject = cli->values.of[CLI_SUBJECT].text;
	const char *scopes = cli->values.of[CLI_SCOPE].text;
	bool is_service = people[who].subject == NULL;
	struct cc_principal *principal = &claims->principal;
	principal->roles = cc_str_of(people[who].roles);
	principal->scopes = scopes       ? cc_str_of(scopes)
	                    : is_service ? every_scope(cli)
	                                 : identity_scopes(cli->ctx, &people[who].role, 1);
	if (is_service)
		principal->service = CC_STR("couchannel-dev");
	subject = subject ? subject : people[who].subject;
	if (!subject || cc_id_parse(cc_str_of(subject), &principal->subject))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = cli_text(cli, "--subject cannot be '%s'", subject),
		.why = "it must be a UUID",
		.fix = "--subject 0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b",
	};
	return false;
}

static bool make(struct cli *cli, cc_str *token, struct cli_failure *failure)
{
	struct cc_token_claims claims = {
		.issuer = CC_STR(CLI_DEV_ISSUER),
		.audience = cc_str_of(cli->values.of[CLI_AUDIENCE].text),
		.lifetime_ms = CC_MINUTES(cli_number(&cli->values, CLI_LIFETIME_MINUTES)),
	};
	cc_str pem;
	if (!read_claims(cli, &claims, failure) || !cli_signing_key(cli, false, &pem, failure))
		return false;
	cc_err err = cc_auth_sign(cli->ctx, pem, &claims, token);
	if (err == CC_OK)
		return true;
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = "cannot sign a token",
		.why = cli_text(cli, "%s (%s)", err->message, err->reason),
		.fix = "remove signing-key.pem; serve --dev makes it anew",
	};
	return false;
}

bool cli_make_token(struct cli *cli, const char *as, const char *subject, cc_str *token,
                    struct cli_failure *failure)
{
	cli->values.of[CLI_AS].text = as;
	cli->values.of[CLI_SUBJECT].text = subject;
	return make(cli, token, failure);
}

int cli_token(struct cli *cli)
{
	struct cli_failure failure;
	cc_str token;
	if (!make(cli, &token, &failure))
		return cli_fail(cli, &failure);
	cli_print(cli, "%.*s\n", (int)token.len, token.ptr);
	return CLI_EXIT_OK;
}
