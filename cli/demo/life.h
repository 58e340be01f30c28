/* life.h - the demo goes on: one thread, on which the crowd acts and what happens is told. */
#pragma once

#include "cli/demo/crowd.h"
#include "cli/demo/ticker.h"

struct demo_life {
	struct demo_crowd crowd;
	struct demo_ticker ticker;
	struct cc_thread thread;
	struct cc_mutex lock;
	struct cc_cond ended;
	bool stopping;
};

void demo_life_start(struct demo_life *life, struct demo *demo, int crowd_size);
/* Joins the thread; before the server stops. */
void demo_life_stop(struct demo_life *life);
