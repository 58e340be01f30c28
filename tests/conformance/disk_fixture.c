#include "tests/conformance/disk_fixture.h"

#include <stdlib.h>

static bool strikes(struct cc_faults *faults, enum cc_fault fault)
{
	struct disk_script *script = (struct disk_script *)faults;
	return fault == script->fault && script->left > 0 && script->left-- > 0;
}

static int64_t between(struct cc_faults *faults, enum cc_fault fault, int64_t least, int64_t most)
{
	struct disk_script *script = (struct disk_script *)faults;
	(void)fault;
	script->state = script->state * 1664525U + 1013904223U;
	return least + (int64_t)((script->state >> 8) % (uint64_t)(most - least + 1));
}

static void pass(struct cc_faults *faults, int64_t us)
{
	((struct disk_script *)faults)->passed_us += us;
}

int disk_fixture_open(void **state)
{
	static const struct cc_faults_ops ops = { "script", strikes, between, pass };
	struct disk_fixture *fixture = calloc(1, sizeof *fixture);
	assert_non_null(fixture);
	fixture->script = (struct disk_script){ .base = { &ops }, .state = 1 };
	fixture->disk = cc_disk_sim_new("test", &fixture->script.base);
	fixture->vfs = sqlite3_vfs_find("test");
	for (int i = 0; i < DISK_HANDLES; i++)
		assert_non_null(fixture->files[i] = calloc(1, (size_t)fixture->vfs->szOsFile));
	*state = fixture;
	return 0;
}

int disk_fixture_close(void **state)
{
	struct disk_fixture *fixture = *state;
	for (int i = 0; i < DISK_HANDLES; i++)
		free(fixture->files[i]);
	cc_disk_sim_free(fixture->disk);
	free(fixture);
	return 0;
}
