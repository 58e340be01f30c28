/* A file of time zones is read or refused; what it says is in order, and begins in time. */
#include "platform/adapters/zones_tzif.h"
#include "platform/core/run.h"
#include "tests/fuzz/fuzz.h"

static const cc_time from = { INT64_C(1767225600000) }, until = { INT64_C(1830297600000) };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_zone zone = { .name = CC_STR("x") };
	struct cc_tzif_rule rule;
	struct cc_zone_onset onsets[2];
	cc_str text = { (const char *)bytes, size };
	if (cc_tzif_rule_read(text, &rule) && cc_tzif_rule_year(&rule, 2026, onsets) == 2)
		FUZZ_CHECK(!cc_time_before(onsets[1].at, onsets[0].at));
	if (!cc_tzif_read(text, from, until, &zone))
		return 0;
	FUZZ_CHECK(zone.count >= 1 && zone.count <= CC_ZONE_ONSETS_MAX);
	FUZZ_CHECK(!cc_time_before(from, zone.onsets[0].at));
	for (size_t i = 0; i < zone.count; i++) {
		FUZZ_CHECK(memchr(zone.onsets[i].label, '\0', sizeof zone.onsets[i].label));
		FUZZ_CHECK(i == 0 || cc_time_before(zone.onsets[i].at, until));
	}
	return 0;
}
