#include "cli/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/core/suggest.h"
#include "services/services.h"

enum { FILE_BYTES_MAX = 1 << 20, READ_BYTES = 4096, PID_TEXT_MAX = 24 };

/* ---- Services -------------------------------------------------------------- */

static const struct cc_service *service_named(cc_str name)
{
	for (const struct cc_service *const *service = cc_services; *service; service++)
		if (cc_str_eq(cc_str_of((*service)->name), name))
			return *service;
	return NULL;
}

static const char *nearest_service(cc_str name)
{
	struct cc_nearest nearest = { NULL, 0 };
	for (const struct cc_service *const *service = cc_services; *service; service++)
		cc_nearest_offer(&nearest, name, (*service)->name);
	return nearest.name ? nearest.name : "all";
}

static bool is_named(cc_str list, const char *name, struct cli *cli, struct cli_failure *failure)
{
	bool named = false;
	while (list.len > 0) {
		const char *comma = memchr(list.ptr, ',', list.len);
		cc_str word = { list.ptr, comma ? (size_t)(comma - list.ptr) : list.len };
		size_t taken = word.len + (comma != NULL);
		list = (cc_str){ list.ptr + taken, list.len - taken };
		named |= cc_str_eq(word, cc_str_of(name));
		if (service_named(word))
			continue;
		failure->exit = cli->values.of[CLI_TARGET].origin == CLI_FROM_FLAG ? CLI_EXIT_USAGE
		                                                                   : CLI_EXIT_CONFIG;
		failure->what = cli_text(cli, "there is no service '%.*s'", (int)word.len, word.ptr);
		failure->why = "--target lists services by comma, or is all";
		failure->fix = cli_text(cli, "--target %s", nearest_service(word));
	}
	return named;
}

bool cli_read_targets(struct cli *cli, struct cli_targets *targets, struct cli_failure *failure)
{
	cc_str list = cc_str_of(cli->values.of[CLI_TARGET].text);
	bool all = cc_str_eq(list, CC_STR("all"));
	*failure = (struct cli_failure){ 0 };
	*targets = (struct cli_targets){ 0 };
	for (const struct cc_service *const *service = cc_services; *service; service++) {
		assert(targets->count < CLI_SERVICES_MAX);
		if (all || is_named(list, (*service)->name, cli, failure))
			targets->services[targets->count++] = *service;
	}
	return failure->what == NULL;
}

/* ---- The data folder ------------------------------------------------------- */

const char *cli_data_path(struct cli *cli, const char *name)
{
	return cli_text(cli, "%s/%s", cli->values.of[CLI_DATA].text, name);
}

const char *cli_database_path(struct cli *cli, const struct cc_service *service)
{
	return cli_data_path(cli, cli_text(cli, "%s.db", service->name));
}

/* Permissions say little (root, read-only disks): it is tried. */
static bool can_write(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0 || (errno == EOPNOTSUPP && access(folder, W_OK | X_OK) == 0);
}

bool cli_make_data(struct cli *cli, struct cli_failure *failure)
{
	const char *folder = cli->values.of[CLI_DATA].text;
	if ((mkdir(folder, 0700) == 0 || errno == EEXIST) && can_write(folder))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "cannot write to the data folder %s", folder),
		.why = strerror(errno),
		.fix = "choose another one with --data, or give this user the right to write there",
	};
	return false;
}

bool cli_read_file(struct cli *cli, const char *path, cc_str *text, struct cli_failure *failure)
{
	struct cc_buf bytes = { .arena = cli->ctx->arena };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;
	while (fd >= 0 && bytes.len <= FILE_BYTES_MAX &&
	       (n = read(fd, cc_buf_reserve(&bytes, READ_BYTES), READ_BYTES)) > 0)
		bytes.len += (size_t)n;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_CONFIG,
		.what = cli_text(cli, "cannot read %s", path),
		.why = n < 0 ? strerror(errno) : "it is larger than 1 MiB",
		.fix = "check its name and that this user may read it",
	};
	if (fd >= 0)
		close(fd);
	*text = cc_buf_str(&bytes);
	return n == 0;
}

/* ---- Who writes ------------------------------------------------------------ */

/* The adapter's writer holds a lock on this file, with its number in it (adapters/sql_sqlite/lock.c). */
long cli_writer_of(struct cli *cli, const struct cc_service *service)
{
	const char *path = cli_text(cli, "%s.lock", cli_database_path(cli, service));
	char text[PID_TEXT_MAX] = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	bool held = flock(fd, LOCK_SH | LOCK_NB) != 0;
	ssize_t n = held ? pread(fd, text, sizeof text - 1, 0) : 0;
	close(fd);
	if (!held)
		return 0;
	long pid = n > 0 ? strtol(text, NULL, 10) : 0;
	return pid > 0 ? pid : -1;
}

bool cli_check_writers(struct cli *cli, const struct cli_targets *targets, struct cli_failure *failure)
{
	for (size_t i = 0; i < targets->count; i++) {
		long pid = cli_writer_of(cli, targets->services[i]);
		if (pid == 0)
			continue;
		const char *folder = cli->values.of[CLI_DATA].text;
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_CONFLICT,
			.what = cli_text(cli, "another process works on the data folder %s", folder),
			.why = pid > 0 ? cli_text(cli, "process %ld writes to %s", pid,
			                          cli_database_path(cli, targets->services[i]))
			               : cli_text(cli, "%s is locked",
			                          cli_database_path(cli, targets->services[i])),
			.fix = pid > 0 ? cli_text(cli, "kill %ld, or choose another folder with --data", pid)
			               : "choose another folder with --data",
		};
		return false;
	}
	return true;
}
