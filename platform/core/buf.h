/* buf.h - bytes that grow in an arena: what the encoders write into. */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/value.h"

struct cc_buf {
	struct cc_arena *arena;
	char *ptr;
	size_t len, capacity;
};

void cc_buf_grow(struct cc_buf *buf, size_t n); /* room for n more bytes */
void cc_buf_add(struct cc_buf *buf, cc_str bytes);
void cc_buf_add_int(struct cc_buf *buf, int64_t n);  /* decimal */
void cc_buf_printf(struct cc_buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* As a JSON string, quotes included (RFC 8259 section 7). */
void cc_buf_add_json(struct cc_buf *buf, cc_str text);

/* Makes room for more than n bytes, so that ptr is set even if n is 0, and returns where they go; add to len
 * what you wrote. */
static inline char *cc_buf_reserve(struct cc_buf *buf, size_t n)
{
	if (n >= buf->capacity - buf->len)
		cc_buf_grow(buf, n);
	return buf->ptr + buf->len;
}

static inline void cc_buf_add_char(struct cc_buf *buf, char c)
{
	*cc_buf_reserve(buf, 1) = c;
	buf->len++;
}

static inline cc_str cc_buf_str(const struct cc_buf *buf)
{
	return (cc_str){ buf->ptr ? buf->ptr : "", buf->len };
}
