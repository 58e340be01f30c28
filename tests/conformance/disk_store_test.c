/* disk_store_test.c - a store on a simulated disk, whose process dies wherever it can. */
#include <sys/wait.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "tests/conformance/disk_fixture.h"
#include "tests/conformance/sql_suite.h"
#include "tests/conformance/sql_suite.migrations.h"
#include "tests/conformance/sql_suite.sql.h"

static struct cc_sql *open_store(struct cc_ctx *ctx, struct disk_fixture *fixture)
{
	struct cc_sql *sql = NULL;
	CHECK_OK(cc_sql_sqlite_new_on(ctx, cc_disk_sim_vfs(fixture->disk), "things.db", &sql));
	CHECK_OK(sql->ops->open(sql, ctx, CC_SQL_WRITER, &ctx->session));
	return sql;
}

static void one_writer_at_a_time(void **state)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql = open_store(ctx, *state);
	struct cc_sql_session *second = NULL;
	CHECK_FAILS(sql->ops->open(sql, ctx, CC_SQL_WRITER, &second), &cc_unavailable);
	sql->ops->close(ctx->session);
	CHECK_OK(sql->ops->open(sql, ctx, CC_SQL_WRITER, &second));
	sql->ops->close(second);
	sql->ops->free(sql);
	sample_ctx_free(ctx);
}

static void no_store_stands_on_an_unknown_disk(void **state)
{
	(void)state;
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql = NULL;
	CHECK_FAILS(cc_sql_sqlite_new_on(ctx, "nowhere", "things.db", &sql), &cc_unavailable);
	assert_null(sql);
	sample_ctx_free(ctx);
}

enum { COMMITS = 4, PER_COMMIT = 3 };

/* A process that commits, and dies before each change of the disk in each way there is. */
struct dying {
	struct disk_fixture *fixture;
	bool (*is_recovered)(struct dying *dying, struct cc_ctx *ctx); /* once the store is open again */
	int acknowledged, deaths;
	bool made, failed;
};

static void migrate(struct cc_ctx *ctx)
{
	struct cc_sql_session *writer = ctx->session;
	CHECK_OK(writer->ops->begin(writer, ctx));
	CHECK_OK(writer->ops->script(writer, ctx, suite_migrations[0].sql));
	assert_int_equal(writer->ops->commit(writer), CC_COMMIT_DONE);
}

static void commit_some(struct cc_ctx *ctx, int n)
{
	struct cc_sql_session *writer = ctx->session;
	char text[1500];
	cc_str title = { text, sizeof text };
	memset(text, 'a' + n, sizeof text);
	CHECK_OK(writer->ops->begin(writer, ctx));
	for (int i = 0; i < PER_COMMIT; i++) {
		text[0] = (char)('0' + i); /* no two have the same */
		CHECK_OK(cc_sql_exec(ctx, &put_named, sql_suite_id(1 + n * PER_COMMIT + i), title, 1));
	}
	assert_int_equal(writer->ops->commit(writer), CC_COMMIT_DONE);
}

/* Whole commits, all that were acknowledged, and at most the one that was under way. */
static bool has_what_was_acknowledged(struct dying *dying, struct cc_ctx *ctx)
{
	struct sample counted;
	CHECK_OK(ctx->session->ops->begin(ctx->session, ctx));
	CHECK_OK(cc_sql_one(ctx, &how_many, &sample_message, &counted));
	return counted.total % PER_COMMIT == 0 && counted.total / PER_COMMIT >= dying->acknowledged &&
	       counted.total / PER_COMMIT <= dying->acknowledged + 1;
}

/* It has its tables, or can be given them. */
static bool can_be_made_again(struct dying *dying, struct cc_ctx *ctx)
{
	struct cc_sql_session *writer = ctx->session;
	struct sample counted;
	CHECK_OK(writer->ops->begin(writer, ctx));
	bool there = cc_sql_one(ctx, &how_many, &sample_message, &counted) == CC_OK;
	writer->ops->rollback(writer);
	if (!there && dying->made)
		return false;
	if (!there)
		migrate(ctx);
	commit_some(ctx, 0);
	dying->acknowledged = 1;
	return has_what_was_acknowledged(dying, ctx);
}

static bool recovers(struct dying *dying, enum cc_disk_damage damage)
{
	struct cc_ctx *ctx = sample_ctx_new();
	cc_disk_sim_set_watcher(dying->fixture->disk, NULL, NULL);
	cc_disk_sim_crash(dying->fixture->disk, damage);
	open_store(ctx, dying->fixture);
	return dying->is_recovered(dying, ctx);
}

static void die_in_each_way(void *arg, const struct cc_disk_io *io)
{
	struct dying *dying = arg;
	for (enum cc_disk_damage damage = 0; damage < CC_DISK_DAMAGES; damage++) {
		int status;
		pid_t pid = fork();
		if (pid == 0) {
			dying->fixture->script.state = (uint32_t)(io->number * CC_DISK_DAMAGES + damage);
			_exit(recovers(dying, damage) ? 0 : 1);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			print_error("%s at %lld, %s of %s: status %d\n", cc_disk_damage_name(damage),
			            (long long)io->number, io->verb, io->file, status);
			dying->failed = true;
		}
		dying->deaths++;
	}
}

static void what_was_acknowledged_survives_each_crash(void **state)
{
	struct disk_fixture *fixture = *state;
	struct dying dying = { .fixture = fixture, .is_recovered = has_what_was_acknowledged };
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql = open_store(ctx, fixture);
	migrate(ctx);
	cc_disk_sim_set_watcher(fixture->disk, die_in_each_way, &dying);
	for (int n = 0; n < COMMITS; n++) {
		commit_some(ctx, n);
		dying.acknowledged++;
	}
	sql->ops->close(ctx->session); /* which checkpoints */
	sql->ops->free(sql);
	sample_ctx_free(ctx);
	assert_false(dying.failed);
	assert_true(dying.deaths > 50 * CC_DISK_DAMAGES);
}

/* SQLite makes a database with a rollback journal, before it has a WAL. */
static void a_store_that_dies_while_it_is_made_can_be_made(void **state)
{
	struct disk_fixture *fixture = *state;
	struct dying dying = { .fixture = fixture, .is_recovered = can_be_made_again };
	struct cc_ctx *ctx = sample_ctx_new();
	cc_disk_sim_set_watcher(fixture->disk, die_in_each_way, &dying);
	struct cc_sql *sql = open_store(ctx, fixture);
	migrate(ctx);
	dying.made = true;
	sql->ops->close(ctx->session);
	sql->ops->free(sql);
	sample_ctx_free(ctx);
	assert_false(dying.failed);
	assert_true(dying.deaths > 20 * CC_DISK_DAMAGES);
}

/* Room ---------------------------------------------------------------------------- */

/* More than one page of it. */
static enum cc_commit try_to_commit(struct cc_ctx *ctx, int n)
{
	struct cc_sql_session *writer = ctx->session;
	char text[3 * 4096];
	cc_str title = { text, sizeof text };
	memset(text, 'a' + n, sizeof text);
	CHECK_OK(writer->ops->begin(writer, ctx));
	CHECK_OK(cc_sql_exec(ctx, &put_named, sql_suite_id(n), title, 1));
	return writer->ops->commit(writer);
}

static int64_t count_things(struct cc_ctx *ctx, struct cc_sql *sql)
{
	struct cc_ctx reading = *ctx;
	struct sample counted;
	CHECK_OK(sql->ops->open(sql, ctx, CC_SQL_READER, &reading.session));
	CHECK_OK(reading.session->ops->begin(reading.session, ctx));
	CHECK_OK(cc_sql_one(&reading, &how_many, &sample_message, &counted));
	reading.session->ops->rollback(reading.session);
	sql->ops->close(reading.session);
	return counted.total;
}

/* Whichever byte of it is the first for which there is no room. */
static void a_commit_without_room_is_refused_whole(void **state)
{
	enum { STEP = 700 };
	struct disk_fixture *fixture = *state;
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql = open_store(ctx, fixture);
	enum cc_commit outcome = CC_COMMIT_FULL;
	int refused = 0;
	migrate(ctx);
	assert_int_equal(try_to_commit(ctx, ANNA), CC_COMMIT_DONE);
	int64_t used = cc_disk_sim_used(fixture->disk);
	for (int64_t room = 0; refused == 0 || outcome == CC_COMMIT_FULL; room += STEP, refused++) {
		cc_disk_sim_set_capacity(fixture->disk, used + room);
		outcome = try_to_commit(ctx, BORIS);
		assert_int_equal(count_things(ctx, sql), outcome == CC_COMMIT_FULL ? 1 : 2);
	}
	assert_true(refused > 10 && outcome == CC_COMMIT_DONE);
	sql->ops->close(ctx->session);
	sql->ops->free(sql);
	sample_ctx_free(ctx);
}

static void what_was_refused_for_want_of_room_is_gone_after_a_crash(void **state)
{
	struct disk_fixture *fixture = *state;
	struct cc_ctx *ctx = sample_ctx_new(), *later = sample_ctx_new();
	struct cc_sql *sql = open_store(ctx, fixture), *again;
	migrate(ctx);
	assert_int_equal(try_to_commit(ctx, ANNA), CC_COMMIT_DONE);
	cc_disk_sim_set_capacity(fixture->disk, cc_disk_sim_used(fixture->disk) + 3 * 4096);
	assert_int_equal(try_to_commit(ctx, BORIS), CC_COMMIT_FULL);
	int status;
	for (enum cc_disk_damage damage = 0; damage < CC_DISK_DAMAGES; damage++) {
		pid_t pid = fork();
		if (pid == 0) {
			cc_disk_sim_crash(fixture->disk, damage);
			cc_disk_sim_set_capacity(fixture->disk, 0);
			again = open_store(later, fixture);
			_exit(count_things(later, again) == 1 ? 0 : 1);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
	sql->ops->close(ctx->session);
	sql->ops->free(sql);
	sample_ctx_free(later);
	sample_ctx_free(ctx);
}

/* The WAL is moved when the database has room to grow; until then it stays. */
static void a_checkpoint_without_room_waits(void **state)
{
	enum { LARGE = 20 << 20 };
	struct disk_fixture *fixture = *state;
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql = open_store(ctx, fixture);
	struct cc_sql_session *writer = ctx->session;
	cc_str large = { cc_alloc(ctx, LARGE), LARGE };
	migrate(ctx);
	CHECK_OK(writer->ops->begin(writer, ctx));
	CHECK_OK(cc_sql_exec(ctx, &put_named, sql_suite_id(ANNA), large, 1));
	assert_int_equal(writer->ops->commit(writer), CC_COMMIT_DONE);
	cc_disk_sim_set_capacity(fixture->disk, cc_disk_sim_used(fixture->disk) + 4096);
	writer->ops->tidy(writer);
	assert_true(cc_disk_sim_file_size(fixture->disk, "things.db") < LARGE);
	assert_int_equal(count_things(ctx, sql), 1);
	sql->ops->close(writer);
	CHECK_OK(sql->ops->open(sql, ctx, CC_SQL_WRITER, &ctx->session)); /* it opens without room, too */
	assert_int_equal(count_things(ctx, sql), 1);
	cc_disk_sim_set_capacity(fixture->disk, 0);
	assert_int_equal(try_to_commit(ctx, BORIS), CC_COMMIT_DONE);
	sql->ops->close(ctx->session);
	assert_true(cc_disk_sim_file_size(fixture->disk, "things.db") > LARGE);
	sql->ops->free(sql);
	sample_ctx_free(ctx);
}

static uint64_t digest_of_a_run(enum cc_disk_damage damage)
{
	void *state = NULL;
	disk_fixture_open(&state);
	struct disk_fixture *fixture = state;
	struct cc_ctx *ctx = sample_ctx_new();
	cc_disk_sim_seed(7);
	struct cc_sql *sql = open_store(ctx, fixture);
	migrate(ctx);
	for (int n = 0; n < COMMITS; n++)
		commit_some(ctx, n);
	CHECK_OK(ctx->session->ops->begin(ctx->session, ctx));
	CHECK_OK(sql_suite_put(&(struct sql_suite){ .ctx = ctx }, 99, "under way"));
	ctx->session->ops->rollback(ctx->session);
	uint64_t before = cc_disk_sim_digest(fixture->disk);
	sql->ops->close(ctx->session);
	cc_disk_sim_crash(fixture->disk, damage);
	uint64_t after = cc_disk_sim_digest(fixture->disk);
	sql->ops->free(sql);
	sample_ctx_free(ctx);
	disk_fixture_close(&state);
	return before * 31 + after;
}

static void the_same_calls_lead_to_the_same_bytes(void **state)
{
	(void)state;
	assert_true(digest_of_a_run(CC_DISK_SCATTERED) == digest_of_a_run(CC_DISK_SCATTERED));
}

int main(void)
{
	static const struct CMUnitTest cases[] = {
		ON_A_DISK(one_writer_at_a_time),
		ON_A_DISK(no_store_stands_on_an_unknown_disk),
		ON_A_DISK(a_commit_without_room_is_refused_whole),
		ON_A_DISK(what_was_refused_for_want_of_room_is_gone_after_a_crash),
		ON_A_DISK(a_checkpoint_without_room_waits),
		ON_A_DISK(a_store_that_dies_while_it_is_made_can_be_made),
		ON_A_DISK(what_was_acknowledged_survives_each_crash),
		cmocka_unit_test(the_same_calls_lead_to_the_same_bytes),
	};
	return cmocka_run_group_tests_name("disk: simulated, below a store", cases, NULL, NULL);
}
