/* ask.c - operations called as somebody, in this process. */
#include <time.h>

#include "cli/demo/demo.h"
#include "platform/ports/entropy.h"

enum { ASK_MS = 10 * 1000, PAUSE_MS = 2 };

static struct cc_principal person(cc_id id, cc_str roles)
{
	return (struct cc_principal){ .subject = id, .roles = roles };
}

struct cc_principal demo_guest(const struct demo *demo, int guest)
{
	return person(demo_id(&demo->plan, DEMO_GUEST_ID, guest), CC_STR("guest"));
}

struct cc_principal demo_host(const struct demo *demo, int host)
{
	return person(demo_id(&demo->plan, DEMO_HOST_ID, host), CC_STR("guest host"));
}

struct cc_principal demo_admin(const struct demo *demo)
{
	return person(demo_id(&demo->plan, DEMO_ADMIN_ID, 0), CC_STR("guest host admin"));
}

struct cc_ctx demo_ctx(const struct demo *demo, struct cc_arena *arena)
{
	struct cc_ctx ctx = {
		.arena = arena,
		.clock = demo->cli->ctx->clock,
		.entropy = demo->cli->ctx->entropy,
		.peers = demo->host.peers,
		.deadline = CC_TIME_NEVER,
	};
	return ctx;
}

cc_err demo_ask(struct cc_ctx *ctx, struct cc_principal who, const struct cc_op *op, const void *in,
                void *out)
{
	ctx->caller = who;
	ctx->request_id = cc_new_id(ctx);
	ctx->entropy->ops->fill(ctx->entropy, &ctx->trace, sizeof ctx->trace.trace_id);
	ctx->deadline = cc_time_add(cc_now(ctx), ASK_MS);
	return cc_call(ctx, op, in, out);
}

void demo_pause(void)
{
	const struct timespec little = { .tv_nsec = PAUSE_MS * 1000000L };
	nanosleep(&little, NULL);
}
