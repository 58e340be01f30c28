/* What is read from protobuf is the same when it is written and read again, and after a copy. */
#include "platform/core/json.h"
#include "platform/core/protobuf.h"
#include "platform/core/validate.h"
#include "tests/fuzz/fuzz.h"

static void check_round_trip(struct cc_ctx *ctx, const struct sample *first)
{
	struct cc_buf once = { .arena = ctx->arena }, twice = once, copied = once, json = once;
	struct sample copy, second = { 0 };
	cc_protobuf_encode(&once, &sample_message, first);
	cc_message_copy(ctx, &sample_message, first, &copy);
	cc_protobuf_encode(&copied, &sample_message, &copy);
	FUZZ_CHECK(cc_str_eq(cc_buf_str(&once), cc_buf_str(&copied)));

	cc_err err = cc_protobuf_decode(ctx, cc_buf_str(&once), &sample_message, &second);
	FUZZ_CHECK(err == CC_OK || once.len > CC_MESSAGE_BYTES_MAX);
	if (err)
		return;
	cc_protobuf_encode(&twice, &sample_message, &second);
	FUZZ_CHECK(cc_str_eq(cc_buf_str(&once), cc_buf_str(&twice)));
	cc_json_encode(&json, &sample_message, &second);
	FUZZ_CHECK(cc_utf8_valid(cc_buf_str(&json)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct sample sample = { 0 };
	cc_err err = cc_protobuf_decode(ctx, (cc_str){ (const char *)bytes, size }, &sample_message, &sample);
	if (!err) {
		cc_err invalid = cc_validate(ctx, &sample_message, &sample);
		FUZZ_CHECK(!invalid || invalid->violation_count > 0);
		check_round_trip(ctx, &sample);
	}
	sample_ctx_free(ctx);
	return 0;
}
