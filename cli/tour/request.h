/* request.h - an operation and its input as method, path and body; an answer as its output or its refusal. */
#pragma once

#include "cli/tour/client.h"

/* Fills in method, path and body. */
void tour_write_request(struct cc_ctx *ctx, const struct tour_request *request,
                        struct tour_exchange *exchange);
/* A refusal as a failure: of any status but 200. */
CC_RESULT tour_read_answer(struct cc_ctx *ctx, const struct cc_op *op, const struct tour_exchange *exchange,
                           void *out);
