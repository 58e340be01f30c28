/* sealer_test.c - what every sealer promises, and what cc_seal() makes of it: by a key, and by a seed. */
#include "platform/test.h"

#include "contracts/inventory.h"
#include "platform/adapters/sealer_hmac.h"
#include "platform/adapters/sim/sealer_sim.h"
#include "platform/core/run.h"

struct desk {
	struct cc_ctx ctx;
	struct cc_sealer *sealer, *stranger; /* of another secret */
	struct cc_sealer_sim sims[2];
};

static int open_by_seed(void **state)
{
	static struct desk desk;
	desk = (struct desk){ .ctx.arena = cc_arena_new() };
	for (size_t i = 0; i < CC_COUNT(desk.sims); i++)
		cc_sealer_sim_init(&desk.sims[i], i);
	desk.ctx.sealer = desk.sealer = &desk.sims[0].base;
	desk.stranger = &desk.sims[1].base;
	*state = &desk;
	return 0;
}

static int open_by_key(void **state)
{
	static const uint8_t keys[2][CC_SEALER_KEY_BYTES] = { { 1 }, { 2 } };
	static struct desk desk;
	desk = (struct desk){ .ctx.arena = cc_arena_new() };
	desk.ctx.sealer = desk.sealer = cc_sealer_hmac_new(keys[0]);
	desk.stranger = cc_sealer_hmac_new(keys[1]);
	*state = &desk;
	return 0;
}

static int close_by_seed(void **state)
{
	struct desk *desk = *state;
	cc_arena_free(desk->ctx.arena);
	return 0;
}

static int close_by_key(void **state)
{
	struct desk *desk = *state;
	cc_sealer_hmac_free(desk->sealer);
	cc_sealer_hmac_free(desk->stranger);
	return close_by_seed(state);
}

static cc_str seal_a_seat(struct desk *desk)
{
	const struct inventory_seat seat = {
		.label = CC_STR("A1"),
		.kind = INVENTORY_SEAT_KIND_SOFA,
		.view = INVENTORY_SEAT_VIEW_SIDE,
		.accessible = true,
	};
	return cc_seal(&desk->ctx, &inventory_seat_message, &seat);
}

static cc_err unseal(struct desk *desk, cc_str sealed)
{
	struct inventory_seat seat;
	return cc_unseal(&desk->ctx, &inventory_seat_message, sealed, &seat);
}

static void what_was_sealed_comes_back_whole(void **state)
{
	struct desk *desk = *state;
	struct inventory_seat seat;
	CHECK_OK(cc_unseal(&desk->ctx, &inventory_seat_message, seal_a_seat(desk), &seat));
	CHECK(cc_str_eq(seat.label, CC_STR("A1")) && seat.accessible);
	CHECK(seat.kind == INVENTORY_SEAT_KIND_SOFA && seat.view == INVENTORY_SEAT_VIEW_SIDE);
}

static void as_text_it_can_stand_in_a_url(void **state)
{
	struct desk *desk = *state;
	for (int i = 1; i <= 60; i++) {
		struct inventory_seat seat = {
			.label = { "?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>?>", (size_t)i }
		};
		cc_str text = cc_seal_text(&desk->ctx, &inventory_seat_message, &seat);
		for (size_t at = 0; at < text.len; at++)
			CHECK(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
			             text.ptr[at]));
		CHECK_OK(cc_unseal_text(&desk->ctx, &inventory_seat_message, text, &seat));
		CHECK(seat.label.len == (size_t)i);
	}
	struct inventory_seat seat;
	CHECK_REFUSED(cc_unseal_text(&desk->ctx, &inventory_seat_message, CC_STR("no text of ours"), &seat),
	              cc_seal_broken);
}

static void the_same_message_gets_the_same_seal(void **state)
{
	cc_str first = seal_a_seat(*state);
	CHECK(cc_str_eq(first, seal_a_seat(*state)));
}

static void any_changed_bit_breaks_the_seal(void **state)
{
	struct desk *desk = *state;
	cc_str sealed = cc_copy(&desk->ctx, seal_a_seat(desk));
	char *bytes = cc_alloc(&desk->ctx, sealed.len);
	for (size_t bit = 0; bit < sealed.len * 8; bit++) {
		memcpy(bytes, sealed.ptr, sealed.len);
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
		CHECK_REFUSED(unseal(desk, (cc_str){ bytes, sealed.len }), cc_seal_broken);
	}
}

static void a_part_of_it_is_refused_and_so_is_more(void **state)
{
	struct desk *desk = *state;
	cc_str sealed = seal_a_seat(desk);
	for (size_t length = 0; length < sealed.len; length++)
		CHECK_REFUSED(unseal(desk, (cc_str){ sealed.ptr, length }), cc_seal_broken);
	char *longer = cc_alloc(&desk->ctx, sealed.len + 1);
	memcpy(longer, sealed.ptr, sealed.len);
	CHECK_REFUSED(unseal(desk, (cc_str){ longer, sealed.len + 1 }), cc_seal_broken);
}

static void a_seal_as_text_has_one_spelling(void **state)
{
	struct desk *desk = *state;
	struct inventory_seat seat;
	CHECK_OK(cc_unseal(&desk->ctx, &inventory_seat_message, seal_a_seat(desk), &seat));
	cc_str text = cc_seal_text(&desk->ctx, &inventory_seat_message, &seat);
	CHECK_OK(cc_unseal_text(&desk->ctx, &inventory_seat_message, text, &seat));
	CHECK_REFUSED(cc_unseal_text(&desk->ctx, &inventory_seat_message,
	                             cc_printf(&desk->ctx, "%.*s=", (int)text.len, text.ptr), &seat),
	              cc_seal_broken);
	CHECK_REFUSED(cc_unseal_text(&desk->ctx, &inventory_seat_message, CC_STR("no seal!"), &seat),
	              cc_seal_broken);
	CHECK_REFUSED(cc_unseal_text(&desk->ctx, &inventory_seat_message, CC_STR(""), &seat), cc_seal_broken);
}

static void a_message_of_another_kind_is_refused(void **state)
{
	struct desk *desk = *state;
	struct inventory_seat_availability other;
	CHECK_REFUSED(cc_unseal(&desk->ctx, &inventory_seat_availability_message, seal_a_seat(desk), &other),
	              cc_seal_broken);
}

static void a_strangers_seal_is_refused(void **state)
{
	struct desk *desk = *state;
	desk->ctx.sealer = desk->stranger;
	cc_str sealed = seal_a_seat(desk);
	CHECK_OK(unseal(desk, sealed));
	desk->ctx.sealer = desk->sealer;
	CHECK_REFUSED(unseal(desk, sealed), cc_seal_broken);
}

/* RFC 4231 section 4.2, whose key of 20 bytes HMAC fills up with zeros. */
static void a_key_seals_as_hmac_sha_256_says(void **state)
{
	(void)state;
	static const uint8_t expected[CC_SEAL_BYTES] = {
		0xb0, 0x34, 0x4c, 0x61, 0xd8, 0xdb, 0x38, 0x53, 0x5c, 0xa8, 0xaf,
		0xce, 0xaf, 0x0b, 0xf1, 0x2b, 0x88, 0x1d, 0xc2, 0x00, 0xc9, 0x83,
		0x3d, 0xa7, 0x26, 0xe9, 0x37, 0x6c, 0x2e, 0x32, 0xcf, 0xf7,
	};
	uint8_t key[CC_SEALER_KEY_BYTES] = { 0 }, seal[CC_SEAL_BYTES];
	memset(key, 0x0b, 20);
	struct cc_sealer *sealer = cc_sealer_hmac_new(key);
	sealer->ops->reckon(sealer, CC_STR("Hi There"), seal);
	cc_sealer_hmac_free(sealer);
	assert_memory_equal(seal, expected, sizeof seal);
}

#define CASES(way)                                                                                           \
	cmocka_unit_test_setup_teardown(what_was_sealed_comes_back_whole, open_##way, close_##way),          \
		cmocka_unit_test_setup_teardown(as_text_it_can_stand_in_a_url, open_##way, close_##way),     \
		cmocka_unit_test_setup_teardown(the_same_message_gets_the_same_seal, open_##way,             \
	                                        close_##way),                                                \
		cmocka_unit_test_setup_teardown(any_changed_bit_breaks_the_seal, open_##way, close_##way),   \
		cmocka_unit_test_setup_teardown(a_part_of_it_is_refused_and_so_is_more, open_##way,          \
	                                        close_##way),                                                \
		cmocka_unit_test_setup_teardown(a_message_of_another_kind_is_refused, open_##way,            \
	                                        close_##way),                                                \
		cmocka_unit_test_setup_teardown(a_seal_as_text_has_one_spelling, open_##way, close_##way),   \
		cmocka_unit_test_setup_teardown(a_strangers_seal_is_refused, open_##way, close_##way)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASES(by_key),
		CASES(by_seed),
		cmocka_unit_test(a_key_seals_as_hmac_sha_256_says),
	};
	return cmocka_run_group_tests_name("conformance: sealer", cases, NULL, NULL);
}
