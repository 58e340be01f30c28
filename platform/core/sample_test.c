#include "platform/core/sample_test.h"

#include <stdlib.h>

#include "platform/ports/clock.h"
#include "platform/ports/entropy.h"

static const struct cc_enumerator kinds[] = {
	{ "SAMPLE_KIND_UNSPECIFIED", "unspecified", 0 },
	{ "SAMPLE_KIND_SOFA", "sofa", 1 },
	{ "SAMPLE_KIND_ARMCHAIR", "armchair", 2 },
};
static const struct cc_enum kind_enum = { "sample.Kind", kinds, CC_COUNT(kinds) };

static const struct cc_message part_message;

#define FIELD(structure, field, number, kind_of, ...)                                                        \
	{                                                                                                    \
		.name = #field, .json_name = #field, .doc = "", .tag = (number), .type = (kind_of),          \
		.offset = offsetof(struct structure, field), __VA_ARGS__                                     \
	}

static const struct cc_field part_fields[] = {
	FIELD(sample_part, label, 1, CC_STRING, .presence = CC_IMPLICIT, .min = 1, .max = 12),
	FIELD(sample_part, kind, 2, CC_ENUM, .presence = CC_OPTIONAL, .enumeration = &kind_enum,
	      .presence_offset = offsetof(struct sample_part, has_kind)),
	FIELD(sample_part, inner, 3, CC_MESSAGE, .presence = CC_OPTIONAL, .message = &part_message),
	FIELD(sample_part, at, 4, CC_TIME, .presence = CC_REQUIRED),
};
static const struct cc_message part_message = { "sample.Part", "", sizeof(struct sample_part), part_fields,
	                                        CC_COUNT(part_fields) };

#define MEMBER(member, number, kind_of, ...)                                                                 \
	{                                                                                                    \
		.name = #member, .json_name = #member, .doc = "", .tag = (number), .type = (kind_of),        \
		.presence = CC_ONEOF, .offset = offsetof(struct sample, answer.member),                      \
		.presence_offset = offsetof(struct sample, answer_case), __VA_ARGS__                         \
	}

static const struct cc_field sample_fields[] = {
	FIELD(sample, flag, 1, CC_BOOL, .presence = CC_IMPLICIT),
	FIELD(sample, seats, 2, CC_INT32, .presence = CC_IMPLICIT, .min = 1, .max = 8),
	FIELD(sample, total, 3, CC_INT64, .presence = CC_IMPLICIT),
	FIELD(sample, count, 4, CC_UINT32, .presence = CC_IMPLICIT, .min = 0, .max = UINT32_MAX),
	FIELD(sample, big, 5, CC_UINT64, .presence = CC_IMPLICIT, .min = 0, .max = INT64_MAX),
	FIELD(sample, title, 6, CC_STRING, .presence = CC_IMPLICIT, .min = 0, .max = 40),
	FIELD(sample, data, 7, CC_BYTES, .presence = CC_IMPLICIT),
	FIELD(sample, kind, 8, CC_ENUM, .presence = CC_REQUIRED, .enumeration = &kind_enum),
	{ .name = "owner_id",
	  .json_name = "ownerId",
	  .doc = "",
	  .tag = 9,
	  .type = CC_UUID,
	  .presence = CC_REQUIRED,
	  .offset = offsetof(struct sample, owner_id) },
	{ .name = "starts_at",
	  .json_name = "startsAt",
	  .doc = "",
	  .tag = 10,
	  .type = CC_TIME,
	  .presence = CC_REQUIRED,
	  .offset = offsetof(struct sample, starts_at) },
	FIELD(sample, price, 11, CC_MONEY, .presence = CC_REQUIRED),
	FIELD(sample, part, 12, CC_MESSAGE, .presence = CC_REQUIRED, .message = &part_message),
	FIELD(sample, parts, 13, CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	      .message = &part_message, .min_items = 1, .max_items = 3),
	FIELD(sample, labels, 14, CC_STRING, .presence = CC_IMPLICIT, .repeated = true, .min = 1, .max = 12),
	FIELD(sample, numbers, 15, CC_INT32, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, kinds, 16, CC_ENUM, .presence = CC_IMPLICIT, .repeated = true,
	      .enumeration = &kind_enum),
	FIELD(sample, limit, 17, CC_INT32, .presence = CC_OPTIONAL, .min = 1, .max = 100,
	      .presence_offset = offsetof(struct sample, has_limit)),
	{ .name = "ends_at",
	  .json_name = "endsAt",
	  .doc = "",
	  .tag = 18,
	  .type = CC_TIME,
	  .presence = CC_OPTIONAL,
	  .offset = offsetof(struct sample, ends_at),
	  .presence_offset = offsetof(struct sample, has_ends_at) },
	MEMBER(text, 19, CC_STRING),
	MEMBER(number, 20, CC_INT64),
	MEMBER(piece, 21, CC_MESSAGE, .message = &part_message),
	FIELD(sample, flags, 22, CC_BOOL, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, totals, 23, CC_INT64, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, counts, 24, CC_UINT32, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, bigs, 25, CC_UINT64, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, blobs, 26, CC_BYTES, .presence = CC_IMPLICIT, .repeated = true),
	{ .name = "owner_ids",
	  .json_name = "ownerIds",
	  .doc = "",
	  .tag = 27,
	  .type = CC_UUID,
	  .presence = CC_IMPLICIT,
	  .repeated = true,
	  .offset = offsetof(struct sample, owner_ids) },
	FIELD(sample, times, 28, CC_TIME, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, prices, 29, CC_MONEY, .presence = CC_IMPLICIT, .repeated = true),
	FIELD(sample, email, 300, CC_STRING, .presence = CC_IMPLICIT, .format = CC_FORMAT_EMAIL),
};
const struct cc_message sample_message = { "sample.Sample", "", sizeof(struct sample), sample_fields,
	                                   CC_COUNT(sample_fields) };

static cc_time now(struct cc_clock *clock)
{
	(void)clock;
	return (cc_time){ 1795556700000 };
}

static void fill(struct cc_entropy *entropy, void *bytes, size_t n)
{
	(void)entropy;
	for (size_t i = 0; i < n; i++)
		((uint8_t *)bytes)[i] = (uint8_t)i;
}

struct cc_ctx *sample_ctx_new(void)
{
	static const struct cc_clock_ops clock_ops = { .name = "still", .now = now };
	static const struct cc_entropy_ops entropy_ops = { .name = "counting", .fill = fill };
	static struct cc_clock clock = { &clock_ops };
	static struct cc_entropy entropy = { &entropy_ops };
	struct cc_ctx *ctx = calloc(1, sizeof *ctx);
	if (!ctx)
		cc_die("out of memory");
	*ctx = (struct cc_ctx){
		.arena = cc_arena_new(), .clock = &clock, .entropy = &entropy, .deadline = CC_TIME_NEVER
	};
	return ctx;
}

void sample_ctx_free(struct cc_ctx *ctx)
{
	cc_arena_free(ctx->arena);
	free(ctx);
}

void sample_fill(struct cc_ctx *ctx, struct sample *sample)
{
	static const struct sample_part inner = {
		.label = { "in", 2 }, .has_kind = true, .kind = SAMPLE_KIND_SOFA, .at = { -1 }
	};
	static const struct sample_part outer = { .label = { "A1", 2 },
		                                  .inner = &inner,
		                                  .at = { 1795556700123 } };
	static int32_t numbers[] = { 0, -1, 300, INT32_MIN, INT32_MAX };
	static enum sample_kind some_kinds[] = { SAMPLE_KIND_SOFA, SAMPLE_KIND_ARMCHAIR };
	static bool flags[] = { true, false };
	static int64_t totals[] = { INT64_MAX };
	static uint32_t counts[] = { UINT32_MAX };
	static uint64_t bigs[] = { UINT64_MAX };
	static cc_id ids[] = { { { [15] = 1 } } };
	static cc_time times[] = { { 0 } };
	static cc_money prices[] = { { -5, { "EUR" } } };
	cc_str *labels = cc_alloc_array(ctx, 2, sizeof *labels);
	struct sample_part *parts = cc_alloc_array(ctx, 2, sizeof *parts);
	labels[0] = CC_STR("A1");
	labels[1] = CC_STR("A2");
	parts[0] = outer;
	parts[1] = inner;
	*sample = (struct sample){
		.flag = true,
		.seats = 3,
		.total = INT64_MIN,
		.count = UINT32_MAX,
		.big = INT64_MAX,
		.title = CC_STR("Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87 \"mecz\"\n\xf0\x9f\x8e\x89"),
		.data = CC_STR("\0\xff\x10"),
		.kind = SAMPLE_KIND_ARMCHAIR,
		.owner_id = { { 1, 2, 3, [15] = 0xff } },
		.starts_at = { 1795556700000 },
		.price = { 4320, { "PLN" } },
		.part = &outer,
		.parts = { parts, 2 },
		.labels = { labels, 2 },
		.numbers = { numbers, 5 },
		.kinds = { some_kinds, 2 },
		.has_limit = true,
		.limit = 20,
		.has_ends_at = true,
		.ends_at = { 0 },
		.answer_case = 21,
		.answer.piece = &inner,
		.flags = { flags, 2 },
		.totals = { totals, 1 },
		.counts = { counts, 1 },
		.bigs = { bigs, 1 },
		.blobs = { labels, 1 },
		.owner_ids = { ids, 1 },
		.times = { times, 1 },
		.prices = { prices, 1 },
		.email = CC_STR("anna@example.org"),
	};
}

const struct cc_violation *sample_violation(cc_err err, const char *pointer, const char *rule)
{
	for (size_t i = 0; err && i < err->violation_count; i++)
		if (strcmp(err->violations[i].pointer, pointer) == 0 &&
		    strcmp(err->violations[i].rule, rule) == 0)
			return &err->violations[i];
	return NULL;
}
