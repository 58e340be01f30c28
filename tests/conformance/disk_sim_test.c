/* disk_sim_test.c - what a simulated disk keeps, loses and refuses, file by file. */
#include "tests/conformance/disk_fixture.h"

enum { PAGE = 4096, TURNS = 40 };

static void plan(struct disk_fixture *fixture, enum cc_fault fault, int times)
{
	fixture->script.fault = fault;
	fixture->script.left = times;
}

/* Files by number: what they are is no matter here --------------------------------- */

static const char *name_of(int n)
{
	static const char *const names[DISK_HANDLES] = { "a", "b", "c" };
	return names[n];
}

static int open_file(struct disk_fixture *fixture, int n)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL;
	return fixture->vfs->xOpen(fixture->vfs, name_of(n), fixture->files[n], flags, NULL);
}

static int put(struct disk_fixture *fixture, int n, char byte, int bytes, int64_t at)
{
	char page[4 * PAGE];
	memset(page, byte, sizeof page);
	return fixture->files[n]->pMethods->xWrite(fixture->files[n], page, bytes, at);
}

static int sync_file(struct disk_fixture *fixture, int n)
{
	return fixture->files[n]->pMethods->xSync(fixture->files[n], SQLITE_SYNC_NORMAL);
}

static int cut_file(struct disk_fixture *fixture, int n, int64_t size)
{
	return fixture->files[n]->pMethods->xTruncate(fixture->files[n], size);
}

static int64_t size_of(struct disk_fixture *fixture, int n)
{
	return cc_disk_sim_file_size(fixture->disk, name_of(n));
}

/* What is there; a dot where the file does not go so far. */
static char byte_at(struct disk_fixture *fixture, int n, int64_t at)
{
	char byte = '.';
	int code = fixture->files[n]->pMethods->xRead(fixture->files[n], &byte, 1, at);
	return code == SQLITE_OK ? byte : '.';
}

static void open_synced(struct disk_fixture *fixture, int n, char byte, int bytes)
{
	assert_int_equal(open_file(fixture, n), SQLITE_OK);
	assert_int_equal(put(fixture, n, byte, bytes, 0), SQLITE_OK);
	assert_int_equal(sync_file(fixture, n), SQLITE_OK);
}

static void crash(struct disk_fixture *fixture, enum cc_disk_damage damage)
{
	cc_disk_sim_crash(fixture->disk, damage);
	for (int n = 0; n < DISK_HANDLES; n++)
		if (size_of(fixture, n) >= 0)
			assert_int_equal(open_file(fixture, n), SQLITE_OK);
}

static bool is_all(struct disk_fixture *fixture, int n, char byte, int64_t begin, int64_t end)
{
	for (int64_t at = begin; at < end; at++)
		if (byte_at(fixture, n, at) != byte)
			return false;
	return true;
}

/* Crashes --------------------------------------------------------------------------- */

static void what_was_synced_survives_all_damage(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	for (enum cc_disk_damage damage = 0; damage < CC_DISK_DAMAGES; damage++) {
		assert_int_equal(put(fixture, 0, 'y', PAGE, PAGE), SQLITE_OK);
		crash(fixture, damage);
		assert_true(is_all(fixture, 0, 'x', 0, PAGE));
		assert_true(size_of(fixture, 0) <= 2 * PAGE);
		assert_int_equal(cut_file(fixture, 0, PAGE), SQLITE_OK);
		assert_int_equal(sync_file(fixture, 0), SQLITE_OK);
	}
}

static void what_was_not_synced_is_kept_or_lost(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', 2 * PAGE);
	assert_int_equal(put(fixture, 0, 'y', PAGE, PAGE), SQLITE_OK);
	assert_int_equal(put(fixture, 0, 'z', PAGE, 3 * PAGE), SQLITE_OK);
	crash(fixture, CC_DISK_KEPT);
	assert_true(is_all(fixture, 0, 'y', PAGE, 2 * PAGE) && is_all(fixture, 0, 0, 2 * PAGE, 3 * PAGE));
	assert_true(is_all(fixture, 0, 'z', 3 * PAGE, 4 * PAGE));
	assert_int_equal(put(fixture, 0, 'w', PAGE, PAGE), SQLITE_OK);
	assert_int_equal(cut_file(fixture, 0, PAGE + 1), SQLITE_OK);
	assert_int_equal(size_of(fixture, 0), PAGE + 1);
	crash(fixture, CC_DISK_LOST);
	assert_int_equal(size_of(fixture, 0), 4 * PAGE);
	assert_true(is_all(fixture, 0, 'y', PAGE, 2 * PAGE) && is_all(fixture, 0, 'z', 3 * PAGE, 4 * PAGE));
}

static void a_torn_disk_ends_in_the_midst_of_a_write(void **state)
{
	struct disk_fixture *fixture = *state;
	bool in_the_midst = false;
	open_synced(fixture, 0, 'x', 3 * PAGE);
	for (int turn = 0; turn < TURNS; turn++) {
		for (int i = 0; i < 3; i++)
			assert_int_equal(put(fixture, 0, 'y', PAGE, (int64_t)i * PAGE), SQLITE_OK);
		crash(fixture, CC_DISK_TORN);
		int64_t end = 0;
		while (end < INT64_C(3) * PAGE && byte_at(fixture, 0, end) == 'y')
			end++;
		assert_true(is_all(fixture, 0, 'x', end, INT64_C(3) * PAGE));
		in_the_midst = in_the_midst || end % PAGE != 0;
		assert_int_equal(put(fixture, 0, 'x', 3 * PAGE, 0), SQLITE_OK);
		assert_int_equal(sync_file(fixture, 0), SQLITE_OK);
	}
	assert_true(in_the_midst);
}

static void a_later_write_may_be_there_without_an_earlier_one(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	open_synced(fixture, 1, 'x', PAGE);
	assert_int_equal(put(fixture, 0, 'y', PAGE, 0), SQLITE_OK);
	assert_int_equal(put(fixture, 1, 'y', PAGE, 0), SQLITE_OK);
	crash(fixture, CC_DISK_REORDERED);
	assert_true(is_all(fixture, 0, 'x', 0, PAGE));
	assert_true(is_all(fixture, 1, 'y', 0, PAGE));
}

static void of_a_scattered_write_whole_sectors_are_there(void **state)
{
	struct disk_fixture *fixture = *state;
	int kept = 0;
	open_synced(fixture, 0, 'x', 4 * PAGE);
	assert_int_equal(put(fixture, 0, 'y', 4 * PAGE, 0), SQLITE_OK);
	crash(fixture, CC_DISK_SCATTERED);
	for (int64_t at = 0; at < INT64_C(4) * PAGE; at += CC_DISK_SECTOR) {
		char byte = byte_at(fixture, 0, at);
		assert_true(is_all(fixture, 0, byte, at, at + CC_DISK_SECTOR));
		kept += byte == 'y';
	}
	assert_true(kept > 0 && kept < 4 * PAGE / CC_DISK_SECTOR);
}

static void a_file_may_have_grown_by_zeros(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	assert_int_equal(put(fixture, 0, 'y', 2 * PAGE, PAGE / 2), SQLITE_OK);
	crash(fixture, CC_DISK_ZEROED);
	assert_true(is_all(fixture, 0, 'x', 0, PAGE / 2) && is_all(fixture, 0, 'y', PAGE / 2, PAGE));
	assert_true(is_all(fixture, 0, 0, PAGE, PAGE / 2 + 2 * PAGE));
	assert_int_equal(size_of(fixture, 0), PAGE / 2 + 2 * PAGE);
}

static void garbage_stays_within_what_was_written(void **state)
{
	struct disk_fixture *fixture = *state;
	bool strange = false;
	open_synced(fixture, 0, 'x', 3 * PAGE);
	for (int turn = 0; turn < TURNS; turn++) {
		assert_int_equal(put(fixture, 0, 'y', PAGE, PAGE + 100), SQLITE_OK);
		crash(fixture, CC_DISK_GARBLED);
		assert_true(is_all(fixture, 0, 'x', 0, PAGE + 100));
		assert_true(is_all(fixture, 0, 'x', 2 * PAGE + 100, INT64_C(3) * PAGE));
		for (int64_t at = PAGE + 100; at < 2 * PAGE + 100; at++)
			strange = strange ||
			          (byte_at(fixture, 0, at) != 'x' && byte_at(fixture, 0, at) != 'y');
		assert_int_equal(put(fixture, 0, 'x', 3 * PAGE, 0), SQLITE_OK);
		assert_int_equal(sync_file(fixture, 0), SQLITE_OK);
	}
	assert_true(strange);
}

static void sizes_may_be_lost_while_bytes_are_not(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	open_synced(fixture, 1, 'x', 2 * PAGE);
	assert_int_equal(put(fixture, 0, 'y', 2 * PAGE, PAGE / 2), SQLITE_OK);
	assert_int_equal(cut_file(fixture, 1, PAGE), SQLITE_OK);
	crash(fixture, CC_DISK_SHORT);
	assert_int_equal(size_of(fixture, 0), PAGE);
	assert_true(is_all(fixture, 0, 'y', PAGE / 2, PAGE));
	assert_int_equal(size_of(fixture, 1), 2 * PAGE);
	assert_true(is_all(fixture, 1, 'x', 0, INT64_C(2) * PAGE));
}

static void files_made_and_removed_are_as_they_were(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	open_synced(fixture, 1, 'x', PAGE);
	assert_int_equal(fixture->vfs->xDelete(fixture->vfs, name_of(1), 1), SQLITE_OK);
	assert_int_equal(fixture->vfs->xDelete(fixture->vfs, name_of(0), 0), SQLITE_OK);
	assert_int_equal(open_file(fixture, 2), SQLITE_OK);
	assert_int_equal(put(fixture, 2, 'x', PAGE, 0), SQLITE_OK);
	assert_int_equal(size_of(fixture, 0), -1);
	assert_int_equal(cc_disk_sim_used(fixture->disk), PAGE);
	crash(fixture, CC_DISK_LOST);
	assert_true(is_all(fixture, 0, 'x', 0, PAGE)); /* it is back */
	assert_int_equal(size_of(fixture, 1), -1);     /* its folder was synced */
	assert_int_equal(size_of(fixture, 2), -1);     /* it had never been */
	assert_int_equal(cc_disk_sim_used(fixture->disk), PAGE);
}

static void a_sync_of_any_file_commits_the_folder(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	open_synced(fixture, 1, 'x', PAGE);
	assert_int_equal(fixture->vfs->xDelete(fixture->vfs, name_of(0), 0), SQLITE_OK);
	assert_int_equal(open_file(fixture, 2), SQLITE_OK);
	assert_int_equal(put(fixture, 2, 'x', PAGE, 0), SQLITE_OK);
	assert_int_equal(sync_file(fixture, 1), SQLITE_OK);
	crash(fixture, CC_DISK_LOST);
	assert_int_equal(size_of(fixture, 0), -1);
	assert_int_equal(size_of(fixture, 2), 0); /* its name, and none of its bytes */
}

static void a_file_made_again_may_hold_what_it_held(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	assert_int_equal(fixture->vfs->xDelete(fixture->vfs, name_of(0), 0), SQLITE_OK);
	assert_int_equal(open_file(fixture, 0), SQLITE_OK);
	assert_int_equal(size_of(fixture, 0), 0);
	assert_int_equal(put(fixture, 0, 'y', PAGE / 2, 0), SQLITE_OK);
	crash(fixture, CC_DISK_LOST);
	assert_true(is_all(fixture, 0, 'x', 0, PAGE));
	assert_int_equal(fixture->vfs->xDelete(fixture->vfs, name_of(0), 0), SQLITE_OK);
	assert_int_equal(open_file(fixture, 0), SQLITE_OK);
	assert_int_equal(put(fixture, 0, 'y', PAGE / 2, 0), SQLITE_OK);
	crash(fixture, CC_DISK_KEPT);
	assert_int_equal(size_of(fixture, 0), PAGE / 2);
	assert_true(is_all(fixture, 0, 'y', 0, PAGE / 2));
}

static void locks_and_shared_memory_die_with_the_process(void **state)
{
	struct disk_fixture *fixture = *state;
	void volatile *region = NULL;
	int flags = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
	open_synced(fixture, 0, 'x', PAGE);
	const sqlite3_io_methods *methods = fixture->files[0]->pMethods;
	for (int turn = 0; turn < 2; turn++) {
		assert_int_equal(methods->xLock(fixture->files[0], SQLITE_LOCK_SHARED), SQLITE_OK);
		assert_int_equal(methods->xLock(fixture->files[0], SQLITE_LOCK_EXCLUSIVE), SQLITE_OK);
		assert_int_equal(methods->xShmMap(fixture->files[0], 0, PAGE, 1, &region), SQLITE_OK);
		assert_int_equal(((char volatile *)region)[0], 0);
		((char volatile *)region)[0] = 'x';
		assert_int_equal(methods->xShmLock(fixture->files[0], 0, SQLITE_SHM_NLOCK, flags), SQLITE_OK);
		crash(fixture, CC_DISK_KEPT);
	}
}

static void faults_decide_how_it_ends(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	plan(fixture, CC_FAULT_DISK_ZEROED, 1);
	assert_int_equal(put(fixture, 0, 'y', PAGE, PAGE), SQLITE_OK);
	assert_int_equal(cc_disk_sim_crash_somehow(fixture->disk), CC_DISK_ZEROED);
	bool kept = false, lost = false;
	for (int turn = 0; turn < TURNS; turn++) {
		enum cc_disk_damage damage = cc_disk_sim_crash_somehow(fixture->disk);
		assert_true(damage == CC_DISK_KEPT || damage == CC_DISK_LOST);
		*(damage == CC_DISK_KEPT ? &kept : &lost) = true;
	}
	assert_true(kept && lost);
}

/* Refusals ------------------------------------------------------------------------ */

static void a_failed_sync_loses_the_bytes_for_good(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', 2 * PAGE);
	assert_int_equal(put(fixture, 0, 'y', PAGE, 0), SQLITE_OK);
	plan(fixture, CC_FAULT_DISK_SYNC, 1);
	assert_int_equal(sync_file(fixture, 0), SQLITE_IOERR_FSYNC);
	assert_int_equal(put(fixture, 0, 'z', PAGE, PAGE), SQLITE_OK);
	assert_int_equal(sync_file(fixture, 0), SQLITE_OK); /* asking again does not bring them back, */
	assert_true(is_all(fixture, 0, 'y', 0, PAGE));      /* although they can be seen */
	crash(fixture, CC_DISK_KEPT);
	assert_true(is_all(fixture, 0, 'x', 0, PAGE) && is_all(fixture, 0, 'z', PAGE, 2 * PAGE));
}

static void a_sync_takes_its_time(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	assert_in_range(fixture->script.passed_us, 50, 300);
}

static void reads_and_writes_fail_as_planned(void **state)
{
	struct disk_fixture *fixture = *state;
	char byte;
	open_synced(fixture, 0, 'x', PAGE);
	plan(fixture, CC_FAULT_DISK_WRITE, 2);
	assert_int_equal(put(fixture, 0, 'y', PAGE, 0), SQLITE_IOERR_WRITE);
	assert_int_equal(cut_file(fixture, 0, 0), SQLITE_IOERR_TRUNCATE);
	plan(fixture, CC_FAULT_DISK_READ, 1);
	assert_int_equal(fixture->files[0]->pMethods->xRead(fixture->files[0], &byte, 1, 0),
	                 SQLITE_IOERR_READ);
	assert_true(is_all(fixture, 0, 'x', 0, PAGE));
}

static void a_full_disk_takes_what_needs_no_room(void **state)
{
	struct disk_fixture *fixture = *state;
	open_synced(fixture, 0, 'x', PAGE);
	cc_disk_sim_set_capacity(fixture->disk, 2 * PAGE);
	assert_int_equal(put(fixture, 0, 'y', 2 * PAGE, PAGE), SQLITE_FULL);
	assert_int_equal(size_of(fixture, 0), 2 * PAGE); /* as far as it went */
	assert_int_equal(put(fixture, 0, 'z', 2 * PAGE, 0), SQLITE_OK);
	assert_int_equal(cut_file(fixture, 0, PAGE), SQLITE_OK);
	assert_int_equal(put(fixture, 0, 'z', PAGE, PAGE), SQLITE_OK);
	cc_disk_sim_set_capacity(fixture->disk, 0);
	assert_int_equal(put(fixture, 0, 'z', 2 * PAGE, 2 * PAGE), SQLITE_OK);
	plan(fixture, CC_FAULT_DISK_FULL, 1);
	assert_int_equal(put(fixture, 0, 'z', PAGE, 0), SQLITE_OK);
	assert_int_equal(put(fixture, 0, 'z', PAGE, 4 * PAGE), SQLITE_FULL);
}

int main(void)
{
	static const struct CMUnitTest cases[] = {
		ON_A_DISK(what_was_synced_survives_all_damage),
		ON_A_DISK(what_was_not_synced_is_kept_or_lost),
		ON_A_DISK(a_torn_disk_ends_in_the_midst_of_a_write),
		ON_A_DISK(a_later_write_may_be_there_without_an_earlier_one),
		ON_A_DISK(of_a_scattered_write_whole_sectors_are_there),
		ON_A_DISK(a_file_may_have_grown_by_zeros),
		ON_A_DISK(garbage_stays_within_what_was_written),
		ON_A_DISK(sizes_may_be_lost_while_bytes_are_not),
		ON_A_DISK(files_made_and_removed_are_as_they_were),
		ON_A_DISK(a_sync_of_any_file_commits_the_folder),
		ON_A_DISK(a_file_made_again_may_hold_what_it_held),
		ON_A_DISK(locks_and_shared_memory_die_with_the_process),
		ON_A_DISK(faults_decide_how_it_ends),
		ON_A_DISK(a_failed_sync_loses_the_bytes_for_good),
		ON_A_DISK(a_sync_takes_its_time),
		ON_A_DISK(reads_and_writes_fail_as_planned),
		ON_A_DISK(a_full_disk_takes_what_needs_no_room),
	};
	return cmocka_run_group_tests_name("disk: simulated", cases, NULL, NULL);
}
