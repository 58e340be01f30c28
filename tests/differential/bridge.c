/*
 * bridge.c - our codecs behind a pipe, for compare.py.
 *   bridge MESSAGE
 * Reads frames: 'J' (protobuf to JSON) or 'P' (JSON to protobuf), a length of four
 * bytes, lowest first, and the bytes.  Answers each with '+' and the result, or
 * '-' and the failure, framed in the same way.
 */
#include <stdio.h>

#include "platform/core/json.h"
#include "platform/core/protobuf.h"
#include "platform/core/sample_test.h"

static const struct cc_message *const messages[] = { &sample_message };

static const struct cc_message *find(const char *name)
{
	for (size_t i = 0; i < CC_COUNT(messages); i++)
		if (strcmp(messages[i]->name, name) == 0)
			return messages[i];
	cc_die("there is no message %s", name);
}

static cc_err convert(struct cc_ctx *ctx, char kind, const struct cc_message *message, cc_str bytes,
                      struct cc_buf *out)
{
	void *msg = cc_arena_alloc(ctx->arena, message->size);
	if (kind == 'J') {
		TRY(cc_protobuf_decode(ctx, bytes, message, msg));
		cc_json_encode(out, message, msg);
		return CC_OK;
	}
	TRY(cc_json_decode(ctx, bytes, message, msg, NULL));
	cc_protobuf_encode(out, message, msg);
	return CC_OK;
}

static bool read_frame(struct cc_ctx *ctx, char *kind, cc_str *bytes)
{
	uint8_t head[5];
	if (fread(head, 1, sizeof head, stdin) != sizeof head)
		return false;
	*kind = (char)head[0];
	bytes->len = head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16 | (size_t)head[4] << 24;
	char *to = cc_arena_alloc(ctx->arena, bytes->len);
	bytes->ptr = to;
	return fread(to, 1, bytes->len, stdin) == bytes->len;
}

static void write_frame(char kind, cc_str bytes)
{
	const uint8_t head[5] = { (uint8_t)kind, (uint8_t)bytes.len, (uint8_t)(bytes.len >> 8),
		                  (uint8_t)(bytes.len >> 16), (uint8_t)(bytes.len >> 24) };
	fwrite(head, 1, sizeof head, stdout);
	fwrite(bytes.ptr, 1, bytes.len, stdout);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		cc_die("usage: bridge MESSAGE");
	const struct cc_message *message = find(argv[1]);
	struct cc_ctx *ctx = sample_ctx_new();
	char kind;
	cc_str bytes;
	while (read_frame(ctx, &kind, &bytes)) {
		struct cc_buf out = { .arena = ctx->arena };
		cc_err err = convert(ctx, kind, message, bytes, &out);
		if (err)
			write_frame('-', cc_str_of(err->message));
		else
			write_frame('+', cc_buf_str(&out));
		cc_arena_reset(ctx->arena);
	}
	sample_ctx_free(ctx);
	return 0;
}
