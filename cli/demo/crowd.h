/* crowd.h - twelve invented guests who book and change their minds, so that something moves. */
#pragma once

#include "cli/demo/demo.h"

enum { DEMO_PERSONAS = 12 };

struct demo_crowd {
	struct demo *demo;
	int size; /* how many of them there are: 0 to DEMO_PERSONAS */
	uint32_t turn;
	cc_id bookings[DEMO_PERSONAS]; /* what each has now; none: nothing */
};

/* One of them does one thing; a refusal is what happens to guests, and no failure. */
void demo_crowd_act(struct demo_crowd *crowd);
