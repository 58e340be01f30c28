/* Times, ids and query values are the same when they are printed and parsed again. */
#include "platform/core/id.h"
#include "platform/core/json.h"
#include "platform/core/text_format.h"
#include "platform/core/time.h"
#include "tests/fuzz/fuzz.h"

static void check_time(cc_str text)
{
	cc_time t, again;
	char printed[CC_TIME_TEXT_MAX];
	if (!cc_time_parse(text, &t))
		return;
	FUZZ_CHECK(cc_time_parse((cc_str){ printed, cc_time_print(t, printed) }, &again));
	FUZZ_CHECK(t.ms == again.ms);
}

static void check_id(cc_str text)
{
	cc_id id, again;
	char printed[CC_ID_TEXT_LEN];
	if (!cc_id_parse(text, &id))
		return;
	cc_id_print(id, printed);
	FUZZ_CHECK(cc_id_parse((cc_str){ printed, sizeof printed }, &again));
	FUZZ_CHECK(cc_id_eq(id, again));
}

static void check_fields(struct cc_ctx *ctx, cc_str text)
{
	for (size_t i = 0; i < sample_message.field_count; i++) {
		struct sample sample = { 0 };
		cc_err err = cc_text_decode(ctx, text, &sample_message, &sample_message.fields[i], &sample);
		FUZZ_CHECK(!err || err->violation_count == 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	cc_str text = { (const char *)bytes, size };
	check_time(text);
	check_id(text);
	check_fields(ctx, text);
	for (enum cc_format format = CC_FORMAT_ANY; format <= CC_FORMAT_TIME_ZONE; format++)
		FUZZ_CHECK(cc_format_matches(format, text) || format != CC_FORMAT_ANY);
	sample_ctx_free(ctx);
	return 0;
}
