/* peers_suite.h - what every adapter of ports/peers.h must do, as tests to be run on each. */
#pragma once

#include "tests/town/town.h"

struct peers_suite_engine {
	const char *name;
	struct cc_peers *(*make)(struct cc_node *node);
};

/* Returns how many tests failed. */
int peers_suite(const struct peers_suite_engine *engine);
