#include "platform/runtime/idempotency_row.h"

#include "platform/runtime/rows.h"

static const struct cc_field row_fields[] = {
	CC_ROW_FIELD(struct cc_idempotency_row, request_hash, CC_BYTES),
	CC_ROW_FIELD(struct cc_idempotency_row, request_id, CC_UUID),
	CC_ROW_FIELD(struct cc_idempotency_row, refused, CC_BOOL),
	CC_ROW_FIELD(struct cc_idempotency_row, answer, CC_BYTES),
};
const struct cc_message cc_idempotency_row_message = {
	.name = "idempotency",
	.size = sizeof(struct cc_idempotency_row),
	.fields = row_fields,
	.field_count = CC_COUNT(row_fields),
};

/* These are kept for a day: a tag that was given away stays so. */
static const struct cc_field refused_field_fields[] = {
	{ .tag = 1,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_refused_field, pointer) },
	{ .tag = 2,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_refused_field, rule) },
	{ .tag = 3,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_refused_field, description) },
};
static const struct cc_message refused_field_message = {
	.name = "refused_field",
	.size = sizeof(struct cc_refused_field),
	.fields = refused_field_fields,
	.field_count = CC_COUNT(refused_field_fields),
};

static const struct cc_field refusal_fields[] = {
	{ .tag = 1, .type = CC_INT32, .presence = CC_IMPLICIT, .offset = offsetof(struct cc_refusal, code) },
	{ .tag = 2,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_refusal, reason) },
	{ .tag = 3,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_refusal, message) },
	{ .tag = 4,
	  .type = CC_MESSAGE,
	  .presence = CC_IMPLICIT,
	  .repeated = true,
	  .message = &refused_field_message,
	  .offset = offsetof(struct cc_refusal, violations) },
};
const struct cc_message cc_refusal_message = {
	.name = "refusal",
	.size = sizeof(struct cc_refusal),
	.fields = refusal_fields,
	.field_count = CC_COUNT(refusal_fields),
};
