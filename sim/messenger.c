/* messenger.c - carries what the payment provider has to tell, each in a fiber of its own. */
#include "contracts/payment.h"
#include "platform/adapters/sim/psp_sim.h"
#include "sim/stage.h"

enum { SLEEP_MAX_MS = 24 * 3600 * 1000, HEARING_US = 20 * 1000 * 1000 };

struct parcel {
	struct sim_stage *stage;
	struct cc_psp_sim_webhook webhook;
};

static void post(void *arg)
{
	struct parcel *parcel = arg;
	struct sim_stage *stage = parcel->stage;
	struct cc_ctx ctx = { .arena = cc_arena_new(),
		              .clock = stage->world.clock,
		              .deadline = CC_TIME_NEVER };
	const struct payment_receive_webhook_request in = {
		.signature = parcel->webhook.signature,
		.body = parcel->webhook.body,
	};
	struct payment_webhook_receipt receipt = { 0 };
	struct sim_call call = {
		.op = &payment_receive_webhook_op,
		.key = CC_STR(""),
		.in = &in,
		.out = &receipt,
		.patience_us = HEARING_US,
	};
	cc_err err = sim_company_ask(stage->world.company, &ctx, &call);
	sim_say(&stage->world, "provider", "tells its event %zu: %s", parcel->webhook.number,
	        err ? err->reason : "heard");
	cc_psp_sim_heard(stage->world.provider, parcel->webhook.number, err == CC_OK);
	cc_arena_free(ctx.arena);
}

static void send_what_is_due(struct sim_stage *stage)
{
	struct cc_ctx ctx = { .arena = stage->world.arena };
	struct cc_psp_sim_webhook webhook;
	while (cc_psp_sim_take(stage->world.provider, &webhook)) {
		struct parcel *parcel = cc_alloc(&ctx, sizeof *parcel);
		*parcel = (struct parcel){ stage, webhook };
		sim_spawn(sim_world(stage->world.sim), "webhook", post, parcel);
	}
}

static void wait_for_more(struct sim_stage *stage)
{
	const struct cc_threads *threads = sim_process_threads(sim_world(stage->world.sim));
	cc_time now = sim_now(&stage->world);
	cc_time until = cc_time_min(cc_psp_sim_due(stage->world.provider), cc_time_add(now, SLEEP_MAX_MS));
	cc_mutex_lock(&stage->lock);
	stage->messenger_sleeps_until_ms = until.ms;
	cc_cond_wait_until(&stage->provider_due, &stage->lock, cc_threads_in_ms(threads, until.ms - now.ms));
	stage->messenger_sleeps_until_ms = 0;
	cc_mutex_unlock(&stage->lock);
}

static void carry(void *arg)
{
	struct sim_stage *stage = arg;
	for (;;) {
		send_what_is_due(stage);
		wait_for_more(stage);
	}
}

void sim_stage_carry_messages(struct sim_stage *stage)
{
	const struct cc_threads *threads = sim_process_threads(sim_world(stage->world.sim));
	cc_mutex_init(&stage->lock, threads);
	cc_cond_init(&stage->provider_due, threads);
	sim_spawn(sim_world(stage->world.sim), "messenger", carry, stage);
}

void sim_stage_tick(struct sim_stage *stage)
{
	sim_company_tick(stage->world.company);
	if (cc_psp_sim_due(stage->world.provider).ms < stage->messenger_sleeps_until_ms)
		cc_cond_signal(&stage->provider_due);
}
