/* company_internal.h - what the files of the company share. */
#pragma once

#include "platform/adapters/sim/cipher_sim.h"
#include "platform/adapters/sim/sealer_sim.h"
#include "platform/adapters/sim/signer_sim.h"
#include "sim/company.h"

/* One question, seen from both ends.  Whoever leaves last frees it: the caller may have given up. */
struct sim_exchange {
	struct sim_company *company;
	struct sim_exchange *next; /* of those that are underway */
	struct cc_arena *arena;    /* this struct lives in it */
	struct cc_invocation invocation;
	const struct cc_op *op;
	struct cc_principal caller;
	cc_str key, request;       /* protobuf */
	int64_t patience_ms;

	cc_err err;                /* the answer */
	cc_str answer;             /* protobuf */
	struct cc_cond answered;   /* the world's */
	bool is_answered, is_served;
	bool is_cut;               /* its server has died */
	bool is_left;              /* by its caller */
};

struct sim_company {
	struct sim_company_options options;
	/* What outlives a process because it keeps nothing, or because it is an engine of its own. */
	struct cc_sealer_sim sealer;
	struct cc_signer_sim signer;
	struct cc_cipher_sim cipher;
	struct cc_index *index;
	struct cc_mutex lock; /* the world's: never held while anybody waits for anything else */

	enum sim_company_state state;
	unsigned lives;
	struct sim_exchange *underway;

	/* Of this life. */
	struct sim_process *process;
	struct cc_cache *cache;
	struct cc_node *node;
	struct cc_peers *peers;
	struct cc_log *log;
	struct cc_events *events;
	struct cc_mutex ticker_lock;
	struct cc_cond ticks;
	int64_t ticker_sleeps_until_ms;
	bool is_woken;
};

/* company_ask.c: those who asked are told that nobody will answer. */
void sim_company_cut(struct sim_company *company);
