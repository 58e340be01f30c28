/*
 * shape.h - payments in the shape that Stripe's API and webhooks give them.  For this folder and the
 * command that speaks HTTP.
 */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/psp_intent.h"

struct cc_stripe_metadata { cc_str reference; };
struct cc_stripe_redirect { cc_str url; };
struct cc_stripe_action { cc_str type; const struct cc_stripe_redirect *redirect_to_url; };
struct cc_stripe_error { cc_str type, code, decline_code, message; };

/* A payment intent, a refund or a dispute: what one of them lacks is absent. */
struct cc_stripe_object {
	cc_str id, object, currency, status;
	int32_t amount;
	uint32_t created; /* seconds since 1970 */
	bool livemode;    /* never: this moves no money */
	bool has_amount_capturable, has_amount_received, has_capture_method, has_payment_intent;
	int32_t amount_capturable, amount_received;
	cc_str capture_method, payment_intent;
	const struct cc_stripe_metadata *metadata;
	const struct cc_stripe_action *next_action;
	const struct cc_stripe_error *last_payment_error;
};

struct cc_stripe_data { const struct cc_stripe_object *object; };

struct cc_stripe_event {
	cc_str id, object, type;
	uint32_t created;
	bool livemode;
	const struct cc_stripe_data *data;
};

extern const struct cc_message cc_stripe_object_message, cc_stripe_event_message, cc_stripe_error_message;

cc_str cc_stripe_currency(struct cc_ctx *ctx, cc_currency currency); /* in lower case */
struct cc_stripe_object cc_stripe_intent(struct cc_ctx *ctx, const struct cc_psp_intent *intent);
struct cc_stripe_object cc_stripe_dispute(struct cc_ctx *ctx, const struct cc_psp_intent *intent);
struct cc_stripe_object cc_stripe_refund(struct cc_ctx *ctx, const struct cc_psp_refund *refund);
