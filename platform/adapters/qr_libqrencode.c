#include "platform/adapters/qr_libqrencode.h"

#include <qrencode.h>

#include "platform/core/run.h"

static void encode_qr(struct cc_qr_encoder *encoder, struct cc_ctx *ctx, cc_str text, struct cc_qr *qr)
{
	(void)encoder;
	QRcode *code = QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_M);
	if (!code)
		cc_die("out of memory for a QR code of %zu bytes", text.len);
	size_t side = (size_t)code->width;
	uint8_t *modules = cc_alloc(ctx, side * side);
	for (size_t i = 0; i < side * side; i++)
		modules[i] = code->data[i] & 1;
	QRcode_free(code);
	*qr = (struct cc_qr){ side, modules };
}

struct cc_qr_encoder *cc_qr_libqrencode(void)
{
	static const struct cc_qr_encoder_ops ops = { .name = "libqrencode", .encode = encode_qr };
	static const struct cc_qr_encoder encoder = { .ops = &ops };
	return (struct cc_qr_encoder *)(uintptr_t)&encoder; /* no slot changes it */
}
