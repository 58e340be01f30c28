/* listen.h - a listening socket for "127.0.0.1:8080" or "[::1]:8080". */
#pragma once

#include "platform/core/error.h"

/* Port 0 picks one; *port is what it became.  Fails: UNAVAILABLE `cannot_listen`. */
CC_RESULT cc_listen(struct cc_ctx *ctx, const char *address, int *fd, unsigned *port);
