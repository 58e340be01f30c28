/*
 * crash.c - every flow, every operation, every damage; or one of each.
 *
 * usage: crash_test [--every N] [--jobs N] [--flow NAME [--operation N [--damage NAME]]]
 *
 * A recovery depends on nothing but the bytes of the disk and on what the world has seen.  The world sees
 * something between two transactions, and never within one.  So where a disk holds the same bytes as
 * after an earlier crash since the last sync, the recovery would be the same, and is not run again.
 */
#include <getopt.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/crash/crash.h"

enum {
	RECOVERY_SECONDS_MAX = 60,
	FAILURES_MAX = 5,
	JOBS_MAX = 64,
	DIGESTS_MAX = 1 << 16,
	DESCRIPTION_BYTES = 1 << 15,
	FIRST = 7 /* some of each flow is still to be synced by then */
};

struct options {
	int64_t every, operation; /* 0: each one */
	int jobs;
	const char *flow, *damage;
};

/* Shared by the processes of one flow. */
struct seen {
	_Atomic uint64_t digests[DIGESTS_MAX]; /* an open hash table */
	_Atomic int64_t recoveries;
	int64_t crashes;
	char expected[DESCRIPTION_BYTES]; /* how it ends without a crash */
};

/* A process that recovers, and from what. */
struct job {
	pid_t pid;
	struct cc_disk_io io;
	enum cc_disk_damage damage;
};

/* One flow on its way, and the processes that were forked from it. */
struct deaths {
	const struct options *options;
	struct crash *crash;
	struct seen *seen;
	uint64_t syncs;
	struct job jobs[JOBS_MAX];
	int running;
	int64_t operations, crashes, failures;
};

static void tell_of(const struct deaths *deaths, const struct job *job)
{
	const struct cc_disk_io *io = &job->io;
	fprintf(stderr,
	        "... after a crash before operation %lld, %s of %s (%lld bytes at %lld); what was not synced "
	        "was "
	        "%s\nagain: crash_test --flow %s --operation %lld --damage %s\n",
	        (long long)io->number, io->verb, io->file, (long long)io->bytes, (long long)io->at,
	        cc_disk_damage_name(job->damage), deaths->crash->flow->name, (long long)io->number,
	        cc_disk_damage_name(job->damage));
}

static void reap(struct deaths *deaths)
{
	int status, i = 0;
	pid_t pid = wait(&status);
	while (i < deaths->running && deaths->jobs[i].pid != pid)
		i++;
	if (i == deaths->running)
		return;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		tell_of(deaths, &deaths->jobs[i]);
		deaths->failures++;
	}
	deaths->jobs[i] = deaths->jobs[--deaths->running];
	if (deaths->failures >= FAILURES_MAX) {
		fprintf(stderr, "%s: there is no point in going on\n", deaths->crash->flow->name);
		_exit(1);
	}
}

/* One recovery --------------------------------------------------------------------- */

/* False if it was there. */
static bool add_digest(struct seen *seen, uint64_t digest)
{
	for (size_t i = 0; i < DIGESTS_MAX; i++) {
		uint64_t there = 0;
		if (atomic_compare_exchange_strong(&seen->digests[(digest + i) % DIGESTS_MAX], &there,
		                                   digest))
			return true;
		if (there == digest)
			return false;
	}
	return true;
}

static const char *first_difference(const char *expected, const char *found, char *line, size_t room)
{
	const char *begin = expected, *other = found, *where = "";
	for (; *expected && *expected == *found; expected++, found++)
		if (*expected == '\n') {
			where = strncmp(begin, "in ", 3) == 0 ? begin : where;
			begin = expected + 1;
			other = found + 1;
		}
	snprintf(line, room, "%.*s: \"%.*s\" and not \"%.*s\"", (int)strcspn(where, "\n"), where,
	         (int)strcspn(other, "\n"), other, (int)strcspn(begin, "\n"), begin);
	return *expected || *found ? line : NULL;
}

/* In a process of its own. */
static _Noreturn void recover(struct deaths *deaths, enum cc_disk_damage damage, int64_t operation)
{
	struct crash *crash = deaths->crash;
	char difference[2000];
	alarm(RECOVERY_SECONDS_MAX);
	crash_strike(crash, damage, (uint64_t)(operation * CC_DISK_DAMAGES + damage));
	if (!add_digest(deaths->seen, cc_disk_sim_digest(crash->disk) + deaths->syncs))
		_exit(0);
	atomic_fetch_add(&deaths->seen->recoveries, 1);
	crash_restart(crash);
	crash_check_answers(crash);
	crash_play(crash, SIZE_MAX);
	if (first_difference(deaths->seen->expected, crash_describe(crash), difference, sizeof difference))
		crash_fail(crash, "it ends otherwise than without a crash: %s", difference);
	_exit(0);
}

static void die(struct deaths *deaths, enum cc_disk_damage damage, const struct cc_disk_io *io)
{
	while (deaths->running >= deaths->options->jobs)
		reap(deaths);
	pid_t pid = fork();
	if (pid == 0)
		recover(deaths, damage, io->number);
	if (pid < 0) {
		perror("fork");
		exit(1);
	}
	deaths->jobs[deaths->running++] = (struct job){ pid, *io, damage };
	deaths->crashes++;
}

/* A whole flow --------------------------------------------------------------------- */

static void before(void *arg, const struct cc_disk_io *io)
{
	struct deaths *deaths = arg;
	const struct options *options = deaths->options;
	bool chosen = options->operation ? options->operation == io->number
	                                 : deaths->operations % options->every == FIRST % options->every;
	deaths->operations++;
	for (enum cc_disk_damage damage = 0; chosen && damage < CC_DISK_DAMAGES; damage++)
		if (!options->damage || strcmp(options->damage, cc_disk_damage_name(damage)) == 0)
			die(deaths, damage, io);
	deaths->syncs += strcmp(io->verb, "sync") == 0;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Runs it in a process of its own, which ends well or says why not. */
static bool goes_well(void (*run)(struct deaths *deaths), struct deaths *deaths)
{
	int status;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		run(deaths);
		fflush(NULL);
		_exit(0);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* How it ends if nothing happens. */
static void play_once(struct deaths *deaths)
{
	struct crash *crash = deaths->crash;
	crash_play(crash, SIZE_MAX);
	crash->flow->check(crash);
	int len = snprintf(deaths->seen->expected, DESCRIPTION_BYTES, "%s", crash_describe(crash));
	assert_true(len < DESCRIPTION_BYTES);
}

static void play_and_die(struct deaths *deaths)
{
	struct crash *crash = deaths->crash;
	double began = seconds();
	crash_play(crash, crash->flow->known);
	cc_disk_sim_set_watcher(crash->disk, before, deaths);
	crash_play(crash, SIZE_MAX);
	while (deaths->running > 0)
		reap(deaths);
	printf("%-16s %10lld %10lld %10lld %9.1f\n", crash->flow->name, (long long)deaths->operations,
	       (long long)deaths->crashes, (long long)deaths->seen->recoveries, seconds() - began);
	deaths->seen->crashes = deaths->crashes;
	if (deaths->failures > 0)
		_exit(1);
}

/* How many crashes there were; 0: something went wrong. */
static int64_t die_in(struct crash *crash, const struct crash_flow *flow, const struct options *options)
{
	int64_t crashes = 0;
	struct seen *seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
	                         0);
	if (seen == MAP_FAILED) {
		perror("mmap");
		exit(1);
	}
	struct deaths deaths = { .options = options, .crash = crash, .seen = seen };
	crash->flow = flow;
	if (goes_well(play_once, &deaths) && goes_well(play_and_die, &deaths))
		crashes = seen->crashes;
	munmap(seen, sizeof *seen);
	return crashes;
}

static struct options read_options(int argc, char **argv)
{
	static const struct option known[] = {
		{ "every", required_argument, NULL, 'e' },     { "jobs", required_argument, NULL, 'j' },
		{ "flow", required_argument, NULL, 'f' },      { "damage", required_argument, NULL, 'd' },
		{ "operation", required_argument, NULL, 'o' }, { 0 },
	};
	struct options options = { .every = 1, .jobs = 2 };
	for (int found; (found = getopt_long(argc, argv, "", known, NULL)) >= 0;)
		switch (found) {
		case 'e': options.every = strtol(optarg, NULL, 10); break;
		case 'j': options.jobs = (int)strtol(optarg, NULL, 10); break;
		case 'f': options.flow = optarg; break;
		case 'd': options.damage = optarg; break;
		case 'o': options.operation = strtol(optarg, NULL, 10); break;
		default: exit(2);
		}
	if (options.every < 1 || options.jobs < 1 || options.jobs > JOBS_MAX)
		exit(2);
	return options;
}

int main(int argc, char **argv)
{
	struct options options = read_options(argc, argv);
	double began = seconds();
	int64_t crashes = 0;
	bool well = true;
	struct crash *crash = crash_open(&crash_flows[0]);
	printf("%-16s %10s %10s %10s %9s\n", "flow", "operations", "crashes", "recoveries", "seconds");
	for (const struct crash_flow *flow = crash_flows; flow->name && well; flow++) {
		if (options.flow && strcmp(options.flow, flow->name) != 0)
			continue;
		int64_t more = die_in(crash, flow, &options);
		well = more > 0;
		crashes += more;
	}
	crash_close(crash);
	if (crashes == 0 || !well)
		return 1;
	printf("%lld crashes in %.0f s: every answer was still there, and nothing half done\n",
	       (long long)crashes, seconds() - began);
	return 0;
}
