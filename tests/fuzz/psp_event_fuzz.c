/*
 * No event is believed that was not signed, and what was signed is read or refused: the input's first line is
 * tried as a signature of the rest, and then the rest with a true one.
 */
#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/core/run.h"
#include "platform/core/validate.h"
#include "tests/fuzz/fuzz.h"

static const cc_str secret = { "whsec_0123456789abcdef", 22 };

static void check_forged(struct cc_ctx *ctx, cc_str signature, cc_str body)
{
	struct cc_psp_event event = { .id = CC_STR("untouched") };
	FUZZ_CHECK(
		cc_because(cc_psp_sandbox_read(ctx, secret, signature, body, &event), &cc_psp_bad_signature));
	FUZZ_CHECK(cc_str_eq(event.id, CC_STR("untouched")));
}

static void check_signed(struct cc_ctx *ctx, cc_str body)
{
	struct cc_psp_event event;
	cc_err err = cc_psp_sandbox_read(ctx, secret, cc_psp_sandbox_sign(ctx, secret, cc_now(ctx), body),
	                                 body, &event);
	if (err) {
		FUZZ_CHECK(cc_because(err, &cc_psp_bad_event));
		return;
	}
	FUZZ_CHECK(event.id.len > 0 && event.at.ms >= 0);
	const cc_str texts[] = { event.id, event.type, event.intent_id, event.reference };
	for (size_t i = 0; i < CC_COUNT(texts); i++)
		FUZZ_CHECK(cc_utf8_valid(texts[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	const char *text = (const char *)bytes;
	const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
	cc_str signature = { text, end ? (size_t)(end - text) : size };
	size_t taken = signature.len + (end != NULL);
	cc_str body = { text + taken, size - taken };
	check_forged(ctx, signature, body);
	check_signed(ctx, body);
	sample_ctx_free(ctx);
	return 0;
}
