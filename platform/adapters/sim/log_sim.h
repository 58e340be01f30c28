/*
 * log_sim.h - a broker of at-least-once delivery between outbox and consumers: records come twice, late, and
 * out of order across keys.  Those of one key keep their first order.
 *
 * The broker belongs to the world and outlives the processes that publish to it and read it: positions
 * are its own, and what is published stays as it is.  For one thread, or many fibers.
 *
 *   EVENT_TWICE      published once more, up to an hour later, at whatever place that is
 *   EVENT_LATE       it and all that follows under its key wait for up to ten minutes
 *   EVENT_REORDERED  the same, for some milliseconds: whatever has another key overtakes it
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "platform/ports/clock.h"
#include "platform/ports/log.h"

struct cc_broker_sim;

/* `faults` may be NULL: records are passed on as they come. */
struct cc_broker_sim *cc_broker_sim_new(struct cc_clock *clock, struct cc_faults *faults);
void cc_broker_sim_free(struct cc_broker_sim *broker); /* NULL is fine; after all its logs */

/* One process' way to the broker.  Reading publishes first what is new in `inner`, which it owns. */
struct cc_log *cc_log_sim_new(struct cc_broker_sim *broker, struct cc_log *inner);

/* When something that waits can be read: wake the consumers then.  CC_TIME_NEVER if nothing waits. */
cc_time cc_broker_sim_due(const struct cc_broker_sim *broker);

/* For the audit: whatever was published to a topic, first to last, copies included; NULL past its end.
 * Lives until the broker is freed. */
const struct cc_record *cc_broker_sim_record(const struct cc_broker_sim *broker, cc_str topic, size_t number);
/* How many records wait. */
size_t cc_broker_sim_waiting(const struct cc_broker_sim *broker);

struct cc_broker_sim_counts { uint64_t published, repeated, late, reordered; };

struct cc_broker_sim_counts cc_broker_sim_counts(const struct cc_broker_sim *broker);
