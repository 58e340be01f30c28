/*
 * peers_sim.h - the network between services: it loses, delays, repeats and parts.
 *
 * The network belongs to the world, and outlives the processes that it connects: what is on its way arrives
 * at whoever is there then.  For one thread, or many fibers.
 *
 *   PEER_LOST        nothing was done: UNAVAILABLE at once, or silence until the caller's deadline
 *   PEER_REPLY_LOST  it was done, or refused; silence
 *   PEER_SLOW        the request takes up to five seconds
 *   PEER_TWICE       a call with a key arrives once more, up to half an hour after it was answered
 *   PEER_PARTITION   for up to two minutes caller and callee do not reach each other, either way
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "platform/ports/clock.h"
#include "platform/ports/peers.h"

struct cc_network_sim;

/* `faults` may be NULL: calls are passed on as they are. */
struct cc_network_sim *cc_network_sim_new(struct cc_clock *clock, struct cc_faults *faults);
void cc_network_sim_free(struct cc_network_sim *network); /* NULL is fine; after all its peers */

/* One process' way onto the network.  Owns `inner`. */
struct cc_peers *cc_peers_sim_new(struct cc_network_sim *network, struct cc_peers *inner);

/* When the next repeated call arrives; CC_TIME_NEVER if none is on its way. */
cc_time cc_network_sim_due(const struct cc_network_sim *network);
/* Delivers one that is due to these peers, as ctx's process, waiting as a call does.  What it is answered
 * nobody hears.  False if none is due. */
bool cc_network_sim_step(struct cc_network_sim *network, struct cc_peers *peers, const struct cc_ctx *ctx);

/* From now on nobody is parted, and nothing is on its way. */
void cc_network_sim_heal(struct cc_network_sim *network);

struct cc_network_sim_counts { uint64_t calls, lost, replies_lost, slow, repeated, parted; };

struct cc_network_sim_counts cc_network_sim_counts(const struct cc_network_sim *network);
