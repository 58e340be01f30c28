/* log_suite.h - what every adapter of ports/log.h must do, as tests to be run on each. */
#pragma once

#include "tests/town/town.h"

struct log_suite_engine {
	const char *name;
	struct cc_log *(*make)(struct cc_node *node);
};

/* Returns how many tests failed. */
int log_suite(const struct log_suite_engine *engine);

/* At most max records of the post's topic, in the town's arena. */
struct cc_record_list log_read(struct town *town, struct cc_log *log, int64_t after, size_t max);
int64_t log_end(struct town *town, struct cc_log *log);
/* The notes of all parcels that were sent, with a space between them. */
const char *log_notes(struct town *town, struct cc_log *log);
