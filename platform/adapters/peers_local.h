/*
 * peers_local.h - services of one process call each other as they would over a wire.
 *
 * Input, output and errors are copied through their encodings, and the caller may
 * give up while the callee goes on.  A COMPOSE runs on its caller's thread.
 */
#pragma once

#include "platform/ports/peers.h"
#include "platform/runtime/node.h"

enum { CC_CALLS_MAX = 8, CC_CALL_WAIT_MAX_MS = 30 * 1000 };

struct cc_peers *cc_peers_local_new(struct cc_node *node);
