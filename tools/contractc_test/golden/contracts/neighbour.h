/*
 * neighbour.h - messages.
 *
 * Made from couchannel/neighbour/v1/neighbour.proto by contractc; edit that instead.
 */
#pragma once

#include "platform/core/service.h"

/* Something another service knows. */
struct neighbour_address {
	cc_str street;
};
struct neighbour_address_list { struct neighbour_address *items; size_t count; };
extern const struct cc_message neighbour_address_message;

/* All of them; each list ends with NULL. */
extern const struct cc_op *const neighbour_ops[];
extern const struct cc_event *const neighbour_events[];
