/* disk_fixture.h - a simulated disk whose faults strike when a test wants them to. */
#pragma once

#include "platform/adapters/sim/disk_internal.h"
#include "platform/core/sample_test.h"

enum { DISK_HANDLES = 3 };

/* Strikes with one fault, and draws from one stream. */
struct disk_script {
	struct cc_faults base;
	enum cc_fault fault;
	int left; /* so many more times */
	uint32_t state;
	int64_t passed_us;
};

struct disk_fixture {
	struct disk_script script;
	struct cc_disk_sim *disk;
	sqlite3_vfs *vfs;
	sqlite3_file *files[DISK_HANDLES]; /* room for them; none is open */
};

int disk_fixture_open(void **state);
int disk_fixture_close(void **state);

#define ON_A_DISK(name) cmocka_unit_test_setup_teardown(name, disk_fixture_open, disk_fixture_close)
