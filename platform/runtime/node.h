/*
 * node.h - the services of one process, and how an operation of theirs is run.
 *
 * READ runs on the caller's thread on a snapshot.  WRITE is queued to its
 * service's lane.  COMPOSE runs on a bounded pool of workers.  Transports (HTTP,
 * local peers) meet services only here.
 */
#pragma once

#include "platform/ports/cache.h"
#include "platform/ports/cipher.h"
#include "platform/ports/clock.h"
#include "platform/ports/entropy.h"
#include "platform/ports/index.h"
#include "platform/ports/log.h"
#include "platform/ports/mail.h"
#include "platform/ports/peers.h"
#include "platform/ports/sealer.h"
#include "platform/ports/signer.h"
#include "platform/ports/psp.h"
#include "platform/ports/qr.h"
#include "platform/ports/threads.h"
#include "platform/ports/zones.h"
#include "platform/runtime/idempotency.h"
#include "platform/runtime/store.h"

/* One run of one operation.  Its owner keeps it, and its arena, until it is finished. */
struct cc_invocation {
	struct cc_ctx ctx;
	const struct cc_op *op;
	const void *in;
	void *out;                         /* zeroed; op->out->size bytes */
	struct cc_idempotency idempotency;
	int64_t position; /* a READ that watches a topic sets it: the topic's end in its snapshot */
	/* WRITE and COMPOSE: exactly once, from another thread. */
	void (*done)(struct cc_invocation *invocation, cc_err err);
	void *owner;

	/* The node's own. */
	struct cc_node *node;
	cc_err (*work)(struct cc_invocation *invocation); /* instead of op's rule */
	struct cc_write write;
	struct cc_invocation *next;
};

struct cc_node;

struct cc_node_options {
	const struct cc_threads *threads;
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	size_t workers;     /* for COMPOSE; 0: 64 */
	size_t workers_queue_max; /* 0: 256 */
	/* Whoever waits until something falls due looks after so long anyway: a clock may have been set, and
	 * others may have written.  0: a second. */
	int64_t look_again_ms;
	/* A write has planned effects, and is durable; may be NULL. */
	void (*planned)(void *arg, const struct cc_service *service, const struct cc_plan_note *notes);
	/* New events may be there; may be NULL. */
	void (*committed)(void *arg, const struct cc_service *service);
	void *arg;
};

struct cc_node *cc_node_new(const struct cc_node_options *options);
/* The node owns the store.  Stores are opened by cli/ with cc_node_store_options(). */
/* store NULL: COMPOSE only. */
void cc_node_add(struct cc_node *node, const struct cc_service *service, struct cc_store *store);
void cc_node_lane_options(struct cc_node *node, const struct cc_service *service,
                          struct cc_lane_options *options);
void cc_node_set_peers(struct cc_node *node, struct cc_peers *peers);
void cc_node_set_sealer(struct cc_node *node, struct cc_sealer *sealer); /* stays the caller's */
void cc_node_set_signer(struct cc_node *node, struct cc_signer *signer); /* the same */
void cc_node_set_cipher(struct cc_node *node, struct cc_cipher *cipher); /* the same */
void cc_node_set_cache(struct cc_node *node, struct cc_cache *cache); /* the same */
void cc_node_set_psp(struct cc_node *node, struct cc_psp *psp); /* before it starts */
void cc_node_set_mailer(struct cc_node *node, struct cc_mailer *mailer); /* the same */
void cc_node_set_qr(struct cc_node *node, struct cc_qr_encoder *qr); /* stays the caller's; the same */
void cc_node_set_zones(struct cc_node *node, struct cc_zones *zones); /* the same */
void cc_node_set_public_url(struct cc_node *node, cc_str url); /* stays the caller's; before it starts */
void cc_node_set_index(struct cc_node *node, struct cc_index *index); /* the same */
void cc_node_start(struct cc_node *node); /* lanes and workers */
const struct cc_threads *cc_node_threads(const struct cc_node *node);
bool cc_node_has_threads(const struct cc_node *node); /* was it started? */
size_t cc_node_worker_count(const struct cc_node *node);
int64_t cc_node_look_again_ms(const struct cc_node *node);
/* Runs what is queued once, on the caller's thread, if the node has none (tests, the simulator); how much
 * it did. */
size_t cc_node_step(struct cc_node *node);
void cc_node_stop(struct cc_node *node);  /* takes no more; finishes what is queued */
void cc_node_free(struct cc_node *node);

/* Has a service of this node the operation? */
bool cc_node_has(struct cc_node *node, const struct cc_op *op);
/* NULL if no service of this node has it, or if it has no store. */
struct cc_store *cc_node_store(struct cc_node *node, const struct cc_op *op);
const struct cc_service *const *cc_node_services(struct cc_node *node); /* ends with NULL */
struct cc_store *cc_node_store_of(struct cc_node *node, const struct cc_service *service);

/* Clears an invocation and gives it the node's clock, entropy and a request id. */
void cc_invocation_init(struct cc_node *node, struct cc_invocation *invocation, struct cc_arena *arena,
                        const struct cc_op *op);

/* READ only: validates nothing (the transport did), runs, and returns the outcome. */
CC_RESULT cc_node_read(struct cc_node *node, struct cc_invocation *invocation);
/* WRITE and COMPOSE: queues.  If it fails, done() is not called: `overloaded`,
 * `idempotency_key_in_use` (the same key is being worked on), `unavailable`. */
CC_RESULT cc_node_submit(struct cc_node *node, struct cc_invocation *invocation);
/* Queues what is no operation, and runs as a COMPOSE does: an effect.  Fails as cc_node_submit(). */
CC_RESULT cc_node_submit_work(struct cc_node *node, struct cc_invocation *invocation,
                              cc_err (*work)(struct cc_invocation *invocation));
/* COMPOSE only, on the caller's thread, which is one that may wait: a worker's own. */
CC_RESULT cc_node_compose(struct cc_node *node, struct cc_invocation *invocation);
