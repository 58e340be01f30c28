/* qr.c - QR codes, and what they are drawn as. */
#include "platform/ports/qr.h"

#include <zlib.h>

#include "platform/core/buf.h"
#include "platform/core/run.h"

const struct cc_reason cc_qr_too_long = { "qr_too_long", CC_INVALID_ARGUMENT };

cc_err cc_qr_encode(struct cc_ctx *ctx, cc_str text, struct cc_qr *qr)
{
	assert(ctx->qr);
	if (text.len == 0 || text.len > CC_QR_TEXT_MAX)
		return cc_fail(ctx, &cc_qr_too_long, "A QR code holds 1 to %d bytes.", CC_QR_TEXT_MAX);
	ctx->qr->ops->encode(ctx->qr, ctx, text, qr);
	return CC_OK;
}

/* The quiet zone is light, as is whatever lies outside. */
static bool is_dark(const struct cc_qr *qr, size_t x, size_t y)
{
	size_t left = x - CC_QR_QUIET, down = y - CC_QR_QUIET; /* wraps around before the code */
	return left < qr->side && down < qr->side && qr->modules[down * qr->side + left];
}

/* SVG ----------------------------------------------------------------------------- */

static void add_title(struct cc_buf *out, cc_str title)
{
	for (size_t i = 0; i < title.len; i++) {
		char c = title.ptr[i];
		if (c == '<' || c == '>' || c == '&')
			cc_buf_printf(out, "&#%d;", c);
		else
			cc_buf_add_char(out, c);
	}
}

static void add_row(struct cc_buf *out, const struct cc_qr *qr, size_t y, size_t side)
{
	for (size_t x = 0; x < side; x++) {
		size_t run = 0;
		while (is_dark(qr, x + run, y))
			run++;
		if (run > 0)
			cc_buf_printf(out, "M%zu %zuh%zuv1h-%zuz", x, y, run, run);
		x += run;
	}
}

cc_str cc_qr_svg(struct cc_ctx *ctx, const struct cc_qr *qr, cc_str title)
{
	struct cc_buf out = { .arena = ctx->arena };
	size_t side = qr->side + 2 * CC_QR_QUIET;
	cc_buf_printf(&out,
	              "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %zu %zu\" width=\"%zu\" "
	              "height=\"%zu\" role=\"img\" shape-rendering=\"crispEdges\"><title>",
	              side, side, side * CC_QR_PIXELS, side * CC_QR_PIXELS);
	add_title(&out, title);
	cc_buf_printf(&out, "</title><path fill=\"#fff\" d=\"M0 0h%zuv%zuH0z\"/><path d=\"", side, side);
	for (size_t y = 0; y < side; y++)
		add_row(&out, qr, y, side);
	cc_buf_printf(&out, "\"/></svg>\n");
	return cc_buf_str(&out);
}

/* PNG (ISO/IEC 15948) -------------------------------------------------------------- */

static void add_number(struct cc_buf *out, unsigned long number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		cc_buf_add_char(out, (char)(number >> shift & 0xff));
}

static void add_chunk(struct cc_buf *out, const char *type, cc_str data)
{
	add_number(out, data.len);
	size_t start = out->len;
	cc_buf_add(out, cc_str_of(type));
	cc_buf_add(out, data);
	add_number(out, crc32(0, (const Bytef *)out->ptr + start, (uInt)(out->len - start)));
}

/* One bit for each pixel, 1 being white; a line begins with its filter, none. */
static void draw_line(uint8_t *line, const struct cc_qr *qr, size_t y, size_t pixels)
{
	for (size_t x = 0; x < pixels; x += CC_QR_PIXELS) {
		size_t end = is_dark(qr, x / CC_QR_PIXELS, y) ? x : x + CC_QR_PIXELS;
		for (size_t i = x; i < end; i++)
			line[1 + i / 8] |= (uint8_t)(0x80 >> i % 8);
	}
}

/* A module is as many lines high as it is pixels wide. */
static cc_str draw_pixels(struct cc_ctx *ctx, const struct cc_qr *qr, size_t pixels)
{
	size_t bytes = 1 + (pixels + 7) / 8;
	uint8_t *image = cc_alloc(ctx, bytes * pixels), *line = image;
	for (size_t y = 0; y < pixels / CC_QR_PIXELS; y++) {
		draw_line(line, qr, y, pixels);
		for (size_t i = 1; i < CC_QR_PIXELS; i++)
			memcpy(line + i * bytes, line, bytes);
		line += bytes * CC_QR_PIXELS;
	}
	return (cc_str){ (const char *)image, bytes * pixels };
}

static cc_str deflated(struct cc_ctx *ctx, cc_str bytes)
{
	uLongf len = compressBound(bytes.len);
	Bytef *out = cc_alloc(ctx, len);
	if (compress2(out, &len, (const Bytef *)bytes.ptr, bytes.len, Z_BEST_SPEED) != Z_OK)
		cc_die("out of memory for an image");
	return (cc_str){ (const char *)out, len };
}

cc_str cc_qr_png(struct cc_ctx *ctx, const struct cc_qr *qr)
{
	static const char signature[] = "\x89PNG\r\n\x1a\n", depth_and_kind[] = { 1, 0, 0, 0, 0 };
	size_t pixels = (qr->side + 2 * CC_QR_QUIET) * CC_QR_PIXELS;
	struct cc_buf header = { .arena = ctx->arena }, out = { .arena = ctx->arena };
	add_number(&header, pixels);
	add_number(&header, pixels);
	cc_buf_add(&header, (cc_str){ depth_and_kind, sizeof depth_and_kind });
	cc_buf_add(&out, cc_str_of(signature));
	add_chunk(&out, "IHDR", cc_buf_str(&header));
	add_chunk(&out, "IDAT", deflated(ctx, draw_pixels(ctx, qr, pixels)));
	add_chunk(&out, "IEND", CC_STR(""));
	return cc_buf_str(&out);
}
