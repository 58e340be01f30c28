#include "platform/adapters/psp_sandbox/shape.h"

#include "platform/core/run.h"

#define FIELD(row, member, kind, ...)                                                                        \
	{                                                                                                    \
		.name = #member, .json_name = #member, .type = (kind), .presence = CC_IMPLICIT,              \
		.offset = offsetof(struct row, member), __VA_ARGS__                                          \
	}
#define MAYBE(row, member, kind)                                                                             \
	{                                                                                                    \
		.name = #member, .json_name = #member, .type = (kind), .presence = CC_OPTIONAL,              \
		.offset = offsetof(struct row, member),                                                      \
		.presence_offset = offsetof(struct row, has_##member)                                        \
	}
#define PART(row, member, of)                                                                                \
	{                                                                                                    \
		.name = #member, .json_name = #member, .type = CC_MESSAGE, .presence = CC_OPTIONAL,          \
		.message = (of), .offset = offsetof(struct row, member)                                      \
	}
#define MESSAGE(row, list)                                                                                   \
	{                                                                                                    \
		.name = #row, .size = sizeof(struct row), .fields = (list), .field_count = CC_COUNT(list)    \
	}

static const struct cc_field metadata_fields[] = { FIELD(cc_stripe_metadata, reference, CC_STRING) };
static const struct cc_message metadata_message = MESSAGE(cc_stripe_metadata, metadata_fields);

static const struct cc_field redirect_fields[] = { FIELD(cc_stripe_redirect, url, CC_STRING) };
static const struct cc_message redirect_message = MESSAGE(cc_stripe_redirect, redirect_fields);

static const struct cc_field action_fields[] = {
	FIELD(cc_stripe_action, type, CC_STRING),
	PART(cc_stripe_action, redirect_to_url, &redirect_message),
};
static const struct cc_message action_message = MESSAGE(cc_stripe_action, action_fields);

static const struct cc_field error_fields[] = {
	FIELD(cc_stripe_error, type, CC_STRING),
	FIELD(cc_stripe_error, code, CC_STRING),
	FIELD(cc_stripe_error, decline_code, CC_STRING),
	FIELD(cc_stripe_error, message, CC_STRING),
};
const struct cc_message cc_stripe_error_message = MESSAGE(cc_stripe_error, error_fields);

static const struct cc_field object_fields[] = {
	FIELD(cc_stripe_object, id, CC_STRING),
	FIELD(cc_stripe_object, object, CC_STRING),
	FIELD(cc_stripe_object, amount, CC_INT32),
	FIELD(cc_stripe_object, currency, CC_STRING),
	FIELD(cc_stripe_object, status, CC_STRING),
	FIELD(cc_stripe_object, created, CC_UINT32),
	FIELD(cc_stripe_object, livemode, CC_BOOL),
	MAYBE(cc_stripe_object, amount_capturable, CC_INT32),
	MAYBE(cc_stripe_object, amount_received, CC_INT32),
	MAYBE(cc_stripe_object, capture_method, CC_STRING),
	MAYBE(cc_stripe_object, payment_intent, CC_STRING),
	PART(cc_stripe_object, metadata, &metadata_message),
	PART(cc_stripe_object, next_action, &action_message),
	PART(cc_stripe_object, last_payment_error, &cc_stripe_error_message),
};
const struct cc_message cc_stripe_object_message = MESSAGE(cc_stripe_object, object_fields);

static const struct cc_field data_fields[] = { PART(cc_stripe_data, object, &cc_stripe_object_message) };
static const struct cc_message data_message = MESSAGE(cc_stripe_data, data_fields);

static const struct cc_field event_fields[] = {
	FIELD(cc_stripe_event, id, CC_STRING),     FIELD(cc_stripe_event, object, CC_STRING),
	FIELD(cc_stripe_event, type, CC_STRING),   FIELD(cc_stripe_event, created, CC_UINT32),
	FIELD(cc_stripe_event, livemode, CC_BOOL), PART(cc_stripe_event, data, &data_message),
};
const struct cc_message cc_stripe_event_message = MESSAGE(cc_stripe_event, event_fields);

cc_str cc_stripe_currency(struct cc_ctx *ctx, cc_currency currency)
{
	char *text = cc_alloc(ctx, sizeof currency.code);
	for (size_t i = 0; currency.code[i]; i++)
		text[i] = (char)(currency.code[i] | 0x20);
	return cc_str_of(text);
}

static const struct cc_stripe_metadata *metadata(struct cc_ctx *ctx, cc_str reference)
{
	struct cc_stripe_metadata *made = cc_alloc(ctx, sizeof *made);
	made->reference = reference;
	return made;
}

static const struct cc_stripe_action *action(struct cc_ctx *ctx, cc_str url)
{
	struct cc_stripe_redirect *redirect = cc_alloc(ctx, sizeof *redirect);
	struct cc_stripe_action *made = cc_alloc(ctx, sizeof *made);
	redirect->url = url;
	*made = (struct cc_stripe_action){ CC_STR("redirect_to_url"), redirect };
	return made;
}

static const struct cc_stripe_error *declined(struct cc_ctx *ctx, enum cc_psp_decline decline)
{
	struct cc_stripe_error *made = cc_alloc(ctx, sizeof *made);
	*made = (struct cc_stripe_error){
		.type = CC_STR("card_error"),
		.code = CC_STR("card_declined"),
		.decline_code = cc_enum_text(&cc_psp_decline_enum, decline),
		.message = CC_STR("The card was declined; use another one."),
	};
	return made;
}

struct cc_stripe_object cc_stripe_intent(struct cc_ctx *ctx, const struct cc_psp_intent *intent)
{
	return (struct cc_stripe_object){
		.id = intent->id,
		.object = CC_STR("payment_intent"),
		.amount = (int32_t)intent->amount.minor,
		.currency = cc_stripe_currency(ctx, intent->amount.currency),
		.status = cc_enum_text(&cc_psp_state_enum, intent->state),
		.created = (uint32_t)(intent->created_at.ms / 1000),
		.has_amount_capturable = true,
		.amount_capturable = intent->state == CC_PSP_REQUIRES_CAPTURE ? (int32_t)intent->amount.minor
		                                                              : 0,
		.has_amount_received = true,
		.amount_received = (int32_t)intent->captured.minor,
		.has_capture_method = true,
		.capture_method = CC_STR("manual"),
		.metadata = metadata(ctx, intent->reference),
		.next_action = intent->action_url.len > 0 ? action(ctx, intent->action_url) : NULL,
		.last_payment_error = intent->decline != CC_PSP_DECLINE_NONE ? declined(ctx, intent->decline)
		                                                             : NULL,
	};
}

/* An intent has one at most: its id is the intent's. */
struct cc_stripe_object cc_stripe_dispute(struct cc_ctx *ctx, const struct cc_psp_intent *intent)
{
	static const char *const statuses[] = {
		[CC_PSP_DISPUTE_OPEN] = "needs_response",
		[CC_PSP_DISPUTE_WON] = "won",
		[CC_PSP_DISPUTE_LOST] = "lost",
	};
	return (struct cc_stripe_object){
		.id = cc_printf(ctx, "dp_%.*s", (int)intent->id.len - 3, intent->id.ptr + 3),
		.object = CC_STR("dispute"),
		.amount = (int32_t)intent->disputed.minor,
		.currency = cc_stripe_currency(ctx, intent->amount.currency),
		.status = cc_str_of(statuses[intent->dispute]),
		.created = (uint32_t)(cc_now(ctx).ms / 1000),
		.has_payment_intent = true,
		.payment_intent = intent->id,
		.metadata = metadata(ctx, intent->reference),
	};
}

struct cc_stripe_object cc_stripe_refund(struct cc_ctx *ctx, const struct cc_psp_refund *refund)
{
	return (struct cc_stripe_object){
		.id = refund->id,
		.object = CC_STR("refund"),
		.amount = (int32_t)refund->amount.minor,
		.currency = cc_stripe_currency(ctx, refund->amount.currency),
		.status = cc_enum_text(&cc_psp_refund_state_enum, refund->state),
		.created = (uint32_t)(refund->created_at.ms / 1000),
		.has_payment_intent = true,
		.payment_intent = refund->intent_id,
		.metadata = metadata(ctx, refund->reference),
	};
}
