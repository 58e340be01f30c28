#include "cli/process.h"

#include <malloc.h>
#include <pthread.h>

#include "platform/core/arena.h"

enum {
	HEAP_ARENAS = 2, /* one per core would cost memory that a few threads do not need */
	THREAD_STACK_BYTES = 1 << 20,
};

void cli_prepare_process(sigset_t *signals)
{
	pthread_attr_t attributes;
	mallopt(M_ARENA_MAX, HEAP_ARENAS);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES);
	pthread_setattr_default_np(&attributes);
	pthread_attr_destroy(&attributes);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
}

int cli_wait_for_signal(const sigset_t *signals)
{
	int signal_number;
	if (sigwait(signals, &signal_number) != 0)
		cc_die("sigwait failed");
	pthread_sigmask(SIG_UNBLOCK, signals, NULL);
	return signal_number;
}
