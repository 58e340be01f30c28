/*
 * run.h - what a cc_ctx is made of.  For the platform; services see context.h.
 */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/context.h"
#include "platform/core/service.h"

struct cc_cipher;  /* ports/cipher.h */
struct cc_clock;   /* ports/clock.h */
struct cc_entropy; /* ports/entropy.h */
struct cc_sealer;  /* ports/sealer.h */
struct cc_signer;  /* ports/signer.h */
struct cc_plan_note; /* runtime/effects.h */
struct cc_sql_session;
struct cc_peers;
struct cc_psp;
struct cc_cache;
struct cc_mailer;
struct cc_qr_encoder;
struct cc_zones;
struct cc_index; /* ports/index.h */

/* W3C Trace Context: the ids that tie log lines and calls together. */
struct cc_trace {
	uint8_t trace_id[16], span_id[8];
	uint8_t flags; /* 01: sampled */
};

struct cc_ctx {
	struct cc_arena *arena;
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	struct cc_sealer *sealer;        /* NULL: nothing here seals */
	struct cc_signer *signer;        /* the same, of signing */
	struct cc_cipher *cipher;        /* the same, of encrypting */
	struct cc_peers *peers;          /* set for COMPOSE only */
	struct cc_psp *psp;              /* the same */
	struct cc_cache *cache;          /* the same */
	struct cc_mailer *mailer;        /* the same */
	struct cc_zones *zones;          /* the same */
	struct cc_qr_encoder *qr;        /* NULL: nothing here draws QR codes */
	struct cc_index *index;          /* set for READ and COMPOSE */
	struct cc_sql_session *session;  /* the open transaction; set for WRITE and READ only */
	const struct cc_op *op;          /* what runs; NULL outside operations */
	const struct cc_service *service; /* whose effect runs; NULL outside effects */
	struct cc_principal caller;
	struct cc_trace trace;
	cc_str public_url;
	cc_id request_id;
	cc_time deadline; /* CC_TIME_NEVER if none */
	uint8_t calls;    /* how many cc_call() deep this run is: peers bound it */
	cc_time now;      /* fixed for a transaction; { 0 } reads the clock */
	/* The outbox; NULL: no WRITE. */
	cc_err (*emit)(struct cc_ctx *ctx, const struct cc_event *event, const void *body);
	struct cc_plan_note *planned; /* by this transaction, newest first */
	int64_t changed;              /* rows, by it */
};

/* cc_call() under an idempotency key.  A service has none but those of its committed plans: effect.h. */
CC_RESULT cc_call_once(struct cc_ctx *ctx, const struct cc_op *op, cc_str key, const void *in, void *out);
