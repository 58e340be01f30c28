/* psp_sim_tell.c - what it tells: late, twice, in any order, or never; and until it is heard. */
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/sim/psp_sim_internal.h"
#include "platform/core/buf.h"

enum {
	TRIES_MAX = 16,
	FIRST_PAUSE_MS = 1000,
	PAUSE_MAX_MS = 3600 * 1000,
	NO_WORD_MS = 30 * 1000,
	USUAL_MS = 2000, /* on its way */
	LATE_MAX_MS = 72 * 3600 * 1000,
	TWICE_MAX_MS = 3600 * 1000,
	LINES = 5,
};

/* Telling ----------------------------------------------------------------------- */

/* Five lines: nothing here has a line break in it. */
static cc_str body_of(struct psp_sim *sim, const struct psp_sim_payment *payment, const char *type,
                      cc_str reference)
{
	struct cc_buf body = { .arena = sim->arena };
	cc_buf_printf(&body, "evt_%llu\n%s\n", (unsigned long long)++sim->events, type);
	cc_buf_add(&body, payment->is.intent.id);
	cc_buf_add_char(&body, '\n');
	cc_buf_add(&body, reference);
	cc_buf_add_char(&body, '\n');
	cc_buf_add_int(&body, psp_sim_now(sim).ms);
	return cc_buf_str(&body);
}

static void send(struct psp_sim *sim, cc_str body, int64_t late_ms)
{
	struct psp_sim_webhook *webhook = cc_arena_alloc(sim->arena, sizeof *webhook);
	*webhook = (struct psp_sim_webhook){ .body = body, .due = psp_sim_in(sim, late_ms) };
	cc_due_put(&sim->told, webhook->due, (int)sim->webhooks.count, webhook);
	psp_sim_add(sim, &sim->webhooks, webhook);
	sim->sums.webhooks++;
}

void psp_sim_tell(struct psp_sim *sim, const struct psp_sim_payment *payment, const char *type,
                  cc_str reference)
{
	bool late = psp_sim_strikes(sim, CC_FAULT_WEBHOOK_LATE);
	cc_str body = body_of(sim, payment, type, reference);
	if (psp_sim_strikes(sim, CC_FAULT_WEBHOOK_LOST)) {
		sim->sums.webhooks_lost++;
		return;
	}
	send(sim, body,
	     psp_sim_between(sim, CC_FAULT_WEBHOOK_LATE, late ? USUAL_MS : 0, late ? LATE_MAX_MS : USUAL_MS));
	if (psp_sim_strikes(sim, CC_FAULT_WEBHOOK_TWICE))
		send(sim, body, psp_sim_between(sim, CC_FAULT_WEBHOOK_TWICE, 0, TWICE_MAX_MS));
}

static cc_str signature_of(struct cc_ctx *ctx, cc_str seconds, cc_str body)
{
	uint64_t digest = cc_digest(CC_DIGEST_OF_NOTHING, CC_STR("whsec_of_the_simulated_provider."));
	digest = cc_digest(cc_digest(cc_digest(digest, seconds), CC_STR(".")), body);
	return cc_printf(ctx, "t=%.*s,v1=%016llx", (int)seconds.len, seconds.ptr, (unsigned long long)digest);
}

static void put_again(struct psp_sim *sim, size_t number, int64_t pause_ms)
{
	struct psp_sim_webhook *webhook = sim->webhooks.items[number];
	webhook->due = psp_sim_in(sim, pause_ms);
	cc_due_put(&sim->told, webhook->due, (int)number, webhook);
}

bool cc_psp_sim_take(struct cc_psp *psp, struct cc_psp_sim_webhook *taken)
{
	struct psp_sim *sim = (struct psp_sim *)psp;
	struct cc_due_item item;
	psp_sim_catch_up(sim);
	while (cc_due_take(&sim->told, psp_sim_now(sim), &item)) {
		struct psp_sim_webhook *webhook = item.what;
		if (webhook->due.ms != item.at.ms)
			continue; /* it was heard, or is due at another time by now */
		if (webhook->tries == TRIES_MAX) {
			cc_psp_sim_heard(psp, (size_t)item.kind, false);
			continue; /* nobody said a word so often */
		}
		cc_str seconds = cc_printf(&sim->ctx, "%lld", (long long)(psp_sim_now(sim).ms / 1000));
		webhook->tries++;
		put_again(sim, (size_t)item.kind, NO_WORD_MS);
		*taken = (struct cc_psp_sim_webhook){
			.number = (size_t)item.kind,
			.signature = signature_of(&sim->ctx, seconds, webhook->body),
			.body = webhook->body,
		};
		return true;
	}
	return false;
}

void cc_psp_sim_heard(struct cc_psp *psp, size_t number, bool heard)
{
	struct psp_sim *sim = (struct psp_sim *)psp;
	assert(number < sim->webhooks.count);
	struct psp_sim_webhook *webhook = sim->webhooks.items[number];
	int64_t pause_ms = (int64_t)FIRST_PAUSE_MS << (webhook->tries > 0 ? webhook->tries - 1 : 0);
	if (!heard && webhook->tries < TRIES_MAX) {
		put_again(sim, number, pause_ms < PAUSE_MAX_MS ? pause_ms : PAUSE_MAX_MS);
		return;
	}
	webhook->due = CC_TIME_NEVER;
	sim->sums.webhooks_given_up += !heard;
}

/* Reading ----------------------------------------------------------------------- */

static CC_RESULT check_signature(struct cc_ctx *ctx, cc_str signature, cc_str body)
{
	long long seconds = 0;
	char text[64] = "";
	if (signature.len < sizeof text)
		memcpy(text, signature.ptr, signature.len);
	bool dated = sscanf(text, "t=%lld,", &seconds) == 1;
	cc_str right = signature_of(ctx, cc_printf(ctx, "%lld", seconds), body);
	if (!dated || !cc_str_eq(signature, right))
		return cc_fail(ctx, &cc_psp_bad_signature, "The payment provider did not sign this.");
	int64_t age = cc_now(ctx).ms / 1000 - seconds;
	if (age > CC_PSP_EVENT_AGE_MAX_SECONDS || age < -CC_PSP_EVENT_AGE_MAX_SECONDS)
		return cc_fail(ctx, &cc_psp_bad_signature, "This was signed %lld seconds ago.",
		               (long long)age);
	return CC_OK;
}

cc_err psp_sim_read_event(struct psp_sim *sim, struct cc_ctx *ctx, cc_str signature, cc_str body,
                          struct cc_psp_event *event)
{
	cc_str lines[LINES] = { { 0 } }, rest = cc_copy(ctx, body);
	size_t count = 0;
	TRY(check_signature(ctx, signature, body));
	while (rest.len > 0 && count < LINES) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		lines[count++] = (cc_str){ rest.ptr, len };
		rest = (cc_str){ rest.ptr + len + (end != NULL), rest.len - len - (end != NULL) };
	}
	if (count < LINES || !psp_sim_payment_of(sim, lines[2]))
		return cc_fail(ctx, &cc_psp_bad_event, "This is no event of a payment.");
	*event = (struct cc_psp_event){
		.id = lines[0],
		.type = lines[1],
		.intent_id = lines[2],
		.reference = lines[3],
		.at = { atoll(cc_printf(ctx, "%.*s", (int)lines[4].len, lines[4].ptr).ptr) },
	};
	return CC_OK;
}
