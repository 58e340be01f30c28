/* ics_lines.c - content lines of a calendar: folded and escaped (RFC 5545 sections 3.1 and 3.3.11). */
#include "services/notification/facts.h"

enum { LINE_BYTES_MAX = 75 };

/* A line begins with a space after the first; no character is cut in two. */
void notification_ics_line(struct cc_text *out, const char *name, cc_str value)
{
	size_t used = strlen(name) + 1;
	assert(used < LINE_BYTES_MAX);
	cc_text_printf(out, "%s:", name);
	while (used + value.len > LINE_BYTES_MAX) {
		size_t len = LINE_BYTES_MAX - used;
		while (len > 0 && (value.ptr[len] & 0xc0) == 0x80)
			len--;
		cc_text_add(out, (cc_str){ value.ptr, len });
		cc_text_add(out, CC_STR("\r\n "));
		value = (cc_str){ value.ptr + len, value.len - len };
		used = 1;
	}
	cc_text_add(out, value);
	cc_text_add(out, CC_STR("\r\n"));
}

void notification_ics_text(struct cc_ctx *ctx, struct cc_text *out, const char *name, cc_str value)
{
	struct cc_text *escaped = cc_text_new(ctx);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		if (c == '\\' || c == ';' || c == ',')
			cc_text_printf(escaped, "\\%c", c);
		else if (c == '\n')
			cc_text_add(escaped, CC_STR("\\n"));
		else if ((unsigned char)c >= ' ' && c != 0x7f)
			cc_text_add(escaped, (cc_str){ &value.ptr[i], 1 });
	}
	notification_ics_line(out, name, cc_text_done(escaped));
}
