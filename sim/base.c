/* base.c - the base world, built by the services' own operations. */
#include "platform/ports/clock.h"
#include "platform/runtime/events.h"
#include "services/services.h"
#include "sim/base_internal.h"

enum { SETTLE_LOOKS_MAX = 1000, QUIET_LOOKS = 3, LOOK_US = 200 * 1000 };

void sim_must(struct sim_builder *builder, struct cc_principal who, const struct cc_op *op, const void *in,
              void *out)
{
	struct sim_call call = { .op = op, .caller = who, .key = CC_STR(""), .in = in, .out = out };
	memset(out, 0, op->out->size);
	cc_err err = sim_company_ask(builder->world->company, &builder->ctx, &call);
	if (err != CC_OK)
		cc_die("the base world cannot be built: %s: %s (%s)", op->label, err->message, err->reason);
}

static uint64_t work_done(struct sim_world *world, bool *quiet)
{
	struct cc_events *events = sim_company_events(world->company);
	struct cc_effects_stats effects = cc_effects_stats(cc_events_effects(events));
	struct cc_events_stats stats = cc_events_stats(events);
	*quiet = effects.underway == 0 && effects.planned == 0 && stats.lag == 0;
	return effects.settled + effects.retried + stats.delivered + stats.timers_run;
}

void sim_settle(struct sim_builder *builder)
{
	uint64_t before = 0;
	int looks = 0;
	for (int i = 0; looks < QUIET_LOOKS; i++) {
		bool quiet;
		uint64_t now = work_done(builder->world, &quiet);
		if (i == SETTLE_LOOKS_MAX)
			cc_die("the base world does not come to rest");
		looks = quiet && now == before ? looks + 1 : 0;
		before = now;
		sim_sleep_us(builder->world->sim, LOOK_US);
	}
}

void sim_base_build(struct sim_world *world, struct cc_entropy *entropy, struct sim_base *base)
{
	struct sim_builder builder = {
		.world = world,
		.base = base,
		.ctx = {
			.arena = world->arena,
			.clock = world->clock,
			.entropy = entropy,
			.deadline = CC_TIME_NEVER,
		},
	};
	base->began_at = sim_now(world);
	sim_build_people(&builder);
	sim_build_calendar(&builder);
	sim_build_homes(&builder);
	sim_settle(&builder); /* licence rules are heard of, too */
	sim_build_evenings(&builder);
	base->ready_at = sim_now(world);
}
