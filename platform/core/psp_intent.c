#include "platform/core/psp_intent.h"

const struct cc_reason cc_psp_not_found = { "psp_not_found", CC_NOT_FOUND };
const struct cc_reason cc_psp_unknown_method = { "psp_unknown_method", CC_INVALID_ARGUMENT };
const struct cc_reason cc_psp_bad_order = { "psp_bad_order", CC_INVALID_ARGUMENT };
const struct cc_reason cc_psp_bad_event = { "psp_bad_event", CC_INVALID_ARGUMENT };
const struct cc_reason cc_psp_wrong_state = { "psp_wrong_state", CC_FAILED_PRECONDITION };
const struct cc_reason cc_psp_too_much = { "psp_too_much", CC_FAILED_PRECONDITION };
const struct cc_reason cc_psp_disputed = { "psp_disputed", CC_FAILED_PRECONDITION };
const struct cc_reason cc_psp_bad_signature = { "psp_bad_signature", CC_UNAUTHENTICATED };

#define X(number, text) { #number, text, CC_PSP_##number },
static const struct cc_enumerator states[] = { CC_PSP_STATES(X) };
static const struct cc_enumerator movements[] = { CC_PSP_MOVEMENTS(X) };
#undef X
#define X(number, text) { #number, text, CC_PSP_DECLINE_##number },
static const struct cc_enumerator declines[] = { CC_PSP_DECLINES(X) };
#undef X
#define X(number, text) { #number, text, CC_PSP_DISPUTE_##number },
static const struct cc_enumerator disputes[] = { CC_PSP_DISPUTES(X) };
#undef X
#define X(number, text) { #number, text, CC_PSP_REFUND_##number },
static const struct cc_enumerator refund_states[] = { CC_PSP_REFUND_STATES(X) };
#undef X

const struct cc_enum cc_psp_state_enum = { "psp.State", states, CC_COUNT(states) };
const struct cc_enum cc_psp_movement_enum = { "psp.Movement", movements, CC_COUNT(movements) };
const struct cc_enum cc_psp_decline_enum = { "psp.Decline", declines, CC_COUNT(declines) };
const struct cc_enum cc_psp_dispute_enum = { "psp.Dispute", disputes, CC_COUNT(disputes) };
const struct cc_enum cc_psp_refund_state_enum = { "psp.RefundState", refund_states, CC_COUNT(refund_states) };

/* Answers are kept by tag: one that was given away stays so. */
#define FIELD(row, number, member, kind, ...)                                                                \
	{                                                                                                    \
		.name = #member, .tag = (number), .type = (kind), .presence = CC_IMPLICIT,                   \
		.offset = offsetof(struct row, member), __VA_ARGS__                                          \
	}
#define MESSAGE(row, list)                                                                                   \
	{                                                                                                    \
		.name = #row, .size = sizeof(struct row), .fields = (list), .field_count = CC_COUNT(list)    \
	}

static const struct cc_field intent_fields[] = {
	FIELD(cc_psp_intent, 1, id, CC_STRING),
	FIELD(cc_psp_intent, 2, reference, CC_STRING),
	FIELD(cc_psp_intent, 3, state, CC_ENUM, .enumeration = &cc_psp_state_enum),
	FIELD(cc_psp_intent, 4, decline, CC_ENUM, .enumeration = &cc_psp_decline_enum),
	FIELD(cc_psp_intent, 5, amount, CC_MONEY),
	FIELD(cc_psp_intent, 6, captured, CC_MONEY),
	FIELD(cc_psp_intent, 7, refunded, CC_MONEY),
	FIELD(cc_psp_intent, 8, action_url, CC_STRING),
	FIELD(cc_psp_intent, 9, created_at, CC_TIME),
	{
		.name = "lapses_at",
		.tag = 10,
		.type = CC_TIME,
		.presence = CC_OPTIONAL,
		.offset = offsetof(struct cc_psp_intent, lapses_at),
		.presence_offset = offsetof(struct cc_psp_intent, has_lapses_at),
	},
	FIELD(cc_psp_intent, 11, dispute, CC_ENUM, .enumeration = &cc_psp_dispute_enum),
	FIELD(cc_psp_intent, 12, disputed, CC_MONEY),
	FIELD(cc_psp_intent, 13, dispute_fee, CC_MONEY),
};
const struct cc_message cc_psp_intent_message = MESSAGE(cc_psp_intent, intent_fields);

static const struct cc_field refund_fields[] = {
	FIELD(cc_psp_refund, 1, id, CC_STRING),
	FIELD(cc_psp_refund, 2, intent_id, CC_STRING),
	FIELD(cc_psp_refund, 3, reference, CC_STRING),
	FIELD(cc_psp_refund, 4, state, CC_ENUM, .enumeration = &cc_psp_refund_state_enum),
	FIELD(cc_psp_refund, 5, amount, CC_MONEY),
	FIELD(cc_psp_refund, 6, created_at, CC_TIME),
};
const struct cc_message cc_psp_refund_message = MESSAGE(cc_psp_refund, refund_fields);

static const struct cc_field movement_fields[] = {
	FIELD(cc_psp_movement, 1, id, CC_STRING),
	FIELD(cc_psp_movement, 2, kind, CC_ENUM, .enumeration = &cc_psp_movement_enum),
	FIELD(cc_psp_movement, 3, intent_id, CC_STRING),
	FIELD(cc_psp_movement, 4, reference, CC_STRING),
	FIELD(cc_psp_movement, 5, amount, CC_MONEY),
	FIELD(cc_psp_movement, 6, at, CC_TIME),
};
const struct cc_message cc_psp_movement_message = MESSAGE(cc_psp_movement, movement_fields);
