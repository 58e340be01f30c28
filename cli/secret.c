#include "cli/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/site.h"

bool cli_has_secret(struct cli *cli, const struct cli_secret *secret)
{
	return access(cli_data_path(cli, secret->file), F_OK) == 0;
}

static bool write_all(int fd, cc_str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n <= 0)
			return false;
		bytes = (cc_str){ bytes.ptr + n, bytes.len - (size_t)n };
	}
	return fsync(fd) == 0;
}

/* Under another name first, so that a crash leaves no half of a secret. */
static bool save(struct cli *cli, const char *path, cc_str bytes)
{
	const char *unfinished = cli_text(cli, "%s.new", path);
	int fd = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool written = write_all(fd, bytes);
	close(fd);
	return written && rename(unfinished, path) == 0;
}

bool cli_save_secret(struct cli *cli, const struct cli_secret *secret, cc_str bytes,
                     struct cli_failure *failure)
{
	const char *path = cli_data_path(cli, secret->file);
	if (save(cli, path, bytes))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "cannot make the %s %s", secret->what, path),
		.why = strerror(errno),
		.fix = "choose another folder with --data",
	};
	return false;
}

bool cli_read_secret(struct cli *cli, const struct cli_secret *secret, cc_str *bytes,
                     struct cli_failure *failure)
{
	const char *path = cli_data_path(cli, secret->file);
	struct stat status;
	if (stat(path, &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO))) {
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_UNSAFE,
			.what = cli_text(cli, "others may read the %s %s", secret->what, path),
			.why = secret->danger,
			.fix = cli_text(cli, "chmod 600 %s", path),
		};
		return false;
	}
	return cli_read_file(cli, path, bytes, failure);
}
