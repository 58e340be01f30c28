/* process.h - what a command that serves does with its process: signals, stacks, heap. */
#pragma once

#include <signal.h>

/* Before any thread is there, which inherits all of it.  SIGTERM and SIGINT wait from here on. */
void cli_prepare_process(sigset_t *signals);
/* Returns the first of them.  A second one ends the process at once: nothing handles it any more. */
int cli_wait_for_signal(const sigset_t *signals);
