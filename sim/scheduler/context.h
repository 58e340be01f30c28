/*
 * context.h - a stack and a place in the code: what a fiber is to the processor.
 *
 * Stacks have a page below them that may not be touched, and are used again.  On x86-64 a switch is a dozen
 * instructions; elsewhere it is swapcontext(), which asks the kernel for the signal mask each time.
 * AddressSanitizer is told of each switch.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#if !defined(__x86_64__) || defined(SIM_SWAPCONTEXT)
#include <ucontext.h>
#endif

struct sim_context {
	char *stack; /* its lowest byte */
	size_t stack_bytes;
#if defined(__x86_64__) && !defined(SIM_SWAPCONTEXT)
	void *sp, *arg; /* while others run */
#else
	ucontext_t context;
#endif
	void *fake_stack; /* AddressSanitizer's */
};

/* Out of memory ends the process, as everywhere. */
void sim_context_init_own(struct sim_context *context); /* for whoever switches first */
void sim_context_new_stack(struct sim_context *context);
void sim_context_free_stack(struct sim_context *context);
/* The next switch to it calls run(arg), which never returns.  Whatever was on the stack is gone. */
void sim_context_aim(struct sim_context *context, void (*run)(void *arg), void *arg);

/* Returns when somebody switches back; never if `over`: nobody will. */
void sim_context_switch(struct sim_context *from, struct sim_context *to, bool over);
/* First thing that run() does. */
void sim_context_arrived(struct sim_context *context);
