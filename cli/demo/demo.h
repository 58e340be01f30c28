/*
 * demo.h - a whole marketplace to look at: a server of its own, with a past, and a crowd that goes on.
 *
 * All that is in it was made by the services' own operations.
 */
#pragma once

#include "cli/demo/clock.h"
#include "cli/demo/plan.h"
#include "cli/host.h"
#include "platform/adapters/psp_sandbox_http/edge.h"

struct demo {
	struct cli *cli;
	struct cli_host host;
	struct demo_clock clock;
	struct demo_plan plan;
	struct cc_psp_edge *bank;
	bool temporary; /* the data folder goes when the demo does */
	bool seeded;    /* by this run; else the folder had its data already */
};

/* demo.c: development keys, and a clock of its own for all of the process; before the host is made. */
void demo_set_up(struct demo *demo, struct cli *cli);
/* Opens everything and listens; takes it apart, with the folder if that is temporary. */
bool demo_start(struct demo *demo, struct cli_failure *failure);
void demo_close(struct demo *demo);

/* bank.c: pages on which guests confirm, before anything starts; the guest of a payment confirms there. */
bool demo_open_bank(struct demo *demo, struct cli_failure *failure);
CC_RESULT demo_confirm_payment(struct demo *demo, struct cc_ctx *ctx, cc_str action_url);

/* Who asks. */
struct cc_principal demo_guest(const struct demo *demo, int guest);
struct cc_principal demo_host(const struct demo *demo, int host);
struct cc_principal demo_admin(const struct demo *demo);

/*
 * Asks a service, as `who`; *out lives in ctx's arena.  demo_ctx() makes the ctx: the arena is the
 * caller's.  Fails as the operation does.
 */
struct cc_ctx demo_ctx(const struct demo *demo, struct cc_arena *arena);
CC_RESULT demo_ask(struct cc_ctx *ctx, struct cc_principal who, const struct cc_op *op, const void *in,
                   void *out);

/* Waits a little, for what others do meanwhile. */
void demo_pause(void);

/* seed.c: turns the clock back to where the plan begins, before anything is opened. */
void demo_begin_story(struct demo *demo);
/* Carries the plan out, until the clock has come to now.  Fails as an operation did that must not fail. */
CC_RESULT demo_seed(struct demo *demo);

/* people_seed.c: what /d/{code} signs in with, once. */
CC_RESULT demo_login_code(struct demo *demo, struct cc_ctx *ctx, cc_id user_id, cc_str *code);

/* What is there before anybody books, each in a file of its own; in this order. */
CC_RESULT demo_seed_people(struct demo *demo);
CC_RESULT demo_seed_calendar(struct demo *demo);
CC_RESULT demo_seed_homes(struct demo *demo);
CC_RESULT demo_seed_evenings(struct demo *demo);
