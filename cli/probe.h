/* probe.h - does the store work in a folder?  Writes a database there, and removes it. */
#pragma once

#include "platform/core/run.h"

struct cli_probe {
	const char *version; /* SQLite's */
	bool threadsafe;
	int64_t commit_ms;
};

/* Fails: UNAVAILABLE, with what does not work. */
CC_RESULT cli_probe_sqlite(struct cc_ctx *ctx, const char *folder, struct cli_probe *probe);
