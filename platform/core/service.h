/*
 * service.h - a service as data: what it answers, hears, awaits, does, keeps and counts.
 *
 * Operation and event rows are written by the contract compiler; a service's
 * own <name>.c lists its consumers, timers, effects, sagas, figures and migrations.
 */
#pragma once

#include "platform/core/effect.h"
#include "platform/core/message.h"
#include "platform/core/saga.h"
#include "platform/core/sql.h"

enum cc_tx_kind { CC_TX_WRITE = 1, CC_TX_READ, CC_TX_COMPOSE };

enum cc_audience {
	CC_AUDIENCE_MEMBER, /* a verified token that carries the operation's scope */
	CC_AUDIENCE_ANYONE, /* no token is asked for */
	CC_AUDIENCE_PEER,   /* other services only: no route */
};

struct cc_event {
	const char *name;  /* "couchannel.inventory.v1.SeatsHeld": the CloudEvents type */
	const char *topic; /* "inventory.events" */
	const char *doc;
	const struct cc_message *body;
	const struct cc_field *key; /* events of one key keep their order */
};

struct cc_op {
	const char *name;    /* "couchannel.inventory.v1.InventoryService/HoldSeats": gRPC path, span */
	const char *label;   /* "inventory.hold_seats": metrics, log, audit */
	const char *doc;
	const char *method;  /* "POST"; NULL if it has no route */
	const char *path;    /* "/v1/sessions/{session_id}/holds" */
	const char *scope;   /* NULL unless the audience is MEMBER */
	const char *signature_header; /* the body is `bytes body` of the input as it came, this header its
	                               * `bytes signature`; NULL: the body is JSON */
	bool secret;         /* the answer is kept for nobody */
	const char *content_type; /* of the answer, which is `bytes body` of the output; NULL: JSON */
	int32_t kept_ms;     /* it holds so long, unless the service commits something; 0: it is not kept */
	enum cc_tx_kind tx;
	enum cc_audience audience;
	const struct cc_message *in, *out;
	const struct cc_reason *const *fails; /* ends with NULL */
	/* A stream: the READ is run again, and sent, after each event of this topic
	 * whose key equals the field of the input.  NULL: not a stream. */
	const char *watch_topic;
	const struct cc_field *watch_key;
	cc_err (*call)(struct cc_ctx *ctx, const void *in, void *out);
};

/* Whether the first answer under an idempotency key is kept and given again. */
static inline bool cc_op_takes_key(const struct cc_op *op)
{
	return op->tx == CC_TX_WRITE && !op->secret;
}

/* Hears an event: a WRITE of the consuming service, at most once in effect per event id. */
struct cc_consumer {
	const char *name; /* "inventory.on_booking_cancelled": stable, its position is kept under it */
	const struct cc_event *event;
	cc_err (*call)(struct cc_ctx *ctx, const void *body);
};

/* Something that falls due: derived from the store's own rows, so it survives
 * a restart and cannot disagree with them.  `run` deals with at most a bounded
 * number of due things, as a WRITE; it is run again while anything is due. */
struct cc_timer {
	const char *name;            /* "inventory.expire_holds" */
	const struct cc_stmt *next;  /* SELECT MIN(...) AS due_at: NULL or no row if nothing is awaited */
	bool only_later;             /* what comes falls due after what is there: it need not be looked for */
	cc_err (*run)(struct cc_ctx *ctx);
};

/* A number that the store's own rows say, for the metrics. */
struct cc_figure {
	const char *name, *help;    /* "couchannel_payment_findings_total": a counter by its end */
	const struct cc_stmt *stmt; /* SELECT ... AS figure: one row; by index, as each scrape runs it */
};

struct cc_migration {
	const char *script; /* "V1__sessions.sql" */
	const char *sql;
};

struct cc_service {
	const char *name;                            /* "inventory" */
	const struct cc_op *const *ops;              /* ends with NULL; generated */
	const struct cc_event *const *events;        /* ends with NULL; generated */
	const struct cc_stmt *const *statements;     /* ends with NULL; generated from .sql */
	const struct cc_migration *migrations;       /* in order; ends with { 0 }; NULL: it has no store */
	const struct cc_consumer *const *consumers;  /* ends with NULL */
	const struct cc_timer *const *timers;        /* ends with NULL */
	const struct cc_effect *const *effects;      /* ends with NULL; NULL: none */
	const struct cc_saga *const *sagas;          /* ends with NULL; NULL: none */
	const struct cc_figure *figures;             /* ends with { 0 }; NULL: none */
	/* Of a projection: what deletes all that it has heard, so that it can hear it again from the
	 * beginning of its topics.  Ends with NULL; NULL: it has more than it heard. */
	const struct cc_stmt *const *forget;
};

/* Does it keep anything?  One that only asks others has no store, and no WRITE or READ. */
static inline bool cc_service_has_store(const struct cc_service *service)
{
	return service->migrations != NULL;
}

/* Publishes with the transaction: both happen or neither does.  WRITE only. */
CC_RESULT cc_emit(struct cc_ctx *ctx, const struct cc_event *event, const void *body);

/*
 * Asks another service.  COMPOSE only: no transaction is open while it waits.
 * Fails with what the callee failed with, DEADLINE_EXCEEDED or UNAVAILABLE; an
 * operation outside the caller's reach fails with UNIMPLEMENTED.
 */
CC_RESULT cc_call(struct cc_ctx *ctx, const struct cc_op *op, const void *in, void *out);
