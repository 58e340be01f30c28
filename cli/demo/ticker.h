/* ticker.h - what happens, as a line each on stdout: read from the event log, so that nothing is missed. */
#pragma once

#include "cli/demo/demo.h"

enum { DEMO_TOPICS_MAX = 16 };

struct demo_ticker {
	struct demo *demo;
	struct demo_topic {
		const char *name;
		int64_t position;
	} topics[DEMO_TOPICS_MAX];
	size_t topic_count;
	uint64_t events, bookings; /* since it began */
};

/* From the newest events on. */
void demo_ticker_init(struct demo_ticker *ticker, struct demo *demo);
void demo_ticker_print(struct demo_ticker *ticker);
/* A line of the same kind, about somebody. */
void demo_ticker_say(struct cc_ctx *ctx, const char *name, cc_str text);
