#include "cli/dev_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/site.h"
#include "platform/server/auth.h"

static bool write_all(int fd, cc_str text)
{
	while (text.len > 0) {
		ssize_t n = write(fd, text.ptr, text.len);
		if (n <= 0)
			return false;
		text = (cc_str){ text.ptr + n, text.len - (size_t)n };
	}
	return fsync(fd) == 0;
}

/* Under another name first, so that a crash leaves no half of a key. */
static bool save(struct cli *cli, const char *path, cc_str pem)
{
	const char *unfinished = cli_text(cli, "%s.new", path);
	int fd = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool written = write_all(fd, pem);
	close(fd);
	return written && rename(unfinished, path) == 0;
}

static bool make_key(struct cli *cli, const char *path, struct cli_failure *failure)
{
	cc_str pem, jwks;
	cc_err err = cc_auth_make_key(cli->ctx, &pem, &jwks);
	if (err == CC_OK && save(cli, path, pem))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "cannot make the development key %s", path),
		.why = err != CC_OK ? err->message : strerror(errno),
		.fix = "choose another folder with --data",
	};
	return false;
}

bool cli_dev_key(struct cli *cli, bool make, cc_str *private_pem, struct cli_failure *failure)
{
	const char *path = cli_data_path(cli, "dev-key.pem");
	struct stat status;
	if (make && access(path, F_OK) != 0 && !make_key(cli, path, failure))
		return false;
	if (stat(path, &status) != 0) {
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_NOT_FOUND,
			.what = cli_text(cli, "there is no development key in %s",
			                 cli->values.of[CLI_DATA].text),
			.why = "a server makes it when it first runs with --dev",
			.fix = cli_text(cli, "couchannel serve --dev --data %s",
			                cli->values.of[CLI_DATA].text),
		};
		return false;
	}
	if (status.st_mode & (S_IRWXG | S_IRWXO)) {
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_UNSAFE,
			.what = cli_text(cli, "others may read the development key %s", path),
			.why = "whoever has it can pretend to be anybody",
			.fix = cli_text(cli, "chmod 600 %s", path),
		};
		return false;
	}
	return cli_read_file(cli, path, private_pem, failure);
}
