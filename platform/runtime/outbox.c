/* outbox.c - events, written by the command that emits them in its own transaction. */
#include "platform/runtime/events.h"

#include "platform/core/buf.h"
#include "platform/core/id.h"
#include "platform/core/protobuf.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/telemetry.h"

cc_err cc_emit(struct cc_ctx *ctx, const struct cc_event *event, const void *body)
{
	assert(ctx->emit); /* only a WRITE has an outbox */
	return ctx->emit(ctx, event, body);
}

static cc_str key_of(struct cc_ctx *ctx, const struct cc_event *event, const void *body)
{
	const void *key = (const char *)body + event->key->offset;
	if (event->key->type == CC_STRING)
		return *(const cc_str *)key;
	char *text = cc_alloc(ctx, CC_ID_TEXT_LEN);
	cc_id_print(*(const cc_id *)key, text);
	return (cc_str){ text, CC_ID_TEXT_LEN };
}

cc_err cc_outbox_append(struct cc_ctx *ctx, const struct cc_event *event, const void *body)
{
	struct cc_buf encoded = { .arena = ctx->arena };
	cc_protobuf_encode(&encoded, event->body, body);
	return cc_sql_exec(ctx, &append_event, cc_new_id(ctx), cc_str_of(event->topic),
	                   cc_str_of(event->name), key_of(ctx, event, body), cc_now(ctx), cc_trace_text(ctx),
	                   cc_bytes(cc_buf_str(&encoded)));
}
