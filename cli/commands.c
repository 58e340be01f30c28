#include "cli/commands.h"

#include "platform/core/suggest.h"

#define VERBS(...)                                                                                           \
	(const struct cli_verb[])                                                                            \
	{                                                                                                    \
		__VA_ARGS__,                                                                                 \
		{                                                                                            \
			0                                                                                    \
		}                                                                                            \
	}
#define EXAMPLES(...)                                                                                        \
	(const struct cli_example[])                                                                         \
	{                                                                                                    \
		__VA_ARGS__,                                                                                 \
		{                                                                                            \
			0                                                                                    \
		}                                                                                            \
	}

const struct cli_command cli_commands[CLI_COMMAND_COUNT] = {
	[CLI_COMMAND_DEMO] = {
		.name = "demo", .run = cli_demo,
		.summary = "Run a server full of life: hosts, evenings, bookings, and a crowd that goes on.",
		.description =
			"Makes 24 hosts, 48 evenings, 180 guests and 312 bookings by the services' own "
			"operations, from sold out to cancelled, at times around now; then invented guests "
			"go on booking and changing their minds. What happens is printed as it happens.\n\n"
			"The data is in a temporary folder, which is deleted at the end, or in the one that "
			"--data names, where the next start finds it. It listens on loopback only, its "
			"tokens are for anybody who can read the data folder, and its money is play money.",
		.examples = EXAMPLES(
			{ "couchannel demo", "look around; Ctrl-C ends it" },
			{ "couchannel demo --data ./my-couch", "and keep what was made" },
			{ "couchannel demo --crowd 0 --listen 127.0.0.1:0", "quietly, on a free port" }),
	},
	[CLI_COMMAND_TOUR] = {
		.name = "tour", .run = cli_tour,
		.summary = "Play through an evening over HTTP, and show each request and its answer.",
		.description =
			"A host opens a living room; a guest finds it, books, and cancels; a card is "
			"declined; a bank waits for a guest who does not come; the host calls the evening "
			"off; a fixture is moved. Each step says what it asked, what was answered and how "
			"long it took, and is checked: the exit code is 0 only if all went as it should.\n\n"
			"Without --url it starts a server of its own, in a temporary folder, and moves that "
			"server's clock where people would have to wait.",
		.examples = EXAMPLES(
			{ "couchannel tour", "by itself" },
			{ "couchannel tour --url http://127.0.0.1:8080 --data ./my-couch",
			  "against a demo that runs" }),
	},
	[CLI_COMMAND_SERVE] = {
		.name = "serve", .run = cli_serve,
		.summary = "Run the services and their HTTP interface.",
		.description =
			"Brings the databases up to date, then answers until SIGTERM or Ctrl-C, which "
			"let requests in hand finish. A second signal ends it at once.\n\n"
			"Access tokens are those that its own identity service signs, with the key "
			"signing-key.pem in the data folder; or, with --jwks and --issuer, another issuer's. "
			"Without either it refuses to start. --dev listens on loopback only, and trusts what "
			"`couchannel token` prints as well.\n\n"
			"When it is ready, one log line has the event \"listening\" and the field url.",
		.examples = EXAMPLES(
			{ "couchannel serve --dev", "try it on this machine" },
			{ "couchannel serve --listen 127.0.0.1:0 --dev", "on a free port" },
			{ "couchannel serve", "users sign in by its own links" },
			{ "couchannel serve --jwks keys.json --issuer https://id.example.org",
			  "with an identity provider of yours" }),
	},
	[CLI_COMMAND_PSP_SANDBOX] = {
		.name = "psp-sandbox", .run = cli_psp_sandbox,
		.summary = "Run a payment provider of play money, which speaks as Stripe's API does.",
		.description =
			"Payment intents with manual capture, refunds, idempotency keys, test cards, signed "
			"webhooks, and a page where guests confirm: what a program that pays by Stripe can "
			"be tried against, on 127.0.0.1 alone. Its books are in the data folder, and so are "
			"the secret key that it asks for (psp-sandbox.key) and the secret that it signs "
			"webhooks with (psp-webhook.key); both are made at the first start.\n\n"
			"4242424242424242 (pm_card_visa) pays; 4000000000000002 is declined; "
			"4000000000003220 wants to be confirmed; 4000000000050411 is charged, and the answer "
			"gets lost.",
		.examples = EXAMPLES(
			{ "couchannel psp-sandbox --listen 127.0.0.1:8090 --data ./sandbox",
			  "on a port of its own" },
			{ "couchannel psp-sandbox --webhook-url http://127.0.0.1:8080/v1/psp/webhooks",
			  "and tell of what happens" }),
	},
	[CLI_COMMAND_MIGRATE] = {
		.name = "migrate", .run = cli_migrate,
		.summary = "Bring the databases up to date.",
		.description =
			"Runs what is missing of each service's migrations, each in a transaction. "
			"serve does so itself; this is for those who want it apart. No server may run "
			"on the data folder.",
		.examples = EXAMPLES(
			{ "couchannel migrate --dry-run", "what would be run" },
			{ "couchannel migrate --data /var/lib/couchannel", "run it" }),
	},
	[CLI_COMMAND_CONFIG] = {
		.name = "config", .run = cli_config,
		.summary = "Show every setting, its value, and where the value comes from.",
		.description =
			"A flag beats an environment variable, which beats the default. Nothing that is "
			"shown is a secret: no setting holds one; secrets are files that a setting "
			"names.",
		.examples = EXAMPLES(
			{ "couchannel config", "what holds here" },
			{ "COUCHANNEL_LISTEN=127.0.0.1:9090 couchannel config --json", "for programs" },
			{ "couchannel config --env-example > .env", "a file to begin with" }),
	},
	[CLI_COMMAND_DOCTOR] = {
		.name = "doctor", .run = cli_doctor,
		.summary = "Check what serve needs, and say how to mend what is wrong.",
		.description = "Every check is ok, warn or fail. The exit code is 1 if one fails.",
		.examples = EXAMPLES(
			{ "couchannel doctor", "check this machine" },
			{ "couchannel doctor --json --data /var/lib/couchannel", "for programs" }),
	},
	[CLI_COMMAND_TOKEN] = {
		.name = "token", .run = cli_token,
		.summary = "Print an access token for a server that runs with --dev.",
		.description =
			"Signs with the key that `serve --dev` made in the data folder. Such a token is "
			"worth nothing to any other server.",
		.examples = EXAMPLES(
			{ "couchannel token --as host", "a host's token" },
			{ "curl -H \"Authorization: Bearer $(couchannel token)\" http://127.0.0.1:8080/v1/",
			  "use one" }),
	},
	[CLI_COMMAND_USER] = {
		.name = "user", .run = cli_user, .verb_required = true,
		.verbs = VERBS(
			{ "add", "ADDRESS", "Register a user by their mail address; prints their id." },
			{ "link", "USER", "Print a link for a user, by address or id, to sign in once." }),
		.summary = "Add users and print links for them to sign in with.",
		.description =
			"For the first administrator, and for whoever cannot get a link by mail. A server "
			"that works on the data folder is asked to do it, by its own key; where none runs, "
			"it is done here.\n\n"
			"Whoever has the link is the user, for thirty minutes or until it is used.",
		.examples = EXAMPLES(
			{ "couchannel user add ewa@example.org --name Ewa --as admin",
			  "the first administrator" },
			{ "couchannel user link ewa@example.org", "who signs in by this" }),
	},
	[CLI_COMMAND_EVENTS] = {
		.name = "events", .run = cli_events, .verb_required = true,
		.verbs = VERBS(
			{ "parked", NULL, "List events that could not be delivered." },
			{ "doubts", NULL, "List what was tried outside and has not succeeded." },
			{ "retry", "ID", "Deliver a parked event again; no server may run meanwhile." }),
		.summary = "Look after events that could not be delivered, and effects in doubt.",
		.description =
			"An event that a consumer failed on several times is parked, with the later "
			"ones of its key behind it. Mend the cause, then retry it.\n\n"
			"What is done outside a store, at a provider or another service, is tried until it "
			"is done; `doubts` lists what has failed so far, with the reason and the time of the "
			"next try, and sagas that are stuck, as something could not be undone. Mend the "
			"cause: nothing need be started again. A booking that is stuck is undone again by "
			"itself, and what a payment is in doubt about its provider is asked.",
		.examples = EXAMPLES(
			{ "couchannel events parked", "what waits, and why" },
			{ "couchannel events doubts --json", "what is tried again, and what is stuck" },
			{ "couchannel events retry 0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b", "deliver it" }),
	},
	[CLI_COMMAND_SEARCH] = {
		.name = "search", .run = cli_search, .verb_required = true,
		.verbs = VERBS(
			{ "rebuild", NULL, "Hear all events again; no server may run meanwhile." }),
		.summary = "Look after what searches find.",
		.description =
			"Search keeps what other services have said, and an index of it. Both can be thrown "
			"away: `rebuild` does so, hears all events again, and fills the index. What is found "
			"is the same afterwards; do it when it is not what it should be.",
		.examples = EXAMPLES(
			{ "couchannel search rebuild", "begin again" },
			{ "couchannel search rebuild --data /var/lib/couchannel", "in another folder" }),
	},
	[CLI_COMMAND_SIMULATE] = {
		.name = "simulate", .run = cli_simulate,
		.summary = "Play the whole company from a seed, with all that can go wrong, and audit it.",
		.description =
			"All services, a payment provider with books of its own, mailboxes, guests and "
			"hosts, in one thread and in virtual time: days pass in a second. Disks lose what "
			"was not synced, processes die, networks and providers lose, repeat and delay, each "
			"by its own random numbers. An audit reads everybody's books between two events, and "
			"again when all has come to rest, and after one more restart.\n\n"
			"The same seed of the same program is the same run. If a promise is broken, the exit "
			"code is 9, and what is printed says which one, the last events before it, and how "
			"to see it again.",
		.examples = EXAMPLES(
			{ "couchannel simulate", "fifty worlds" },
			{ "couchannel simulate --seeds 1..5000 --jobs 2", "a million bookings" },
			{ "couchannel simulate --seed 17 --faults none --bookings 1 --trace",
			  "one guest, and nothing goes wrong" },
			{ "couchannel simulate --seed 17 --shrink", "a broken promise's shortest story" }),
	},
	[CLI_COMMAND_CONTRACTS] = {
		.name = "contracts", .run = cli_contracts,
		.verbs = VERBS(
			{ "openapi", NULL, "Print the HTTP interface as OpenAPI 3.1." },
			{ "asyncapi", NULL, "Print the events and streams as AsyncAPI 3.0." },
			{ "errors", NULL, "Print every reason for a refusal, and what to do, as Markdown." },
			{ "html", NULL, "Print the reference page that the server has at /docs." }),
		.summary = "List the operations, or print them as OpenAPI, AsyncAPI or HTML.",
		.description =
			"All of it comes from the tables that the server itself runs by. A document is "
			"YAML, or JSON with --json.",
		.examples = EXAMPLES(
			{ "couchannel contracts", "the operations" },
			{ "couchannel contracts openapi > openapi.yaml", "for a client generator" },
			{ "couchannel contracts asyncapi --json", "the events" }),
	},
	[CLI_COMMAND_VERSION] = {
		.name = "version", .run = cli_version,
		.summary = "Say which build this is.",
		.description = "Version, commit, compiler, build type and the libraries it was built with.",
		.examples = EXAMPLES({ "couchannel version --json", "for a report" }),
	},
	[CLI_COMMAND_HELP] = {
		.name = "help", .run = cli_help,
		.summary = "Explain couchannel or one of its commands.",
		.description = "The same as --help after a command.",
		.examples = EXAMPLES({ "couchannel help serve", "explain serve" }),
	},
	[CLI_COMMAND_MAN] = {
		.name = "man", .run = cli_man,
		.summary = "Print the manual page.",
		.description = "In the language of man(7), as `man -l` reads it.",
		.examples = EXAMPLES(
			{ "couchannel man | man -l -", "read it" },
			{ "couchannel man > /usr/local/share/man/man1/couchannel.1", "install it" }),
	},
	[CLI_COMMAND_COMPLETION] = {
		.name = "completion", .run = cli_completion, .verb_required = true,
		.verbs = VERBS(
			{ "bash", NULL, "For bash." },
			{ "zsh", NULL, "For zsh." },
			{ "fish", NULL, "For fish." }),
		.summary = "Print a script that completes commands and options in a shell.",
		.description = "Load it in the shell's start-up file.",
		.examples = EXAMPLES(
			{ "source <(couchannel completion bash)", "in bash, for this session" },
			{ "couchannel completion zsh > \"${fpath[1]}/_couchannel\"", "in zsh" },
			{ "couchannel completion fish | source", "in fish, for this session" }),
	},
};

const struct cli_command *cli_command_named(const char *name)
{
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		if (strcmp(cli_commands[i].name, name) == 0)
			return &cli_commands[i];
	return NULL;
}

enum cli_command_id cli_command_id(const struct cli_command *command)
{
	return (enum cli_command_id)(command - cli_commands);
}

const char *cli_nearest_command(const char *misspelt)
{
	struct cc_nearest nearest = { NULL, 0 };
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		cc_nearest_offer(&nearest, cc_str_of(misspelt), cli_commands[i].name);
	return nearest.name;
}
