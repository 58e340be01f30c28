#include "platform/adapters/psp_sandbox/psp_sandbox.h"

#include <stdlib.h>

#include "platform/adapters/psp_sandbox/internal.h"
#include "platform/core/buf.h"
#include "platform/core/validate.h"

enum { SECRET_BYTES_MIN = 16, ROUND_MS = 500 };

static struct cc_psp_sandbox *sandbox_of(struct cc_psp *psp)
{
	return (struct cc_psp_sandbox *)psp;
}

/* Requests ---------------------------------------------------------------------- */

static bool is_text(cc_str text, size_t max)
{
	return text.len > 0 && text.len <= max && cc_utf8_valid(text);
}

static CC_RESULT ask(struct cc_psp *psp, struct cc_ctx *ctx, struct cc_psp_call *call)
{
	assert(is_text(call->key, CC_PSP_KEY_MAX));
	call->sandbox = sandbox_of(psp);
	return cc_psp_sandbox_ask(ctx, call);
}

/* What is asked, word for word: texts are quoted, so that no two requests read alike. */
static cc_str words(struct cc_ctx *ctx, const char *verb, cc_str first, cc_str second, cc_money amount)
{
	struct cc_buf text = { .arena = ctx->arena };
	cc_buf_printf(&text, "%s %lld %s ", verb, (long long)amount.minor, amount.currency.code);
	cc_buf_add_json(&text, first);
	cc_buf_add_json(&text, second);
	return cc_buf_str(&text);
}

static cc_err authorise(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_order *order,
                        struct cc_psp_intent *intent)
{
	TRY(cc_psp_sandbox_check_reference(ctx, order->reference));
	TRY(cc_psp_sandbox_check_amount(ctx, order->amount));
	if (!cc_psp_sandbox_card(order->method))
		return cc_fail(ctx, &cc_psp_unknown_method,
		               "This is none of the sandbox's test cards; pm_card_visa is one.");
	struct cc_psp_call call = {
		.verb = CC_PSP_AUTHORISE,
		.key = key,
		.request = words(ctx, "authorise", order->reference, order->method, order->amount),
		.order = order,
		.message = &cc_psp_intent_message,
		.answer = intent,
	};
	return ask(psp, ctx, &call);
}

static cc_err capture(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_part *part,
                      struct cc_psp_intent *intent)
{
	TRY(cc_psp_sandbox_check_amount(ctx, part->amount));
	struct cc_psp_call call = {
		.verb = CC_PSP_CAPTURE,
		.key = key,
		.request = words(ctx, "capture", part->intent_id, CC_STR(""), part->amount),
		.part = part,
		.intent_id = part->intent_id,
		.message = &cc_psp_intent_message,
		.answer = intent,
	};
	return ask(psp, ctx, &call);
}

static cc_err cancel(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, cc_str intent_id,
                     struct cc_psp_intent *intent)
{
	struct cc_psp_call call = {
		.verb = CC_PSP_CANCEL,
		.key = key,
		.request = words(ctx, "cancel", intent_id, CC_STR(""), (cc_money){ 0 }),
		.intent_id = intent_id,
		.message = &cc_psp_intent_message,
		.answer = intent,
	};
	return ask(psp, ctx, &call);
}

static cc_err refund(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_part *part,
                     struct cc_psp_refund *made)
{
	TRY(cc_psp_sandbox_check_reference(ctx, part->reference));
	TRY(cc_psp_sandbox_check_amount(ctx, part->amount));
	struct cc_psp_call call = {
		.verb = CC_PSP_REFUND,
		.key = key,
		.request = words(ctx, "refund", part->intent_id, part->reference, part->amount),
		.part = part,
		.intent_id = part->intent_id,
		.message = &cc_psp_refund_message,
		.answer = made,
	};
	return ask(psp, ctx, &call);
}

/* Looking ----------------------------------------------------------------------- */

/* What time has done is seen, too. */
static CC_RESULT begin_look(struct cc_psp *psp, struct cc_ctx *ctx, struct cc_ctx *own)
{
	TRY(cc_psp_sandbox_catch_up(sandbox_of(psp), ctx));
	*own = cc_psp_sandbox_ctx(sandbox_of(psp), ctx);
	return cc_store_begin_read(sandbox_of(psp)->store, own);
}

static CC_RESULT end_look(struct cc_psp *psp, struct cc_ctx *own, cc_err err)
{
	cc_store_end_read(sandbox_of(psp)->store, own);
	return err;
}

static cc_err find(struct cc_psp *psp, struct cc_ctx *ctx, cc_str intent_id, struct cc_psp_intent *intent)
{
	struct cc_ctx own;
	TRY(begin_look(psp, ctx, &own));
	return end_look(psp, &own, cc_psp_sandbox_load(&own, intent_id, intent));
}

static CC_RESULT find_one(struct cc_psp *psp, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                          cc_str reference, void *found)
{
	struct cc_ctx own;
	const struct cc_message *message = stmt == &refund_by_reference ? &cc_psp_refund_message
	                                                                : &cc_psp_intent_message;
	TRY(begin_look(psp, ctx, &own));
	cc_err err = end_look(psp, &own, cc_sql_one(&own, stmt, message, found, reference));
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &cc_psp_not_found, "There is nothing of this reference.");
	return err;
}

static cc_err find_by_reference(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
                                struct cc_psp_intent *intent)
{
	return find_one(psp, ctx, &intent_by_reference, reference, intent);
}

static cc_err find_refund(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
                          struct cc_psp_refund *found)
{
	return find_one(psp, ctx, &refund_by_reference, reference, found);
}

static cc_err list(struct cc_psp *psp, struct cc_ctx *ctx, cc_str after, size_t max,
                   struct cc_psp_movement_list *movements)
{
	struct cc_ctx own;
	TRY(begin_look(psp, ctx, &own));
	return end_look(psp, &own, cc_psp_sandbox_movements(&own, after, max, movements));
}

static cc_err read_event(struct cc_psp *psp, struct cc_ctx *ctx, cc_str signature, cc_str body,
                         struct cc_psp_event *event)
{
	return cc_psp_sandbox_read(ctx, sandbox_of(psp)->webhook_secret, signature, body, event);
}

/* The guest --------------------------------------------------------------------- */

struct confirmation {
	cc_str intent_id;
	bool approved;
	struct cc_psp_intent intent;
};

static cc_err run_confirmation(struct cc_ctx *ctx, void *arg)
{
	struct confirmation *asked = arg;
	TRY(cc_psp_sandbox_settle(ctx));
	return cc_psp_sandbox_confirmed(ctx, asked->intent_id, asked->approved, &asked->intent);
}

cc_err cc_psp_sandbox_authenticate(struct cc_psp *psp, struct cc_ctx *ctx, cc_str intent_id, bool approved,
                                   struct cc_psp_intent *intent)
{
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox_of(psp), ctx);
	struct confirmation asked = { .intent_id = intent_id, .approved = approved };
	TRY(cc_store_write(sandbox_of(psp)->store, &own, run_confirmation, &asked));
	*intent = asked.intent;
	return CC_OK;
}

/* Life -------------------------------------------------------------------------- */

void cc_psp_sandbox_listen(struct cc_psp *psp,
                           cc_err (*hear)(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body),
                           void *arg)
{
	sandbox_of(psp)->hear = hear;
	sandbox_of(psp)->arg = arg;
}

/* For the sandbox's life. */
static cc_str keep(struct cc_psp_sandbox *sandbox, cc_str text)
{
	char *copy = cc_arena_alloc(sandbox->arena, text.len + 1);
	memcpy(copy, text.ptr, text.len);
	return (cc_str){ copy, text.len };
}

void cc_psp_sandbox_set_pages(struct cc_psp *psp, cc_str pages)
{
	assert(sandbox_of(psp)->pages.len == 0);
	sandbox_of(psp)->pages = keep(sandbox_of(psp), pages);
}

static void run_teller(void *arg)
{
	struct cc_psp_sandbox *sandbox = arg;
	cc_mutex_lock(&sandbox->lock);
	while (sandbox->running) {
		sandbox->woken = false;
		cc_mutex_unlock(&sandbox->lock);
		cc_psp_sandbox_step(&sandbox->base);
		cc_mutex_lock(&sandbox->lock);
		int64_t until_us = cc_threads_in_ms(sandbox->lock.threads, ROUND_MS);
		while (sandbox->running && !sandbox->woken &&
		       cc_cond_wait_until(&sandbox->wake, &sandbox->lock, until_us)) {
		}
	}
	cc_mutex_unlock(&sandbox->lock);
}

void cc_psp_sandbox_start(struct cc_psp *psp)
{
	struct cc_psp_sandbox *sandbox = sandbox_of(psp);
	cc_lane_start(cc_store_lane(sandbox->store));
	sandbox->running = true;
	sandbox->teller = (struct cc_thread){ .name = "teller", .run = run_teller, .arg = sandbox };
	cc_thread_start(&sandbox->teller, sandbox->lock.threads);
}

void cc_psp_sandbox_stop(struct cc_psp *psp)
{
	struct cc_psp_sandbox *sandbox = sandbox_of(psp);
	cc_mutex_lock(&sandbox->lock);
	bool running = sandbox->running;
	sandbox->running = false;
	sandbox->stopping = true;
	cc_cond_signal(&sandbox->wake);
	cc_mutex_unlock(&sandbox->lock);
	if (running)
		cc_thread_join(&sandbox->teller);
}

static void free_sandbox(struct cc_psp *psp)
{
	struct cc_psp_sandbox *sandbox = sandbox_of(psp);
	if (!sandbox)
		return;
	cc_psp_sandbox_stop(psp);
	cc_store_close(sandbox->store);
	cc_cond_free(&sandbox->wake);
	cc_mutex_free(&sandbox->lock);
	cc_arena_free(sandbox->arena);
	free(sandbox);
}

static const struct cc_psp_ops ops = {
	.name = "sandbox",
	.authorise = authorise,
	.capture = capture,
	.cancel = cancel,
	.refund = refund,
	.find = find,
	.find_by_reference = find_by_reference,
	.find_refund = find_refund,
	.list = list,
	.read_event = read_event,
	.free = free_sandbox,
};

static struct cc_psp_sandbox *sandbox_new(const struct cc_psp_sandbox_options *options,
                                          struct cc_store *store)
{
	struct cc_psp_sandbox *sandbox = calloc(1, sizeof *sandbox);
	if (!sandbox)
		cc_die("out of memory for a payment sandbox");
	cc_mutex_init(&sandbox->lock, options->threads);
	cc_cond_init(&sandbox->wake, options->threads);
	sandbox->base.ops = &ops;
	sandbox->clock = options->clock;
	sandbox->entropy = options->entropy;
	sandbox->store = store;
	sandbox->arena = cc_arena_new();
	sandbox->webhook_secret = keep(sandbox, options->webhook_secret);
	return sandbox;
}

cc_err cc_psp_sandbox_new(struct cc_ctx *ctx, const struct cc_psp_sandbox_options *options,
                          struct cc_psp **psp)
{
	struct cc_store *store;
	struct cc_store_options opened = {
		.sql = options->sql,
		.threads = options->threads,
		.clock = options->clock,
		.entropy = options->entropy,
		.migrate = true,
	};
	assert(options->webhook_secret.len >= SECRET_BYTES_MIN);
	TRY(cc_store_open(ctx, &cc_psp_sandbox_service, &opened, &store));
	*psp = &sandbox_new(options, store)->base;
	return CC_OK;
}
