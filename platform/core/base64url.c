#include "platform/core/base64url.h"

#include "platform/core/base64.h"

cc_str cc_base64url_print(struct cc_arena *arena, cc_str bytes)
{
	struct cc_buf out = { .arena = arena };
	cc_base64_add(&out, bytes);
	for (size_t i = 0; i < out.len; i++) {
		char c = out.ptr[i];
		out.ptr[i] = c == '+' ? '-' : c == '/' ? '_' : c;
	}
	while (out.len > 0 && out.ptr[out.len - 1] == '=')
		out.len--;
	return cc_buf_str(&out);
}

bool cc_base64url_parse(struct cc_arena *arena, cc_str text, cc_str *bytes)
{
	cc_str parsed;
	if (!cc_base64_parse(arena, text, &parsed) || !cc_str_eq(cc_base64url_print(arena, parsed), text))
		return false;
	*bytes = parsed;
	return true;
}
