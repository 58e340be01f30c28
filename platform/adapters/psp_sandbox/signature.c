/* signature.c - events on their way: signed as Stripe signs, checked, and read.  Knows no store. */
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/adapters/psp_sandbox/shape.h"
#include "platform/core/json.h"
#include "platform/core/run.h"

enum { MAC_BYTES = 32, BODY_MAX = 64 * 1024 };

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

cc_err cc_psp_sandbox_read(struct cc_ctx *ctx, cc_str secret, cc_str signature, cc_str body,
                           struct cc_psp_event *event)
{
	struct cc_psp_event read;
	TRY(cc_psp_sandbox_check(ctx, secret, signature, body));
	if (body.len > BODY_MAX)
		return cc_fail(ctx, &cc_psp_bad_event, "An event has %d bytes at most.", BODY_MAX);
	cc_err err = decode(ctx, cc_copy(ctx, body), &read);
	if (err != CC_OK)
		return cc_fail(ctx, &cc_psp_bad_event, "This event cannot be read: %s", err->message);
	*event = read;
	return CC_OK;
}
