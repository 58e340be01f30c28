/* doctor.c - checks what serve needs, and says how to mend what is wrong. */
#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/document.h"
#include "cli/host.h"
#include "cli/port.h"
#include "cli/probe.h"
#include "cli/site.h"
#include "platform/ports/clock.h"
#include "platform/server/auth.h"

enum {
	FILES_WANTED = 10100, /* 10,000 connections, and the databases */
	FREE_WANTED_MIB = 1024,
	FREE_NEEDED_MIB = 64,
	COMMIT_WANTED_MS = 50,
};

static const cc_time clock_earliest = { INT64_C(1764547200000) }; /* 2025-12-01: before this was written */

enum state { OK, WARN, FAIL };

struct finding {
	enum state state;
	const char *text, *fix;
};

static struct finding found(enum state state, const char *text, const char *fix)
{
	return (struct finding){ state, text, fix };
}

/* The data folder, or where it will be made. */
static const char *existing_folder(struct cli *cli)
{
	const char *folder = cli->values.of[CLI_DATA].text, *slash = strrchr(folder, '/');
	if (access(folder, F_OK) == 0)
		return folder;
	return slash && slash > folder ? cli_text(cli, "%.*s", (int)(slash - folder), folder)
	       : slash                 ? "/"
	                               : ".";
}

static struct finding check_data(struct cli *cli)
{
	const char *folder = cli->values.of[CLI_DATA].text;
	struct stat status;
	if (stat(folder, &status) != 0)
		return errno == ENOENT ? found(OK, cli_text(cli, "%s will be made", folder), NULL)
		                       : found(FAIL, cli_text(cli, "%s: %s", folder, strerror(errno)),
		                               "choose another one with --data");
	if (!S_ISDIR(status.st_mode))
		return found(FAIL, cli_text(cli, "%s is no folder", folder),
		             "choose another one with --data");
	if (status.st_mode & (S_IRWXG | S_IRWXO))
		return found(WARN, cli_text(cli, "%s is open to others", folder),
		             cli_text(cli, "chmod 700 %s", folder));
	return found(OK, cli_text(cli, "%s is this user's alone", folder), NULL);
}

static struct finding check_space(struct cli *cli)
{
	const char *folder = existing_folder(cli);
	struct statvfs disk;
	if (statvfs(folder, &disk) != 0)
		return found(FAIL, cli_text(cli, "%s: %s", folder, strerror(errno)),
		             "choose another one with --data");
	unsigned long long mib = (unsigned long long)disk.f_bavail * disk.f_frsize >> 20;
	return found(mib < FREE_NEEDED_MIB   ? FAIL
	             : mib < FREE_WANTED_MIB ? WARN
	                                     : OK,
	             cli_text(cli, "%llu MiB are free", mib),
	             mib < FREE_WANTED_MIB ? "make room, or choose another disk with --data" : NULL);
}

static struct finding check_sqlite(struct cli *cli)
{
	struct cli_probe probe;
	cc_err err = cli_probe_sqlite(cli->ctx, existing_folder(cli), &probe);
	if (err != CC_OK)
		return found(FAIL, err->message, "keep the data on a local disk that this user may write to");
	const char *text = cli_text(cli, "%s, WAL and fsync work here, %lld ms a commit", probe.version,
	                            (long long)probe.commit_ms);
	if (!probe.threadsafe)
		return found(FAIL, cli_text(cli, "%s is built without threads", probe.version),
		             "install the distribution's libsqlite3");
	return probe.commit_ms > COMMIT_WANTED_MS ? found(WARN, text, "a faster disk makes all writes faster")
	                                          : found(OK, text, NULL);
}

static struct finding check_port(struct cli *cli)
{
	const char *listen = cli->values.of[CLI_LISTEN].text, *name;
	unsigned port = cli_port_of(listen);
	long pid;
	if (port == 0)
		return found(OK, "a free port will be picked", NULL);
	if (!cli_port_holder(cli, port, &pid, &name))
		return found(OK, cli_text(cli, "%u is free", port), NULL);
	return found(FAIL, cli_text(cli, "%u is held by %s (process %ld)", port, name, pid),
	             cli_text(cli, "kill %ld, or --listen 127.0.0.1:%u", pid, port % 65535 + 1));
}

static struct finding check_files(struct cli *cli)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return found(WARN, strerror(errno), NULL);
	const char *text = cli_text(cli, "%llu open files are allowed", (unsigned long long)limit.rlim_cur);
	return limit.rlim_cur < FILES_WANTED
	               ? found(WARN, text,
	                       cli_text(cli, "ulimit -n %d, for 10,000 connections", FILES_WANTED))
	               : found(OK, text, NULL);
}

static struct finding check_clock(struct cli *cli)
{
	struct timex state = { 0 };
	if (cc_time_before(cc_now(cli->ctx), clock_earliest))
		return found(FAIL, "the clock is in the past", "set it: tokens and holds depend on it");
	bool synchronised = adjtimex(&state) >= 0 && !(state.status & STA_UNSYNC);
	return synchronised
	               ? found(OK, "the clock is synchronised", NULL)
	               : found(WARN, "the clock is not synchronised", "run an NTP client, such as chrony");
}

static struct finding check_secret(struct cli *cli, const char *file, const char *maker)
{
	const char *path = cli_data_path(cli, file);
	struct stat status;
	if (stat(path, &status) != 0)
		return found(OK, cli_text(cli, "there is none; %s makes it", maker), NULL);
	return status.st_mode & (S_IRWXG | S_IRWXO) ? found(FAIL, cli_text(cli, "others may read %s", path),
	                                                    cli_text(cli, "chmod 600 %s", path))
	                                            : found(OK, "readable by its owner only", NULL);
}

static struct finding check_signing_key(struct cli *cli)
{
	return check_secret(cli, "signing-key.pem", "serve");
}

static struct finding check_seal_key(struct cli *cli)
{
	return check_secret(cli, "seal.key", "serve");
}

static struct finding check_cipher_keys(struct cli *cli)
{
	return check_secret(cli, "cipher.keys", "serve");
}

static struct finding check_jwks(struct cli *cli)
{
	const char *path = cli->values.of[CLI_JWKS].text;
	struct cli_failure failure;
	struct cc_auth *auth;
	struct cc_auth_options options = { .issuer = CC_STR("doctor"),
		                           .audience = CC_STR("doctor"),
		                           .clock = cli->ctx->clock };
	if (!path)
		return found(OK, "tokens are signed here, by identity", NULL);
	if (!cli_read_file(cli, path, &options.jwks, &failure))
		return found(FAIL, cli_text(cli, "%s: %s", failure.what, failure.why), failure.fix);
	cc_err err = cc_auth_new(cli->ctx, &options, &auth);
	if (err != CC_OK)
		return found(FAIL, err->message, "it must be a JSON Web Key Set with an EC key on P-256");
	cc_auth_free(auth);
	return found(OK, cli_text(cli, "%s can be used", path), NULL);
}

static struct finding check_psp(struct cli *cli)
{
	struct cli_failure failure;
	if (!cli_check_psp(cli, &failure))
		return found(FAIL, cli_text(cli, "%s: %s", failure.what, failure.why), failure.fix);
	return cli_is_on(&cli->values, CLI_DEV) ? found(OK, "the sandbox, in which no real money moves", NULL)
	                                        : found(WARN, "the sandbox: whoever pays, pays play money",
	                                                "open this server to nobody who means to pay");
}

static const struct {
	const char *name;
	struct finding (*run)(struct cli *cli);
} checks[] = {
	{ "data folder", check_data },
	{ "disk", check_space },
	{ "sqlite", check_sqlite },
	{ "port", check_port },
	{ "files", check_files },
	{ "clock", check_clock },
	{ "signing key", check_signing_key },
	{ "seal key", check_seal_key },
	{ "cipher keys", check_cipher_keys },
	{ "key set", check_jwks },
	{ "payments", check_psp },
};

static const char *const state_names[] = { [OK] = "ok", [WARN] = "warn", [FAIL] = "fail" };

static void print_json(struct cli *cli, const struct finding *findings)
{
	struct cli_doc doc;
	cli_begin_json(cli, &doc);
	doc_list(&doc, "checks");
	for (size_t i = 0; i < CC_COUNT(checks); i++) {
		doc_map(&doc, NULL);
		doc_text(&doc, "name", checks[i].name);
		doc_text(&doc, "state", state_names[findings[i].state]);
		doc_text(&doc, "text", findings[i].text);
		if (findings[i].fix)
			doc_text(&doc, "fix", findings[i].fix);
		doc_end(&doc);
	}
	doc_end(&doc);
	doc_end(&doc);
}

static void print_table(struct cli *cli, const struct finding *findings)
{
	size_t counts[CC_COUNT(state_names)] = { 0 };
	for (size_t i = 0; i < CC_COUNT(checks); i++) {
		counts[findings[i].state]++;
		cli_print(cli, "%-5s %-12s %s\n", state_names[findings[i].state], checks[i].name,
		          findings[i].text);
		if (findings[i].fix)
			cli_print(cli, "%18s try: %s\n", "", findings[i].fix);
	}
	cli_print(cli, "%zu ok, %zu warn, %zu fail\n", counts[OK], counts[WARN], counts[FAIL]);
}

int cli_doctor(struct cli *cli)
{
	struct finding findings[CC_COUNT(checks)];
	bool failed = false;
	for (size_t i = 0; i < CC_COUNT(checks); i++) {
		findings[i] = checks[i].run(cli);
		failed |= findings[i].state == FAIL;
	}
	if (cli_is_on(&cli->values, CLI_JSON))
		print_json(cli, findings);
	else
		print_table(cli, findings);
	return failed ? CLI_EXIT_FAILED : CLI_EXIT_OK;
}
