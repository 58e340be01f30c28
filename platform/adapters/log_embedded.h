/*
 * log_embedded.h - the log that a service's outbox is already, read by position from a snapshot.
 */
#pragma once

#include "platform/ports/log.h"
#include "platform/runtime/node.h"

/* A topic is that of the node's service whose contract has an event of it. */
struct cc_log *cc_log_embedded_new(struct cc_node *node);
