/* What is read from JSON is the same when it is written and read again, in either encoding. */
#include "platform/core/json.h"
#include "platform/core/protobuf.h"
#include "platform/core/validate.h"
#include "tests/fuzz/fuzz.h"

static void check_round_trip(struct cc_ctx *ctx, const struct sample *first)
{
	struct cc_buf once = { .arena = ctx->arena }, twice = once, bytes = once, bytes_again = once;
	cc_json_encode(&once, &sample_message, first);
	cc_protobuf_encode(&bytes, &sample_message, first);

	struct sample second = { 0 };
	cc_err err = cc_json_decode(ctx, cc_buf_str(&once), &sample_message, &second, NULL);
	FUZZ_CHECK(err == CC_OK || once.len > CC_MESSAGE_BYTES_MAX);
	if (err)
		return;
	cc_json_encode(&twice, &sample_message, &second);
	cc_protobuf_encode(&bytes_again, &sample_message, &second);
	FUZZ_CHECK(cc_str_eq(cc_buf_str(&once), cc_buf_str(&twice)));
	FUZZ_CHECK(cc_str_eq(cc_buf_str(&bytes), cc_buf_str(&bytes_again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct sample sample = { 0 };
	uint64_t given = 0;
	cc_err err = cc_json_decode(ctx, (cc_str){ (const char *)bytes, size }, &sample_message, &sample,
	                            &given);
	if (!err) {
		cc_err invalid = cc_validate(ctx, &sample_message, &sample);
		FUZZ_CHECK(!invalid || invalid->violation_count > 0);
		check_round_trip(ctx, &sample);
	}
	sample_ctx_free(ctx);
	return 0;
}
