#include "cli/demo/life.h"

#include "platform/adapters/threads_system.h"

enum { TICK_MS = 250, TICKS_FOR_AN_ACT = 8 };

/* False once it is stopping. */
static bool rest(struct demo_life *life)
{
	int64_t until_us = cc_threads_in_ms(life->lock.threads, TICK_MS);
	cc_mutex_lock(&life->lock);
	while (!life->stopping && cc_cond_wait_until(&life->ended, &life->lock, until_us)) {
	}
	bool goes_on = !life->stopping;
	cc_mutex_unlock(&life->lock);
	return goes_on;
}

static void run(void *arg)
{
	struct demo_life *life = arg;
	for (unsigned tick = 1; rest(life); tick++) {
		if (tick % TICKS_FOR_AN_ACT == 0)
			demo_crowd_act(&life->crowd);
		demo_ticker_print(&life->ticker);
	}
}

void demo_life_start(struct demo_life *life, struct demo *demo, int crowd_size)
{
	*life = (struct demo_life){ .crowd = { .demo = demo, .size = crowd_size } };
	demo_ticker_init(&life->ticker, demo);
	cc_mutex_init(&life->lock, cc_threads_system());
	cc_cond_init(&life->ended, cc_threads_system());
	life->thread = (struct cc_thread){ .name = "demo", .run = run, .arg = life };
	cc_thread_start(&life->thread, cc_threads_system());
}

void demo_life_stop(struct demo_life *life)
{
	cc_mutex_lock(&life->lock);
	life->stopping = true;
	cc_cond_signal(&life->ended);
	cc_mutex_unlock(&life->lock);
	cc_thread_join(&life->thread);
	cc_cond_free(&life->ended);
	cc_mutex_free(&life->lock);
}
