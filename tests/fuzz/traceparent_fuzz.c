/* A traceparent that is accepted is the same when it is printed and parsed again. */
#include "platform/runtime/telemetry.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	cc_str header = { (const char *)bytes, size };
	const struct cc_trace untouched = { .flags = 0x80 };
	struct cc_trace trace = untouched, again;
	char text[CC_TRACE_TEXT_BYTES];
	if (!cc_trace_parse(header, &trace)) {
		FUZZ_CHECK(memcmp(&trace, &untouched, sizeof trace) == 0);
		return 0;
	}
	cc_trace_print(&trace, text);
	FUZZ_CHECK(cc_trace_parse(cc_str_of(text), &again));
	FUZZ_CHECK(memcmp(&trace, &again, sizeof trace) == 0);
	FUZZ_CHECK(memcmp(text + 2, header.ptr + 2, sizeof "-" + 32 + sizeof "-" + 16 - 2) == 0);
	return 0;
}
