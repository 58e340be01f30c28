#include "cli/demo/together.h"

#include <pthread.h>
#include <stdatomic.h>

enum { HANDS = 8 };

static const struct cc_reason not_done = { "not_done", CC_UNAVAILABLE };

/* What is to be done, and whether it went wrong. */
struct work {
	struct demo *demo;
	cc_err (*one)(struct demo *demo, struct cc_ctx *ctx, int index);
	int count;
	_Atomic int next;
	pthread_mutex_t lock;
	cc_err err; /* the first, in the demo's arena; under the lock */
};

static void note_failure(struct work *work, cc_err err)
{
	pthread_mutex_lock(&work->lock);
	if (work->err == CC_OK)
		work->err = cc_fail(work->demo->cli->ctx, &not_done, "%s (%s)", err->message, err->reason);
	pthread_mutex_unlock(&work->lock);
	atomic_store(&work->next, work->count);
}

static void *lend_a_hand(void *arg)
{
	struct work *work = arg;
	struct cc_arena *arena = cc_arena_new();
	for (int i; (i = atomic_fetch_add(&work->next, 1)) < work->count;) {
		struct cc_ctx ctx = demo_ctx(work->demo, arena);
		cc_err err = work->one(work->demo, &ctx, i);
		if (err != CC_OK)
			note_failure(work, err);
		cc_arena_reset(arena);
	}
	cc_arena_free(arena);
	return NULL;
}

cc_err demo_together(struct demo *demo, int count,
                     cc_err (*one)(struct demo *demo, struct cc_ctx *ctx, int index))
{
	struct work work = { .demo = demo, .one = one, .count = count };
	pthread_t hands[HANDS];
	pthread_mutex_init(&work.lock, NULL);
	for (size_t i = 0; i < HANDS; i++)
		if (pthread_create(&hands[i], NULL, lend_a_hand, &work) != 0)
			cc_die("cannot start a thread to make the demo's data");
	for (size_t i = 0; i < HANDS; i++)
		pthread_join(hands[i], NULL);
	pthread_mutex_destroy(&work.lock);
	return work.err;
}
