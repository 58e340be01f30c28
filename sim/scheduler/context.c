#include "sim/scheduler/context.h"

#include <pthread.h>
#include <sanitizer/asan_interface.h>
#include <stdint.h>
#include <sys/mman.h>

#include "platform/core/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif

#ifdef HAS_ASAN
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
enum { STACK_BYTES = 1024 * 1024 };
#else
enum { STACK_BYTES = 256 * 1024 };
#endif
enum { GUARD_BYTES = 64 * 1024 };

/* Stacks ------------------------------------------------------------------------ */

void sim_context_init_own(struct sim_context *context)
{
	pthread_attr_t attributes;
	void *stack;
	size_t bytes;
	if (pthread_getattr_np(pthread_self(), &attributes) != 0 ||
	    pthread_attr_getstack(&attributes, &stack, &bytes) != 0)
		cc_die("a thread does not know its own stack");
	pthread_attr_destroy(&attributes);
	*context = (struct sim_context){ .stack = stack, .stack_bytes = bytes };
}

void sim_context_new_stack(struct sim_context *context)
{
	char *bytes = mmap(NULL, GUARD_BYTES + STACK_BYTES, PROT_READ | PROT_WRITE,
	                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
	if (bytes == MAP_FAILED || mprotect(bytes, GUARD_BYTES, PROT_NONE) != 0)
		cc_die("out of memory for the stack of a fiber");
	*context = (struct sim_context){ .stack = bytes + GUARD_BYTES, .stack_bytes = STACK_BYTES };
#ifdef HAS_ASAN
	__lsan_register_root_region(context->stack, STACK_BYTES); /* what is found from here is no leak */
#endif
}

void sim_context_free_stack(struct sim_context *context)
{
#ifdef HAS_ASAN
	__lsan_unregister_root_region(context->stack, STACK_BYTES);
#endif
	ASAN_UNPOISON_MEMORY_REGION(context->stack, STACK_BYTES);
	munmap(context->stack - GUARD_BYTES, GUARD_BYTES + STACK_BYTES);
	context->stack = NULL;
}

/* Switching --------------------------------------------------------------------- */

#if defined(__x86_64__) && !defined(SIM_SWAPCONTEXT)

/*
 * Keeps what a function has to (System V ABI, AMD64, section 3.2.1), but for the control words of the
 * floating point units, which nobody here sets.  `arg` is what a new context is called with.
 *
 * It jumps instead of returning, because a processor expects each return to go to where the newest call came
 * from.  Where kernel and libc switch shadow stacks on (-fcf-protection=return), the caller's return would be
 * refused: sim_context_aim() sees that first.
 */
void sim_context_jump(void **from_sp, void *to_sp, void *arg);

__asm__(".text\n"
        ".globl sim_context_jump\n"
        ".hidden sim_context_jump\n"
        ".type sim_context_jump, @function\n"
        "sim_context_jump:\n"
        "	endbr64\n"
        "	pushq %rbp\n"
        "	pushq %rbx\n"
        "	pushq %r12\n"
        "	pushq %r13\n"
        "	pushq %r14\n"
        "	pushq %r15\n"
        "	movq %rsp, (%rdi)\n"
        "	movq %rsi, %rsp\n"
        "	popq %r15\n"
        "	popq %r14\n"
        "	popq %r13\n"
        "	popq %r12\n"
        "	popq %rbx\n"
        "	popq %rbp\n"
        "	movq %rdx, %rdi\n"
        "	ret\n"
        ".size sim_context_jump, . - sim_context_jump\n");

enum { KEPT_WORDS = 6 };

static bool shadow_stack_is_on(void)
{
	uint64_t shadow = 0;
	__asm__ volatile("rdsspq %0" : "+r"(shadow)); /* does nothing where there is none */
	return shadow != 0;
}

/* As sim_context_jump() leaves a stack, with a return to run() on it; no caller is above that. */
static void aim(struct sim_context *context, void (*run)(void *arg), void *arg)
{
	uintptr_t *top = (uintptr_t *)(context->stack + context->stack_bytes);
	if (shadow_stack_is_on())
		cc_die("fibers do not work with shadow stacks; run this with "
		       "GLIBC_TUNABLES=glibc.cpu.x86_shstk=off");
	*--top = 0; /* where nobody returns to */
	*--top = (uintptr_t)run;
	for (int i = 0; i < KEPT_WORDS; i++)
		*--top = 0;
	context->sp = top;
	context->arg = arg;
}

static void jump(struct sim_context *from, struct sim_context *to)
{
	sim_context_jump(&from->sp, to->sp, to->arg);
}

#else

static void enter(unsigned run_high, unsigned run_low, unsigned arg_high, unsigned arg_low)
{
	void (*run)(void *) = (void (*)(void *))(uintptr_t)((uint64_t)run_high << 32 | run_low);
	run((void *)(uintptr_t)((uint64_t)arg_high << 32 | arg_low));
}

static void aim(struct sim_context *context, void (*run)(void *arg), void *arg)
{
	uint64_t function = (uint64_t)(uintptr_t)run, argument = (uint64_t)(uintptr_t)arg;
	if (getcontext(&context->context) != 0)
		cc_die("getcontext failed");
	context->context.uc_stack.ss_sp = context->stack;
	context->context.uc_stack.ss_size = context->stack_bytes;
	context->context.uc_link = NULL;
	makecontext(&context->context, (void (*)(void))enter, 4, (unsigned)(function >> 32),
	            (unsigned)function, (unsigned)(argument >> 32), (unsigned)argument);
}

static void jump(struct sim_context *from, struct sim_context *to)
{
	swapcontext(&from->context, &to->context);
}

#endif

void sim_context_aim(struct sim_context *context, void (*run)(void *arg), void *arg)
{
	ASAN_UNPOISON_MEMORY_REGION(context->stack, context->stack_bytes);
	context->fake_stack = NULL;
	aim(context, run, arg);
}

#ifdef HAS_ASAN

void sim_context_arrived(struct sim_context *context)
{
	__sanitizer_finish_switch_fiber(context->fake_stack, NULL, NULL);
}

void sim_context_switch(struct sim_context *from, struct sim_context *to, bool over)
{
	__sanitizer_start_switch_fiber(over ? NULL : &from->fake_stack, to->stack, to->stack_bytes);
	jump(from, to);
	sim_context_arrived(from);
}

#else

void sim_context_arrived(struct sim_context *context)
{
	(void)context;
}

void sim_context_switch(struct sim_context *from, struct sim_context *to, bool over)
{
	(void)over;
	jump(from, to);
}

#endif
