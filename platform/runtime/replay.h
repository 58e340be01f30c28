/* replay.h - a projection is thrown away, and hears its topics again from their beginning. */
#pragma once

#include "platform/runtime/store.h"

/*
 * Forgets all that the service of this store has heard, and that it has heard it, in one transaction.
 * Before its consumers run: they know by heart how far they have come.  Fails: as a write does.
 */
CC_RESULT cc_replay_forget(struct cc_ctx *ctx, struct cc_store *store);
