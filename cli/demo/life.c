#include "cli/demo/life.h"

#include "platform/runtime/wait.h"

enum { TICK_MS = 250, TICKS_FOR_AN_ACT = 8 };

/* False once it is stopping. */
static bool rest(struct demo_life *life)
{
	struct timespec until = cc_wait_until(TICK_MS);
	int status = 0;
	pthread_mutex_lock(&life->lock);
	while (!life->stopping && status == 0)
		status = pthread_cond_timedwait(&life->ended, &life->lock, &until);
	bool goes_on = !life->stopping;
	pthread_mutex_unlock(&life->lock);
	return goes_on;
}

static void *run(void *arg)
{
	struct demo_life *life = arg;
	for (unsigned tick = 1; rest(life); tick++) {
		if (tick % TICKS_FOR_AN_ACT == 0)
			demo_crowd_act(&life->crowd);
		demo_ticker_print(&life->ticker);
	}
	return NULL;
}

void demo_life_start(struct demo_life *life, struct demo *demo, int crowd_size)
{
	pthread_condattr_t monotonic;
	*life = (struct demo_life){ .crowd = { .demo = demo, .size = crowd_size } };
	demo_ticker_init(&life->ticker, demo);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&life->ended, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_init(&life->lock, NULL);
	if (pthread_create(&life->thread, NULL, run, life) != 0)
		cc_die("cannot start the demo's thread");
}

void demo_life_stop(struct demo_life *life)
{
	pthread_mutex_lock(&life->lock);
	life->stopping = true;
	pthread_cond_signal(&life->ended);
	pthread_mutex_unlock(&life->lock);
	pthread_join(life->thread, NULL);
	pthread_cond_destroy(&life->ended);
	pthread_mutex_destroy(&life->lock);
}
