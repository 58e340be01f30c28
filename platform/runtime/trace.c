/* trace.c - `traceparent` (W3C Trace Context level 1, section 3.2). */
#include "platform/runtime/telemetry.h"

enum {
	VERSION_AT = 0,
	TRACE_ID_AT = 3,
	SPAN_ID_AT = 36,
	FLAGS_AT = 53,
	TEXT_LEN = CC_TRACE_TEXT_BYTES - 1,
	VERSION_INVALID = 0xff,
	FLAG_SAMPLED = 0x01, /* the only one that level 1 knows; the others must not be passed on */
};

/* Lower case only: upper case is not valid. */
static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_hex(const char *text, uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int high = digit_of(text[2 * i]), low = digit_of(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool all_zero(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

/* Section 3.2.4: of a later version the first four fields are read, if a dash follows them or nothing. */
static bool well_formed(cc_str header)
{
	if (header.len < TEXT_LEN)
		return false;
	const char *text = header.ptr;
	if (text[TRACE_ID_AT - 1] != '-' || text[SPAN_ID_AT - 1] != '-' || text[FLAGS_AT - 1] != '-')
		return false;
	bool first_version = text[VERSION_AT] == '0' && text[VERSION_AT + 1] == '0';
	return header.len == TEXT_LEN || (!first_version && text[TEXT_LEN] == '-');
}

bool cc_trace_parse(cc_str header, struct cc_trace *trace)
{
	if (!well_formed(header))
		return false;
	uint8_t version;
	struct cc_trace read;
	if (!parse_hex(header.ptr + VERSION_AT, &version, 1) || version == VERSION_INVALID)
		return false;
	if (!parse_hex(header.ptr + TRACE_ID_AT, read.trace_id, sizeof read.trace_id) ||
	    !parse_hex(header.ptr + SPAN_ID_AT, read.span_id, sizeof read.span_id) ||
	    !parse_hex(header.ptr + FLAGS_AT, &read.flags, 1))
		return false;
	if (all_zero(read.trace_id, sizeof read.trace_id) || all_zero(read.span_id, sizeof read.span_id))
		return false;
	read.flags &= FLAG_SAMPLED;
	*trace = read;
	return true;
}

/* All zero means "none", which not even 2^-64 of the callers may get. */
static void fill_id(struct cc_entropy *entropy, uint8_t *id, size_t n)
{
	entropy->ops->fill(entropy, id, n);
	if (all_zero(id, n))
		id[n - 1] = 1;
}

void cc_trace_start(struct cc_entropy *entropy, struct cc_trace *trace)
{
	fill_id(entropy, trace->trace_id, sizeof trace->trace_id);
	fill_id(entropy, trace->span_id, sizeof trace->span_id);
	trace->flags = FLAG_SAMPLED;
}

void cc_trace_child(struct cc_entropy *entropy, struct cc_trace *trace)
{
	fill_id(entropy, trace->span_id, sizeof trace->span_id);
}

static char *put_hex(char *to, const uint8_t *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		*to++ = digits[bytes[i] >> 4];
		*to++ = digits[bytes[i] & 15];
	}
	return to;
}

void cc_trace_print(const struct cc_trace *trace, char out[CC_TRACE_TEXT_BYTES])
{
	memcpy(out, "00-", 3);
	char *to = put_hex(out + TRACE_ID_AT, trace->trace_id, sizeof trace->trace_id);
	*to++ = '-';
	to = put_hex(to, trace->span_id, sizeof trace->span_id);
	*to++ = '-';
	*put_hex(to, &trace->flags, 1) = '\0';
}

cc_str cc_trace_text(struct cc_ctx *ctx)
{
	static const uint8_t none[sizeof ctx->trace.trace_id];
	if (memcmp(ctx->trace.trace_id, none, sizeof none) == 0)
		return CC_STR("");
	char *text = cc_alloc(ctx, CC_TRACE_TEXT_BYTES);
	cc_trace_print(&ctx->trace, text);
	return cc_str_of(text);
}
