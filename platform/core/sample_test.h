/* sample_test.h - a message with a field of every kind, and a context, for the tests of the core. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/core/message.h"
#include "platform/core/run.h"

enum sample_kind { SAMPLE_KIND_UNSPECIFIED, SAMPLE_KIND_SOFA, SAMPLE_KIND_ARMCHAIR };

struct sample_part {
	cc_str label;
	bool has_kind;
	enum sample_kind kind;
	const struct sample_part *inner;
	cc_time at; /* required */
};
struct sample_part_list { struct sample_part *items; size_t count; };
struct sample_kind_list { enum sample_kind *items; size_t count; };

struct sample {
	bool flag;
	int32_t seats;
	int64_t total;
	uint32_t count;
	uint64_t big;
	cc_str title;
	cc_str data;
	enum sample_kind kind;
	cc_id owner_id;
	cc_time starts_at;
	cc_money price;
	const struct sample_part *part;
	struct sample_part_list parts;
	struct cc_str_list labels;
	struct cc_int32_list numbers;
	struct sample_kind_list kinds;
	bool has_limit;
	int32_t limit;
	bool has_ends_at;
	cc_time ends_at;
	int32_t answer_case;
	union {
		cc_str text;
		int64_t number;
		const struct sample_part *piece;
	} answer;
	struct cc_bool_list flags;
	struct cc_int64_list totals;
	struct cc_uint32_list counts;
	struct cc_uint64_list bigs;
	struct cc_str_list blobs;
	struct cc_id_list owner_ids;
	struct cc_time_list times;
	struct cc_money_list prices;
	cc_str email;
};

extern const struct cc_message sample_message;

/* A context on a clock that stands still and bytes that count up. */
struct cc_ctx *sample_ctx_new(void);
void sample_ctx_free(struct cc_ctx *ctx);
/* Every field set to something. */
void sample_fill(struct cc_ctx *ctx, struct sample *sample);
/* NULL unless err has a violation of this rule at this pointer. */
const struct cc_violation *sample_violation(cc_err err, const char *pointer, const char *rule);
