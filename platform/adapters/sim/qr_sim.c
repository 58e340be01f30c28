#include "platform/adapters/sim/qr_sim.h"

#include "platform/core/run.h"

enum { LENGTH_BITS = 16, SMALLEST = 21 };

static void put_bits(uint8_t *modules, size_t number, size_t bits)
{
	for (size_t i = 0; i < bits; i++)
		modules[i] = number >> (bits - 1 - i) & 1;
}

static size_t get_bits(const uint8_t *modules, size_t bits)
{
	size_t number = 0;
	for (size_t i = 0; i < bits; i++)
		number = number << 1 | modules[i];
	return number;
}

static void encode_sim(struct cc_qr_encoder *encoder, struct cc_ctx *ctx, cc_str text, struct cc_qr *qr)
{
	(void)encoder;
	size_t side = SMALLEST;
	while (side * side < LENGTH_BITS + 8 * text.len)
		side += 4; /* as versions are */
	uint8_t *modules = cc_alloc(ctx, side * side);
	put_bits(modules, text.len, LENGTH_BITS);
	for (size_t i = 0; i < text.len; i++)
		put_bits(modules + LENGTH_BITS + 8 * i, (uint8_t)text.ptr[i], 8);
	*qr = (struct cc_qr){ side, modules };
}

cc_str cc_qr_sim_read(struct cc_ctx *ctx, const struct cc_qr *qr)
{
	size_t len = get_bits(qr->modules, LENGTH_BITS);
	assert(LENGTH_BITS + 8 * len <= qr->side * qr->side);
	char *text = cc_alloc(ctx, len + 1);
	for (size_t i = 0; i < len; i++)
		text[i] = (char)get_bits(qr->modules + LENGTH_BITS + 8 * i, 8);
	return (cc_str){ text, len };
}

struct cc_qr_encoder *cc_qr_sim(void)
{
	static const struct cc_qr_encoder_ops ops = { .name = "sim", .encode = encode_sim };
	static const struct cc_qr_encoder encoder = { .ops = &ops };
	return (struct cc_qr_encoder *)(uintptr_t)&encoder;
}
