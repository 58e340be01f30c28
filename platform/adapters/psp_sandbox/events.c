/* events.c - what the sandbox tells whoever listens: signed, again and again until it is heard. */
#include "platform/adapters/psp_sandbox/internal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "platform/adapters/psp_sandbox/shape.h"
#include "platform/core/json.h"
#include "platform/ports/clock.h"

enum {
	TRIES_MAX = 16,
	FIRST_PAUSE_MS = 1000,
	PAUSE_MAX_MS = 3600 * 1000,
	MAC_BYTES = 32,
	BODY_MAX = 64 * 1024,
	KEPT_DAYS = 30,
};

/* Recording --------------------------------------------------------------------- */

static CC_RESULT record(struct cc_ctx *ctx, const char *type, const struct cc_stripe_object *object,
                        int64_t late_ms)
{
	const struct cc_stripe_data data = { object };
	const struct cc_stripe_event event = {
		.id = cc_psp_sandbox_new_id(ctx, "evt"),
		.object = CC_STR("event"),
		.type = cc_str_of(type),
		.created = (uint32_t)(cc_now(ctx).ms / 1000),
		.data = &data,
	};
	struct cc_buf body = { .arena = ctx->arena };
	cc_json_encode(&body, &cc_stripe_event_message, &event);
	return cc_sql_exec(ctx, &insert_event, cc_buf_str(&body), cc_now(ctx),
	                   cc_time_add(cc_now(ctx), late_ms));
}

cc_err cc_psp_sandbox_tell_intent(struct cc_ctx *ctx, const struct cc_psp_intent *intent, const char *type)
{
	const struct cc_psp_sandbox_card *card;
	const struct cc_stripe_object object = cc_stripe_intent(ctx, intent);
	TRY(cc_psp_sandbox_card_of(ctx, intent->id, &card));
	return record(ctx, type, &object, card->events_late_ms);
}

cc_err cc_psp_sandbox_tell_refund(struct cc_ctx *ctx, const struct cc_psp_refund *refund)
{
	const struct cc_psp_sandbox_card *card;
	const struct cc_stripe_object object = cc_stripe_refund(ctx, refund);
	TRY(cc_psp_sandbox_card_of(ctx, refund->intent_id, &card));
	return record(ctx, "refund.created", &object, card->events_late_ms);
}

/* Signing ----------------------------------------------------------------------- */

static void mac_of(struct cc_ctx *ctx, cc_str secret, cc_str seconds, cc_str body, char hex[2 * MAC_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char mac[MAC_BYTES];
	struct cc_buf text = { .arena = ctx->arena };
	cc_buf_add(&text, seconds);
	cc_buf_add_char(&text, '.');
	cc_buf_add(&text, body);
	if (!EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, secret.ptr, secret.len,
	               (const unsigned char *)text.ptr, text.len, mac, sizeof mac, NULL))
		cc_die("OpenSSL is out of memory");
	for (size_t i = 0; i < sizeof mac; i++) {
		hex[2 * i] = digits[mac[i] >> 4];
		hex[2 * i + 1] = digits[mac[i] & 15];
	}
}

cc_str cc_psp_sandbox_sign(struct cc_ctx *ctx, cc_str secret, cc_time now, cc_str body)
{
	char hex[2 * MAC_BYTES];
	cc_str seconds = cc_printf(ctx, "%lld", (long long)(now.ms / 1000));
	mac_of(ctx, secret, seconds, body, hex);
	return cc_printf(ctx, "t=%s,v1=%.*s", seconds.ptr, (int)sizeof hex, hex);
}

/* The value of the next "name=value" in a list by comma; false at the end. */
static bool next_part(cc_str *list, cc_str *name, cc_str *value)
{
	if (list->len == 0)
		return false;
	const char *comma = memchr(list->ptr, ',', list->len);
	cc_str part = { list->ptr, comma ? (size_t)(comma - list->ptr) : list->len };
	const char *equals = part.len > 0 ? memchr(part.ptr, '=', part.len) : NULL;
	size_t taken = part.len + (comma != NULL);
	*list = (cc_str){ list->ptr + taken, list->len - taken };
	*name = equals ? (cc_str){ part.ptr, (size_t)(equals - part.ptr) } : part;
	*value = equals ? (cc_str){ equals + 1, part.len - name->len - 1 } : CC_STR("");
	return true;
}

static bool read_seconds(cc_str text, int64_t *seconds)
{
	enum { DIGITS_MAX = 12 };
	int64_t n = 0;
	if (text.len == 0 || text.len > DIGITS_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		n = n * 10 + (text.ptr[i] - '0');
	}
	*seconds = n;
	return true;
}

/* There may be several signatures, while a secret is being replaced: one that fits is enough. */
static bool is_signed(struct cc_ctx *ctx, cc_str secret, cc_str signature, cc_str seconds, cc_str body)
{
	cc_str name, value;
	bool fits = false;
	char hex[2 * MAC_BYTES];
	mac_of(ctx, secret, seconds, body, hex);
	while (next_part(&signature, &name, &value))
		fits |= cc_str_eq(name, CC_STR("v1")) && value.len == sizeof hex &&
		        CRYPTO_memcmp(value.ptr, hex, sizeof hex) == 0;
	return fits;
}

cc_err cc_psp_sandbox_check(struct cc_ctx *ctx, cc_str secret, cc_str signature, cc_str body)
{
	cc_str rest = signature, name, value, text = CC_STR("");
	int64_t seconds;
	while (next_part(&rest, &name, &value))
		if (cc_str_eq(name, CC_STR("t")))
			text = value;
	if (!read_seconds(text, &seconds) || !is_signed(ctx, secret, signature, text, body))
		return cc_fail(ctx, &cc_psp_bad_signature, "The payment provider did not sign this.");
	int64_t age = cc_now(ctx).ms / 1000 - seconds;
	if (age > CC_PSP_EVENT_AGE_MAX_SECONDS || age < -CC_PSP_EVENT_AGE_MAX_SECONDS)
		return cc_fail(ctx, &cc_psp_bad_signature,
		               "This was signed %lld seconds ago; it may be a recording.", (long long)age);
	return CC_OK;
}

/* Reading ----------------------------------------------------------------------- */

static CC_RESULT decode(struct cc_ctx *ctx, cc_str body, struct cc_psp_event *event)
{
	struct cc_stripe_event read = { 0 };
	TRY(cc_json_decode(ctx, body, &cc_stripe_event_message, &read, NULL));
	const struct cc_stripe_object *object = read.data ? read.data->object : NULL;
	if (!object || read.id.len == 0 || !object->metadata)
		return cc_fail(ctx, &cc_psp_bad_event, "This is no event of a payment.");
	*event = (struct cc_psp_event){
		.id = read.id,
		.type = read.type,
		.intent_id = object->has_payment_intent ? object->payment_intent : object->id,
		.reference = object->metadata->reference,
		.at = { (int64_t)read.created * 1000 },
	};
	return CC_OK;
}

cc_err cc_psp_sandbox_read_event(struct cc_psp *psp, struct cc_ctx *ctx, cc_str signature, cc_str body,
                                 struct cc_psp_event *event)
{
	const struct cc_psp_sandbox *sandbox = (const struct cc_psp_sandbox *)psp;
	struct cc_psp_event read;
	TRY(cc_psp_sandbox_check(ctx, sandbox->webhook_secret, signature, body));
	if (body.len > BODY_MAX)
		return cc_fail(ctx, &cc_psp_bad_event, "An event has %d bytes at most.", BODY_MAX);
	cc_err err = decode(ctx, cc_copy(ctx, body), &read);
	if (err != CC_OK)
		return cc_fail(ctx, &cc_psp_bad_event, "This event cannot be read: %s", err->message);
	*event = read;
	return CC_OK;
}

/* Telling ----------------------------------------------------------------------- */

struct told {
	const struct cc_psp_event_row *row;
	bool heard;
};

static cc_err save_told(struct cc_ctx *ctx, void *arg)
{
	const struct told *told = arg;
	int32_t tries = told->row->tries + 1;
	int64_t pause_ms = (int64_t)FIRST_PAUSE_MS << told->row->tries;
	bool again = !told->heard && tries < TRIES_MAX;
	struct cc_val due = cc_null();
	if (again)
		due = cc_val_time(
			cc_time_add(cc_now(ctx), pause_ms < PAUSE_MAX_MS ? pause_ms : PAUSE_MAX_MS));
	TRY(cc_sql_change(ctx, &save_event, told->row->position, due, tries));
	return cc_sql_exec(ctx, &forget_events, cc_time_add(cc_now(ctx), -KEPT_DAYS * CC_HOURS(24)));
}

static CC_RESULT tell(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx, const struct cc_psp_event_row *row)
{
	cc_time now = sandbox->clock->ops->now(sandbox->clock);
	cc_str signature = cc_psp_sandbox_sign(ctx, sandbox->webhook_secret, now, row->body);
	struct cc_ctx listener = cc_psp_sandbox_ctx(sandbox, ctx), own = listener;
	struct told told = { row, sandbox->hear(sandbox->arg, &listener, signature, row->body) == CC_OK };
	return cc_store_write(sandbox->store, &own, save_told, &told);
}

static CC_RESULT read_due(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx,
                          struct cc_psp_event_row_list *due)
{
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox, ctx);
	TRY(cc_store_begin_read(sandbox->store, &own));
	cc_err err = cc_sql_all(&own, &due_events, &cc_psp_event_row_message, due, cc_now(&own));
	cc_store_end_read(sandbox->store, &own);
	return err;
}

/* A failure is the next round's: what is due stays due. */
size_t cc_psp_sandbox_step(struct cc_psp *psp)
{
	struct cc_psp_sandbox *sandbox = (struct cc_psp_sandbox *)psp;
	struct cc_ctx ctx = { .arena = cc_arena_new(), .deadline = CC_TIME_NEVER };
	struct cc_psp_event_row_list due = { 0 };
	size_t told = 0;
	cc_err err = cc_psp_sandbox_catch_up(sandbox, &ctx);
	if (err == CC_OK && sandbox->hear)
		err = read_due(sandbox, &ctx, &due);
	while (err == CC_OK && told < due.count) {
		err = tell(sandbox, &ctx, &due.items[told]);
		told += err == CC_OK;
	}
	cc_arena_free(ctx.arena);
	return told;
}
