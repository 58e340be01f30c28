#include "cli/demo/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { FOLDERS_OPEN_MAX = 8, MEMORY_BYTES_MIN = 1 << 30 };

static const char marker[] = "demo";

/* What is deleted on exit need not reach a disk, where there is memory for it. */
static bool has_room(const char *folder)
{
	struct statvfs facts;
	return access(folder, W_OK | X_OK) == 0 && statvfs(folder, &facts) == 0 &&
	       facts.f_bavail * facts.f_frsize >= MEMORY_BYTES_MIN;
}

/* Where temporary files go here (environ(7)); else memory, else the usual place. */
static const char *temporary_root(const struct cli *cli)
{
	static const char variable[] = "TMPDIR=", memory[] = "/dev/shm";
	for (const char *const *one = cli->environment; *one; one++)
		if (strncmp(*one, variable, sizeof variable - 1) == 0 && (*one)[sizeof variable - 1] == '/')
			return *one + sizeof variable - 1;
	return has_room(memory) ? memory : "/tmp";
}

static bool make_temporary(struct demo *demo, struct cli_failure *failure)
{
	struct cli *cli = demo->cli;
	cc_str pattern = cc_printf(cli->ctx, "%s/couchannel-demo-XXXXXX", temporary_root(cli));
	char *folder = cc_alloc(cli->ctx, pattern.len + 1);
	memcpy(folder, pattern.ptr, pattern.len);
	if (mkdtemp(folder)) {
		cli->values.of[CLI_DATA].text = folder;
		demo->temporary = true;
		return true;
	}
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_UNAVAILABLE,
		.what = cli_text(cli, "cannot make the temporary folder %s", pattern.ptr),
		.why = strerror(errno),
		.fix = "couchannel demo --data ./my-couch",
	};
	return false;
}

static bool is_empty(const char *folder)
{
	DIR *entries = opendir(folder);
	bool empty = true;
	for (const struct dirent *entry; entries && empty && (entry = readdir(entries));)
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	if (entries)
		closedir(entries);
	return empty;
}

/* "42 1764117907000": the seed, and when its story ended. */
static bool read_marker(struct demo *demo, struct cli_failure *failure)
{
	struct cli *cli = demo->cli;
	cc_str text;
	uint64_t seed;
	int64_t now_ms;
	if (!cli_read_file(cli, cli_data_path(cli, marker), &text, failure))
		return false;
	if (sscanf(cli_text(cli, "%.*s", (int)text.len, text.ptr), "%" SCNu64 " %" SCNd64, &seed, &now_ms) ==
	    2) {
		demo_plan_make(&demo->plan, seed, (cc_time){ now_ms });
		return true;
	}
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "%s does not say which demo this is", cli_data_path(cli, marker)),
		.why = "it holds a seed and a time, by a space",
		.fix = "choose another folder with --data",
	};
	return false;
}

static bool open_given(struct demo *demo, struct cli_failure *failure)
{
	struct cli *cli = demo->cli;
	const char *folder = cli->values.of[CLI_DATA].text;
	if (!cli_make_data(cli, failure))
		return false;
	if (access(cli_data_path(cli, marker), F_OK) == 0)
		return read_marker(demo, failure);
	if (is_empty(folder))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_UNSAFE,
		.what = cli_text(cli, "%s is not empty, and holds no demo", folder),
		.why = "the demo would mix invented people with what is there",
		.fix = "couchannel demo --data ./my-couch, a folder of its own; if a demo was interrupted "
		       "while it was "
		       "made, remove what it left",
	};
	return false;
}

/* A variable means the data of `serve`: only the flag is meant for a demo. */
bool demo_open_folder(struct demo *demo, struct cli_failure *failure)
{
	struct cli *cli = demo->cli;
	bool given = cli->values.of[CLI_DATA].origin == CLI_FROM_FLAG;
	if (given ? !open_given(demo, failure) : !make_temporary(demo, failure))
		return false;
	demo->seeded = demo->plan.wish_count == 0;
	if (demo->seeded)
		demo_plan_make(&demo->plan, (uint64_t)cli_number(&cli->values, CLI_SEED), cc_now(cli->ctx));
	return true;
}

bool demo_mark_folder(struct demo *demo, struct cli_failure *failure)
{
	struct cli *cli = demo->cli;
	const char *path = cli_data_path(cli, marker);
	FILE *file = fopen(path, "we");
	bool written = file &&
	               fprintf(file, "%" PRIu64 " %" PRId64 "\n", demo->plan.seed, demo->plan.now.ms) > 0;
	if (file)
		written = fclose(file) == 0 && written;
	if (written)
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_DATA,
		.what = cli_text(cli, "cannot write %s", path),
		.why = strerror(errno),
		.fix = "couchannel demo --data FOLDER, where this user may write",
	};
	return false;
}

/* For nftw(3); what cannot be removed stays. */
static int delete_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
	(void)facts;
	(void)kind;
	(void)place;
	remove(path);
	return 0;
}

void demo_close_folder(struct demo *demo)
{
	if (demo->temporary)
		nftw(demo->cli->values.of[CLI_DATA].text, delete_one, FOLDERS_OPEN_MAX, FTW_DEPTH | FTW_PHYS);
}
