/*
 * node_workers.h - the bounded pool of threads for operations that wait for others.
 *
 * An operation that is slow holds up nobody but those who ask for it: it takes at most an eighth of the
 * threads (two at least) and half of the queue.  A full queue, or an operation whose oldest entry has waited
 * too long, turns new work away.  Effects (no operation) are bounded by whoever hands them in.
 */
#pragma once

#include "platform/ports/threads.h"
#include "platform/runtime/node.h"

struct cc_node_workers;

struct cc_node_workers_options {
	const struct cc_threads *threads;
	struct cc_clock *clock;
	size_t count, queue_max;
	void (*run)(struct cc_invocation *invocation); /* on a worker; finishes it */
};

struct cc_node_workers *cc_node_workers_new(const struct cc_node_workers_options *options);
/* Fails: UNAVAILABLE `overloaded`, with retry_after_ms; `unavailable` once it is stopping. */
CC_RESULT cc_node_workers_submit(struct cc_node_workers *workers, struct cc_invocation *invocation);
/* One, on the caller's thread; 0 if there is none. */
size_t cc_node_workers_step(struct cc_node_workers *workers);
void cc_node_workers_start(struct cc_node_workers *workers);
void cc_node_workers_stop(struct cc_node_workers *workers); /* takes no more, finishes what is queued */
void cc_node_workers_free(struct cc_node_workers *workers);
