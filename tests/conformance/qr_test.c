/* qr_test.c - what every encoder of ports/qr.h promises; and the real one, as a scanner reads it. */
#include "platform/adapters/qr_libqrencode.h"
#include "platform/adapters/sim/qr_sim.h"
#include "platform/core/run.h"
#include "platform/test.h"

#ifdef HAVE_ZBAR
#include <zbar.h>
#endif

struct desk {
	struct cc_ctx ctx;
};

static int open_desk(void **state)
{
	static struct desk desk;
	struct cc_qr_encoder *encoder = *state;
	desk = (struct desk){ .ctx = { .arena = cc_arena_new(), .qr = encoder } };
	*state = &desk;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;
	cc_arena_free(desk->ctx.arena);
	return 0;
}

static cc_str text_of(struct desk *desk, size_t len)
{
	char *text = cc_alloc(&desk->ctx, len + 1);
	for (size_t i = 0; i < len; i++)
		text[i] = "eyJhbGciOiJFUzI1NiIsInR5cCI6InRpY2tldCtqd3QifQ._-"[i * i % 49];
	return (cc_str){ text, len };
}

static void every_length_has_a_square_with_both_colours(void **state)
{
	static const size_t lengths[] = { 1, 6, 100, 400, CC_QR_TEXT_MAX };
	struct desk *desk = *state;
	size_t before = 0;
	for (size_t i = 0; i < CC_COUNT(lengths); i++) {
		struct cc_qr qr;
		CHECK_OK(cc_qr_encode(&desk->ctx, text_of(desk, lengths[i]), &qr));
		CHECK(qr.side >= 21 && qr.side <= CC_QR_SIDE_MAX && qr.side % 4 == 1 && qr.side >= before);
		CHECK(memchr(qr.modules, 0, qr.side * qr.side) && memchr(qr.modules, 1, qr.side * qr.side));
		before = qr.side;
	}
}

static void the_same_text_is_the_same_code(void **state)
{
	struct desk *desk = *state;
	struct cc_qr one, two;
	CHECK_OK(cc_qr_encode(&desk->ctx, text_of(desk, 300), &one));
	CHECK_OK(cc_qr_encode(&desk->ctx, text_of(desk, 300), &two));
	CHECK(cc_str_eq(cc_qr_svg(&desk->ctx, &one, CC_STR("Ticket")),
	                cc_qr_svg(&desk->ctx, &two, CC_STR("Ticket"))));
	CHECK(cc_str_eq(cc_qr_png(&desk->ctx, &one), cc_qr_png(&desk->ctx, &two)));
}

static void nothing_and_too_much_are_refused(void **state)
{
	struct desk *desk = *state;
	struct cc_qr qr;
	CHECK_REFUSED(cc_qr_encode(&desk->ctx, CC_STR(""), &qr), cc_qr_too_long);
	CHECK_REFUSED(cc_qr_encode(&desk->ctx, text_of(desk, CC_QR_TEXT_MAX + 1), &qr), cc_qr_too_long);
}

static void a_title_is_no_markup(void **state)
{
	struct desk *desk = *state;
	struct cc_qr qr;
	CHECK_OK(cc_qr_encode(&desk->ctx, text_of(desk, 9), &qr));
	cc_str svg = cc_qr_svg(&desk->ctx, &qr, CC_STR("</title><script>&"));
	CHECK(memmem(svg.ptr, svg.len, "<title>&#60;/title&#62;&#60;script&#62;&#38;</title>", 52));
}

static void a_test_reads_back_what_the_simulated_one_was_given(void **state)
{
	struct desk *desk = *state;
	struct cc_qr qr;
	for (size_t len = 1; len <= CC_QR_TEXT_MAX; len += 37) {
		CHECK_OK(cc_qr_encode(&desk->ctx, text_of(desk, len), &qr));
		CHECK(cc_str_eq(cc_qr_sim_read(&desk->ctx, &qr), text_of(desk, len)));
	}
}

#ifdef HAVE_ZBAR
enum { PIXELS = 4 };

static const char *scanned(struct desk *desk, const struct cc_qr *qr)
{
	size_t side = (qr->side + 2 * CC_QR_QUIET) * PIXELS;
	uint8_t *grey = cc_alloc(&desk->ctx, side * side);
	memset(grey, 0xff, side * side);
	for (size_t y = 0; y < qr->side * PIXELS; y++)
		for (size_t x = 0; x < qr->side * PIXELS; x++)
			if (qr->modules[y / PIXELS * qr->side + x / PIXELS])
				grey[(y + CC_QR_QUIET * PIXELS) * side + x + CC_QR_QUIET * PIXELS] = 0;
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, (unsigned)side, (unsigned)side);
	zbar_image_set_data(image, grey, side * side, NULL);
	assert_int_equal(zbar_scan_image(scanner, image), 1);
	const char *text = zbar_symbol_get_data(zbar_image_first_symbol(image));
	const char *copy = cc_copy(&desk->ctx, cc_str_of(text)).ptr;
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return copy;
}

static void a_scanner_reads_what_was_encoded(void **state)
{
	static const size_t lengths[] = { 1, 6, 80, 250, 420, 700, CC_QR_TEXT_MAX };
	struct desk *desk = *state;
	for (size_t i = 0; i < CC_COUNT(lengths); i++) {
		cc_str text = text_of(desk, lengths[i]);
		struct cc_qr qr;
		CHECK_OK(cc_qr_encode(&desk->ctx, text, &qr));
		assert_string_equal(scanned(desk, &qr), text.ptr);
	}
}
#else
static void a_scanner_reads_what_was_encoded(void **state)
{
	(void)state;
	skip();
}
#endif

#define CASE(name, encoder) cmocka_unit_test_prestate_setup_teardown(name, open_desk, close_desk, encoder)

#define CASES(encoder)                                                                                       \
	CASE(every_length_has_a_square_with_both_colours, encoder),                                          \
		CASE(the_same_text_is_the_same_code, encoder),                                               \
		CASE(nothing_and_too_much_are_refused, encoder), CASE(a_title_is_no_markup, encoder)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASES(cc_qr_libqrencode()),
		CASES(cc_qr_sim()),
		CASE(a_test_reads_back_what_the_simulated_one_was_given, cc_qr_sim()),
		CASE(a_scanner_reads_what_was_encoded, cc_qr_libqrencode()),
	};
	return cmocka_run_group_tests_name("conformance: qr", cases, NULL, NULL);
}
