/*
 * death.c - hears abort(), and what is said on stderr before it.
 *
 * A process of the operating system that aborts is seen by its parent; one that is simulated is seen here.
 * The handler of SIGABRT does not return to abort(), which is allowed (C17 7.22.4.1), but leaves the fiber,
 * whose process is over.  stderr, a variable in glibc, is a stream of the simulator's own meanwhile: it keeps
 * the last words of the dying, and passes on all others.  What is written to the descriptor, as sanitizers
 * do, goes where it always went.
 */
#include "sim/scheduler/internal.h"

#include <stdlib.h>
#include <string.h>

#include "platform/core/arena.h"

/* Whom a signal is for: its handler has no other way to know. */
static _Thread_local struct sim *heard;

static bool are_last_words(const char *words, size_t count)
{
	static const char fatal[] = "couchannel: fatal: ", assertion[] = "Assertion `";
	return memmem(words, count, fatal, sizeof fatal - 1) ||
	       memmem(words, count, assertion, sizeof assertion - 1);
}

/* A process of which nobody wants to know how it dies, dies for real. */
static struct sim_process *mortal(const struct sim *sim)
{
	struct sim_process *process = sim ? sim_running(sim) : NULL;
	return process && process->alive && process->died ? process : NULL;
}

static ssize_t hear_words(void *cookie, const char *words, size_t count)
{
	struct sim *sim = cookie;
	struct sim_process *process = mortal(sim);
	if (!process || !are_last_words(words, count)) {
		fwrite(words, 1, count, sim->ear.stderr_before);
		return (ssize_t)count;
	}
	size_t kept = count < SIM_WORDS_BYTES ? count : SIM_WORDS_BYTES - 1;
	while (kept > 0 && words[kept - 1] == '\n')
		kept--;
	memcpy(process->words, words, kept);
	process->words[kept] = '\0';
	return (ssize_t)count;
}

static void hear_abort(int number)
{
	(void)number;
	if (mortal(heard))
		sim_process_die(heard);
}

FILE *sim_mouth_new(struct sim *sim)
{
	FILE *mouth = fopencookie(sim, "w", (cookie_io_functions_t){ .write = hear_words });
	if (!mouth || setvbuf(mouth, NULL, _IOLBF, 0) != 0)
		cc_die("out of memory for a stream");
	return mouth;
}

struct sim_ear sim_listen(struct sim *sim)
{
	struct sim_ear before = { .heard = heard, .stderr_before = stderr };
	struct sigaction action = { .sa_handler = hear_abort,
		                    .sa_flags = SA_NODEFER }; /* it does not return */
	sigaction(SIGABRT, &action, &before.action);
	sim->ear = before;
	heard = sim;
	stderr = sim->mouth;
	return before;
}

void sim_listen_again(const struct sim_ear *before)
{
	fflush(stderr);
	stderr = before->stderr_before;
	heard = before->heard;
	sigaction(SIGABRT, &before->action, NULL);
}
