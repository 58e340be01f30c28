/* psp_suite.h - what every adapter of ports/psp.h must do, as tests to be run on each. */
#pragma once

#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/core/run.h"
#include "platform/test.h"
#include "tests/conformance/faults_plan.h"

struct psp_world;

struct psp_suite_engine {
	const char *name;
	struct cc_psp *(*make)(struct cc_psp *provider); /* what is under test, before the provider */
	bool no_pages; /* there is no place where guests confirm */
	/* What is under test, if it is a provider of its own, which no restart of ours touches. */
	struct cc_psp *(*found)(struct psp_world *world);
};

/* Returns how many tests failed. */
int psp_suite(const struct psp_suite_engine *engine);
int psp_suite_later(const struct psp_suite_engine *engine); /* a part of it */

/* A provider with books in a folder of its own, a clock that the test sets, and who asks it. */
struct psp_world {
	const struct psp_suite_engine *engine;
	char folder[64], path[96];
	struct cc_arena *arena;
	struct cc_clock_sim clock;
	struct cc_entropy_sim entropy;
	struct cc_psp *provider; /* itself; NULL if there is no sandbox */
	struct cc_psp *psp;      /* under test */
	struct faults_plan faults; /* of one that goes wrong by them: as the clock, the test's */
	struct cc_ctx ctx;
};

#define PSP_SECRET CC_STR("whsec_0123456789abcdef")

int psp_world_open(void **state); /* *state: the engine; then the world */
int psp_world_close(void **state);
void psp_world_reopen(struct psp_world *world); /* as after a restart */
void psp_world_pass(struct psp_world *world, int64_t ms);

#define PSP_CASE(name, engine)                                                                   \
	cmocka_unit_test_prestate_setup_teardown(name, psp_world_open, psp_world_close,          \
	                                         (void *)(uintptr_t)(engine))

static inline cc_money zloty(int64_t minor) { return (cc_money){ minor, { "PLN" } }; }

cc_err psp_authorise(struct psp_world *world, const char *key, const char *method, int64_t minor,
                     struct cc_psp_intent *intent); /* the reference is the key's */
cc_err psp_capture(struct psp_world *world, const char *key, cc_str intent_id, int64_t minor,
                   struct cc_psp_intent *intent);
cc_err psp_cancel(struct psp_world *world, const char *key, cc_str intent_id, struct cc_psp_intent *intent);
cc_err psp_refund(struct psp_world *world, const char *key, cc_str intent_id, int64_t minor,
                  struct cc_psp_refund *refund); /* the reference is the key's */
struct cc_psp_intent psp_find(struct psp_world *world, cc_str intent_id);
/* The books in short: "authorised 4000, captured 1000". */
const char *psp_books(struct psp_world *world);
