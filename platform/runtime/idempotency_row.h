/* idempotency_row.h - what is kept under an idempotency key, and how a refusal is written down. */
#pragma once

#include "platform/core/message.h"

struct cc_idempotency_row {
	cc_str request_hash;
	cc_id request_id;
	bool refused;
	cc_str answer; /* protobuf: the operation's output, or a refusal */
};

struct cc_refused_field {
	cc_str pointer, rule, description;
};
struct cc_refused_field_list { struct cc_refused_field *items; size_t count; };

struct cc_refusal {
	int32_t code;
	cc_str reason, message;
	struct cc_refused_field_list violations;
};

extern const struct cc_message cc_idempotency_row_message, cc_refusal_message;
