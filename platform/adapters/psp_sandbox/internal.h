/* internal.h - what the files of the sandbox share. */
#pragma once


#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/adapters/psp_sandbox/psp_sandbox.sql.h"
#include "platform/core/run.h"
#include "platform/runtime/store.h"

enum { CC_PSP_SANDBOX_CALLS_MAX = 256, CC_PSP_EVENTS_MAX = 64 };

struct cc_psp_sandbox {
	struct cc_psp base;
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	struct cc_store *store;
	struct cc_arena *arena; /* of the next two */
	cc_str webhook_secret, pages;
	cc_err (*hear)(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body);
	void *arg;

	struct cc_mutex lock;
	struct cc_cond wake; /* the teller: something may be due */
	cc_str in_hand[CC_PSP_SANDBOX_CALLS_MAX]; /* keys that are being worked on */
	size_t in_hand_count;
	struct cc_thread teller;
	bool running, woken, stopping;
};

extern const struct cc_service cc_psp_sandbox_service; /* its store's schema and statements */

/* One request that moves money, on its way to the store and back. */
struct cc_psp_call {
	struct cc_psp_sandbox *sandbox;
	enum cc_psp_sandbox_verb verb;
	cc_str key;
	cc_str request; /* what is asked, word for word */
	const struct cc_psp_order *order; /* AUTHORISE */
	const struct cc_psp_part *part;   /* CAPTURE, REFUND */
	cc_str intent_id;                 /* all but AUTHORISE */
	const struct cc_message *message; /* of the answer */
	void *answer;
	cc_err refusal; /* the answer, too, and kept as such */
	bool lost;      /* on its way there, or back */
};

/* requests.c: runs the call under its key, once. */
CC_RESULT cc_psp_sandbox_ask(struct cc_ctx *ctx, struct cc_psp_call *call);
/* A context for the store, whose answers live in ctx's arena. */
struct cc_ctx cc_psp_sandbox_ctx(const struct cc_psp_sandbox *sandbox, const struct cc_ctx *ctx);

/* intents.c, refunds.c: the rules, in the store's transaction. */
CC_RESULT cc_psp_sandbox_authorise(struct cc_ctx *ctx, const struct cc_psp_call *call,
                                   struct cc_psp_intent *intent);
CC_RESULT cc_psp_sandbox_capture(struct cc_ctx *ctx, const struct cc_psp_part *part,
                                 struct cc_psp_intent *intent);
CC_RESULT cc_psp_sandbox_cancel(struct cc_ctx *ctx, cc_str intent_id, struct cc_psp_intent *intent);
CC_RESULT cc_psp_sandbox_refund(struct cc_ctx *ctx, const struct cc_psp_part *part,
                                struct cc_psp_refund *refund);
CC_RESULT cc_psp_sandbox_load(struct cc_ctx *ctx, cc_str intent_id, struct cc_psp_intent *intent);
CC_RESULT cc_psp_sandbox_save(struct cc_ctx *ctx, const struct cc_psp_intent *intent, cc_time due_at);
CC_RESULT cc_psp_sandbox_card_of(struct cc_ctx *ctx, cc_str intent_id,
                                 const struct cc_psp_sandbox_card **card);
/* The guest, or their bank, has spoken. */
CC_RESULT cc_psp_sandbox_confirmed(struct cc_ctx *ctx, cc_str intent_id, bool approved,
                                   struct cc_psp_intent *intent);
/* disputes.c: one that has come, or that has been decided. */
CC_RESULT cc_psp_sandbox_dispute(struct cc_ctx *ctx, struct cc_psp_intent *intent);
/* When there will be one of what is captured; CC_TIME_NEVER. */
cc_time cc_psp_sandbox_disputed_at(struct cc_ctx *ctx, const struct cc_psp_intent *intent,
                                   const struct cc_psp_sandbox_card *card);
/* What time has done: banks that approve or take back, authorisations that lapse; 100 at most. */
CC_RESULT cc_psp_sandbox_settle(struct cc_ctx *ctx);
/* The same, in a transaction of its own, if there is anything to do. */
CC_RESULT cc_psp_sandbox_catch_up(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx);

/* books.c */
CC_RESULT cc_psp_sandbox_move(struct cc_ctx *ctx, enum cc_psp_movement_kind kind,
                              const struct cc_psp_intent *intent, cc_money amount, cc_str reference);
CC_RESULT cc_psp_sandbox_movements(struct cc_ctx *ctx, cc_str after, size_t max,
                                   struct cc_psp_movement_list *movements);

/* events.c: what will be told. */
CC_RESULT cc_psp_sandbox_tell_intent(struct cc_ctx *ctx, const struct cc_psp_intent *intent,
                                     const char *type);
CC_RESULT cc_psp_sandbox_tell_dispute(struct cc_ctx *ctx, const struct cc_psp_intent *intent,
                                      const char *type);
CC_RESULT cc_psp_sandbox_tell_refund(struct cc_ctx *ctx, const struct cc_psp_refund *refund);
/* "pi_0193a0b2...": ordered by time, unguessable enough for play money. */
cc_str cc_psp_sandbox_new_id(struct cc_ctx *ctx, const char *prefix);

/* rows.c */
struct cc_psp_request_row { cc_str request; bool has_answer; cc_str answer; };
struct cc_psp_answer_row { cc_str reason, message, body; };
struct cc_psp_event_row { int64_t position; cc_str body; int32_t tries; };
struct cc_psp_due_row { bool has_at; cc_time at; };
struct cc_psp_text_row { cc_str text; };
struct cc_psp_event_row_list { struct cc_psp_event_row *items; size_t count; };
struct cc_psp_intent_list { struct cc_psp_intent *items; size_t count; };

extern const struct cc_message cc_psp_request_row_message, cc_psp_answer_row_message,
	cc_psp_event_row_message, cc_psp_due_row_message, cc_psp_text_row_message;
