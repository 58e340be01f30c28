#include "cli/options.h"

#define FOR(name) (1u << CLI_COMMAND_##name)

enum { EVERY_COMMAND = (1u << CLI_COMMAND_COUNT) - 1 };

const struct cli_option cli_options[CLI_OPTION_COUNT] = {
	[CLI_LISTEN] = {
		.name = "listen", .kind = CLI_TEXT, .value_name = "HOST:PORT",
		.variable = "COUCHANNEL_LISTEN", .fallback = "127.0.0.1:8080",
		.help = "Where to listen; port 0 picks a free one.",
		.commands = FOR(DEMO) | FOR(SERVE) | FOR(PSP_SANDBOX) | FOR(CONFIG) | FOR(DOCTOR) | FOR(USER),
	},
	[CLI_DATA] = {
		.name = "data", .kind = CLI_FOLDER, .value_name = "FOLDER",
		.variable = "COUCHANNEL_DATA", .fallback = "./couchannel-data",
		.help = "The folder that holds one database per service; made if it is not there.",
		.commands = FOR(DEMO) | FOR(TOUR) | FOR(SERVE) | FOR(PSP_SANDBOX) | FOR(MIGRATE) |
		            FOR(CONFIG) | FOR(DOCTOR) | FOR(TOKEN) | FOR(EVENTS) | FOR(USER) |
		            FOR(SEARCH),
	},
	[CLI_TARGET] = {
		.name = "target", .kind = CLI_TEXT, .value_name = "SERVICES",
		.variable = "COUCHANNEL_TARGET", .fallback = "all",
		.help = "Which services, by comma, such as inventory,pricing.",
		.commands = FOR(SERVE) | FOR(MIGRATE) | FOR(CONFIG) | FOR(EVENTS),
	},
	[CLI_DEV] = {
		.name = "dev", .kind = CLI_SWITCH, .variable = "COUCHANNEL_DEV",
		.help = "Development: trust tokens from `couchannel token`, listen on loopback only.",
		.commands = FOR(SERVE) | FOR(CONFIG) | FOR(DOCTOR),
	},
	[CLI_JWKS] = {
		.name = "jwks", .kind = CLI_FILE, .value_name = "FILE", .variable = "COUCHANNEL_JWKS",
		.help = "Another issuer's keys, as a JSON Web Key Set (RFC 7517); none: identity's own key.",
		.commands = FOR(SERVE) | FOR(CONFIG) | FOR(DOCTOR),
	},
	[CLI_ISSUER] = {
		.name = "issuer", .kind = CLI_TEXT, .value_name = "NAME", .variable = "COUCHANNEL_ISSUER",
		.help = "Who must have issued a token (its `iss`); needed with --jwks.",
		.commands = FOR(SERVE) | FOR(CONFIG),
	},
	[CLI_AUDIENCE] = {
		.name = "audience", .kind = CLI_TEXT, .value_name = "NAME",
		.variable = "COUCHANNEL_AUDIENCE", .fallback = "couchannel",
		.help = "Whom a token must be meant for (its `aud`).",
		.commands = FOR(SERVE) | FOR(CONFIG) | FOR(TOKEN) | FOR(USER),
	},
	[CLI_LOG_LEVEL] = {
		.name = "log-level", .kind = CLI_CHOICE, .value_name = "LEVEL",
		.choices = { "debug", "info", "warn", "error", "off" },
		.variable = "COUCHANNEL_LOG_LEVEL", .fallback = "info",
		.help = "The least that is logged.",
		.commands = FOR(DEMO) | FOR(TOUR) | FOR(SERVE) | FOR(CONFIG),
	},
	[CLI_LOG_STYLE] = {
		.name = "log-style", .kind = CLI_CHOICE, .value_name = "STYLE",
		.choices = { "auto", "json", "text" },
		.variable = "COUCHANNEL_LOG_STYLE", .fallback = "auto",
		.help = "How log lines look; auto is text on a terminal and JSON elsewhere.",
		.commands = FOR(DEMO) | FOR(TOUR) | FOR(SERVE) | FOR(CONFIG),
	},
	[CLI_DRAIN_SECONDS] = {
		.name = "drain-seconds", .kind = CLI_NUMBER, .value_name = "N", .min = 0, .max = 300,
		.variable = "COUCHANNEL_DRAIN_SECONDS", .fallback = "10",
		.help = "How long requests in hand may take after SIGTERM or Ctrl-C.",
		.commands = FOR(SERVE) | FOR(CONFIG),
	},
	[CLI_PSP] = {
		.name = "psp", .kind = CLI_TEXT, .value_name = "URL",
		.variable = "COUCHANNEL_PSP", .fallback = "sandbox:",
		.help = "The payment provider; sandbox: is the only one so far, and moves no real money.",
		.commands = FOR(SERVE) | FOR(CONFIG) | FOR(DOCTOR),
	},
	[CLI_WEBHOOK_URL] = {
		.name = "webhook-url", .kind = CLI_TEXT, .value_name = "URL",
		.variable = "COUCHANNEL_WEBHOOK_URL",
		.help = "Where the payment sandbox posts its events; http alone.",
		.commands = FOR(PSP_SANDBOX) | FOR(CONFIG),
	},
	[CLI_MAIL_OUTBOX] = {
		.name = "mail-outbox", .kind = CLI_FOLDER, .value_name = "FOLDER",
		.variable = "COUCHANNEL_MAIL_OUTBOX",
		.help = "The folder for mails, each a file; `outbox` in the data folder if not given.",
		.commands = FOR(SERVE) | FOR(CONFIG),
	},
	[CLI_PUBLIC_URL] = {
		.name = "public-url", .kind = CLI_TEXT, .value_name = "URL",
		.variable = "COUCHANNEL_PUBLIC_URL",
		.help = "Where guests find the web pages, for links in mails; where it listens if not given.",
		.commands = FOR(DEMO) | FOR(SERVE) | FOR(CONFIG) | FOR(USER),
	},
	[CLI_SEED] = {
		.name = "seed", .kind = CLI_NUMBER, .value_name = "N", .min = 0, .max = INT64_C(1) << 53,
		.fallback = "42",
		.help = "Which demo, or the only simulated world: the same number makes the same one.",
		.commands = FOR(DEMO) | FOR(SIMULATE),
	},
	[CLI_SEEDS] = {
		.name = "seeds", .kind = CLI_TEXT, .value_name = "A..B", .fallback = "1..50",
		.help = "Which simulated worlds, one after the other.",
		.commands = FOR(SIMULATE),
	},
	[CLI_JOBS] = {
		.name = "jobs", .kind = CLI_NUMBER, .value_name = "N", .min = 1, .max = 64, .fallback = "2",
		.help = "How many worlds at once.",
		.commands = FOR(SIMULATE),
	},
	[CLI_BOOKINGS] = {
		.name = "bookings", .kind = CLI_NUMBER, .value_name = "N", .min = 1, .max = 100000,
		.fallback = "200", .help = "How many guests come to each world; a few book more than once.",
		.commands = FOR(SIMULATE),
	},
	[CLI_GUESTS] = {
		.name = "guests", .kind = CLI_TEXT, .value_name = "A..B",
		.help = "Only these of them come; what they do stays the same.",
		.commands = FOR(SIMULATE),
	},
	[CLI_FAULTS] = {
		.name = "faults", .kind = CLI_TEXT, .value_name = "LIST", .fallback = "all",
		.help = "Which kinds of faults may strike, by comma; none or all.",
		.commands = FOR(SIMULATE),
	},
	[CLI_TRACE] = {
		.name = "trace", .kind = CLI_SWITCH, .help = "Tell everything that happens, on stderr.",
		.commands = FOR(SIMULATE),
	},
	[CLI_SHRINK] = {
		.name = "shrink", .kind = CLI_SWITCH,
		.help = "Leave out faults and guests as long as the same promise is still broken.",
		.commands = FOR(SIMULATE),
	},
	[CLI_CROWD] = {
		.name = "crowd", .kind = CLI_NUMBER, .value_name = "N", .min = 0, .max = 12, .fallback = "12",
		.help = "How many invented guests go on booking, one action every two seconds; 0: none.",
		.commands = FOR(DEMO),
	},
	[CLI_URL] = {
		.name = "url", .kind = CLI_TEXT, .value_name = "URL",
		.help = "The server to show, with --data to make tokens for it; else one of its own.",
		.commands = FOR(TOUR),
	},
	[CLI_DRY_RUN] = {
		.name = "dry-run", .short_name = 'n', .kind = CLI_SWITCH,
		.help = "Only say what would be done.",
		.commands = FOR(MIGRATE),
	},
	[CLI_ENV_EXAMPLE] = {
		.name = "env-example", .kind = CLI_SWITCH,
		.help = "Print every variable with its default and its meaning, commented out.",
		.commands = FOR(CONFIG),
	},
	[CLI_AS] = {
		.name = "as", .kind = CLI_CHOICE, .value_name = "WHO",
		.choices = { "guest", "host", "admin", "service" }, .fallback = "guest",
		.help = "What a user is, or whose token: it decides scopes, roles and subject.",
		.commands = FOR(TOKEN) | FOR(USER),
	},
	[CLI_NAME] = {
		.name = "name", .kind = CLI_TEXT, .value_name = "NAME", .fallback = "Administrator",
		.help = "What a new user is called; they can change it.",
		.commands = FOR(USER),
	},
	[CLI_SUBJECT] = {
		.name = "subject", .kind = CLI_TEXT, .value_name = "UUID",
		.help = "The user that the token stands for, instead of the one that --as has.",
		.commands = FOR(TOKEN),
	},
	[CLI_SCOPE] = {
		.name = "scope", .kind = CLI_TEXT, .value_name = "SCOPES",
		.help = "Scopes by space, instead of those that --as has.",
		.commands = FOR(TOKEN),
	},
	[CLI_LIFETIME_MINUTES] = {
		.name = "lifetime-minutes", .kind = CLI_NUMBER, .value_name = "N", .min = 1, .max = 1440,
		.fallback = "60", .help = "How long the token is good.",
		.commands = FOR(TOKEN),
	},
	[CLI_JSON] = {
		.name = "json", .kind = CLI_SWITCH, .help = "Print JSON, for programs.",
		.commands = FOR(MIGRATE) | FOR(CONFIG) | FOR(DOCTOR) | FOR(EVENTS) | FOR(CONTRACTS) |
		            FOR(VERSION) | FOR(USER) | FOR(SIMULATE),
	},
	[CLI_NO_COLOR] = {
		.name = "no-color", .kind = CLI_SWITCH,
		.help = "No colours; so do NO_COLOR, TERM=dumb and output that is no terminal.",
		.commands = EVERY_COMMAND,
	},
	[CLI_HELP] = {
		.name = "help", .short_name = 'h', .kind = CLI_SWITCH, .help = "Explain the command.",
		.commands = EVERY_COMMAND,
	},
};
