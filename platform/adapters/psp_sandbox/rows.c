/* rows.c - the sandbox's tables, as messages. */
#include "platform/adapters/psp_sandbox/internal.h"
#include "platform/adapters/psp_sandbox/psp_sandbox.migrations.h"
#include "platform/runtime/rows.h"

#define MESSAGE(row, list)                                                                                   \
	{                                                                                                    \
		.name = #row, .size = sizeof(struct row), .fields = (list), .field_count = CC_COUNT(list)    \
	}

static const struct cc_field request_fields[] = {
	CC_ROW_FIELD(struct cc_psp_request_row, request, CC_STRING),
	{ .name = "answer",
	  .type = CC_BYTES,
	  .presence = CC_OPTIONAL,
	  .offset = offsetof(struct cc_psp_request_row, answer),
	  .presence_offset = offsetof(struct cc_psp_request_row, has_answer) },
};
const struct cc_message cc_psp_request_row_message = MESSAGE(cc_psp_request_row, request_fields);

/* These are kept for a day: a tag that was given away stays so. */
static const struct cc_field answer_fields[] = {
	{ .tag = 1,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_psp_answer_row, reason) },
	{ .tag = 2,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_psp_answer_row, message) },
	{ .tag = 3,
	  .type = CC_BYTES,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_psp_answer_row, body) },
};
const struct cc_message cc_psp_answer_row_message = MESSAGE(cc_psp_answer_row, answer_fields);

static const struct cc_field event_fields[] = {
	CC_ROW_FIELD(struct cc_psp_event_row, position, CC_INT64),
	CC_ROW_FIELD(struct cc_psp_event_row, body, CC_STRING),
	CC_ROW_FIELD(struct cc_psp_event_row, tries, CC_INT32),
};
const struct cc_message cc_psp_event_row_message = MESSAGE(cc_psp_event_row, event_fields);

static const struct cc_field due_fields[] = {
	{ .name = "at",
	  .type = CC_TIME,
	  .presence = CC_OPTIONAL,
	  .offset = offsetof(struct cc_psp_due_row, at),
	  .presence_offset = offsetof(struct cc_psp_due_row, has_at) },
};
const struct cc_message cc_psp_due_row_message = MESSAGE(cc_psp_due_row, due_fields);

static const struct cc_field text_fields[] = { CC_ROW_FIELD(struct cc_psp_text_row, text, CC_STRING) };
const struct cc_message cc_psp_text_row_message = MESSAGE(cc_psp_text_row, text_fields);

static const struct cc_op *const no_ops[] = { NULL };
static const struct cc_event *const no_events[] = { NULL };
static const struct cc_consumer *const no_consumers[] = { NULL };
static const struct cc_timer *const no_timers[] = { NULL };

const struct cc_service cc_psp_sandbox_service = {
	.name = "psp_sandbox",
	.ops = no_ops,
	.events = no_events,
	.statements = psp_sandbox_statements,
	.migrations = psp_sandbox_migrations,
	.consumers = no_consumers,
	.timers = no_timers,
};
