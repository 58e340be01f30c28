/* together.h - many alike things done by a few threads, so that they share commits as many users' would. */
#pragma once

#include "cli/demo/demo.h"

/* Does `one` for 0 to count - 1, in no order, each with a ctx of its own.  Fails as the first that failed,
 * in the demo's arena; then not all of them are done. */
CC_RESULT demo_together(struct demo *demo, int count,
                        cc_err (*one)(struct demo *demo, struct cc_ctx *ctx, int index));
