/* cipher_test.c - what every cipher promises, and what cc_encrypt() makes of it: by keys, and by a seed. */
#include <stdio.h>

#include "platform/test.h"

#include "contracts/inventory.h"
#include "platform/adapters/cipher_aes.h"
#include "platform/adapters/sim/cipher_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/core/run.h"

struct safe {
	struct cc_ctx ctx;
	struct cc_entropy_sim entropy;
	struct cc_cipher *cipher, *stranger; /* of other keys */
	struct cc_cipher_sim sims[2];
};

static const struct cc_cipher_key first = { 1, { 1 } }, second = { 2, { 2 } }, other = { 1, { 3 } };
static const cc_str home = CC_STR("home");

static struct safe *open_safe(void **state)
{
	static struct safe safe;
	safe = (struct safe){ .ctx.arena = cc_arena_new() };
	cc_entropy_sim_init(&safe.entropy, 1);
	safe.ctx.entropy = &safe.entropy.base;
	*state = &safe;
	return &safe;
}

static int open_by_seed(void **state)
{
	struct safe *safe = open_safe(state);
	for (size_t i = 0; i < CC_COUNT(safe->sims); i++)
		cc_cipher_sim_init(&safe->sims[i], i);
	safe->ctx.cipher = safe->cipher = &safe->sims[0].base;
	safe->stranger = &safe->sims[1].base;
	return 0;
}

static int open_by_key(void **state)
{
	struct safe *safe = open_safe(state);
	safe->ctx.cipher = safe->cipher =
		cc_cipher_aes_new(&(struct cc_cipher_keys){ .at = { first }, .count = 1 });
	safe->stranger = cc_cipher_aes_new(&(struct cc_cipher_keys){ .at = { other }, .count = 1 });
	return 0;
}

static int close_by_seed(void **state)
{
	struct safe *safe = *state;
	cc_arena_free(safe->ctx.arena);
	return 0;
}

static int close_by_key(void **state)
{
	struct safe *safe = *state;
	cc_cipher_aes_free(safe->cipher);
	cc_cipher_aes_free(safe->stranger);
	return close_by_seed(state);
}

static cc_str encrypt_a_title(struct safe *safe)
{
	const struct inventory_session session = { .title = CC_STR("Piotrkowska 17"), .seats_total = 5 };
	return cc_encrypt(&safe->ctx, &inventory_session_message, &session, home);
}

static cc_err decrypt(struct safe *safe, cc_str encrypted, struct inventory_session *session)
{
	return cc_decrypt(&safe->ctx, &inventory_session_message, home, encrypted, session);
}

static cc_err try_to_read(struct safe *safe, cc_str encrypted)
{
	struct inventory_session session;
	return decrypt(safe, encrypted, &session);
}

static void what_was_encrypted_comes_back_whole(void **state)
{
	struct inventory_session session;
	CHECK_OK(decrypt(*state, encrypt_a_title(*state), &session));
	CHECK(cc_str_eq(session.title, CC_STR("Piotrkowska 17")) && session.seats_total == 5);
}

static void nothing_comes_back_as_nothing(void **state)
{
	struct safe *safe = *state;
	const struct inventory_get_session_request empty = { 0 };
	struct inventory_get_session_request read;
	cc_str encrypted = cc_encrypt(&safe->ctx, &inventory_get_session_request_message, &empty, home);
	CHECK_OK(cc_decrypt(&safe->ctx, &inventory_get_session_request_message, home, encrypted, &read));
	CHECK(cc_id_is_none(read.session_id));
}

static bool contains(cc_str bytes, const char *text)
{
	return memmem(bytes.ptr, bytes.len, text, strlen(text)) != NULL;
}

static void no_word_of_it_can_be_read(void **state)
{
	cc_str encrypted = encrypt_a_title(*state);
	CHECK(!contains(encrypted, "Piotr") && !contains(encrypted, "kowska") && !contains(encrypted, "17"));
}

static void the_same_message_is_other_bytes_each_time(void **state)
{
	cc_str once = encrypt_a_title(*state), again = encrypt_a_title(*state);
	CHECK(once.len == again.len && !cc_str_eq(once, again));
}

static void any_changed_bit_is_noticed(void **state)
{
	struct safe *safe = *state;
	cc_str encrypted = encrypt_a_title(safe);
	char *bytes = cc_alloc(&safe->ctx, encrypted.len);
	for (size_t bit = 0; bit < encrypted.len * 8; bit++) {
		memcpy(bytes, encrypted.ptr, encrypted.len);
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
		CHECK_REFUSED(try_to_read(safe, (cc_str){ bytes, encrypted.len }), cc_cipher_broken);
	}
}

static void a_part_of_it_is_refused_and_so_is_more(void **state)
{
	struct safe *safe = *state;
	cc_str encrypted = encrypt_a_title(safe);
	for (size_t length = 0; length < encrypted.len; length++)
		CHECK_REFUSED(try_to_read(safe, (cc_str){ encrypted.ptr, length }), cc_cipher_broken);
	char *longer = cc_alloc(&safe->ctx, encrypted.len + 1);
	memcpy(longer, encrypted.ptr, encrypted.len);
	CHECK_REFUSED(try_to_read(safe, (cc_str){ longer, encrypted.len + 1 }), cc_cipher_broken);
}

static void it_cannot_be_read_in_another_place(void **state)
{
	struct safe *safe = *state;
	struct inventory_session session;
	struct inventory_session_published published;
	cc_str encrypted = encrypt_a_title(safe);
	CHECK_REFUSED(cc_decrypt(&safe->ctx, &inventory_session_message, CC_STR("hom"), encrypted, &session),
	              cc_cipher_broken);
	CHECK_REFUSED(
		cc_decrypt(&safe->ctx, &inventory_session_published_message, home, encrypted, &published),
		cc_cipher_broken);
}

static void a_stranger_can_read_nothing(void **state)
{
	struct safe *safe = *state;
	cc_str encrypted = encrypt_a_title(safe);
	safe->ctx.cipher = safe->stranger;
	CHECK_REFUSED(try_to_read(safe, encrypted), cc_cipher_broken);
	CHECK_OK(try_to_read(safe, encrypt_a_title(safe)));
	safe->ctx.cipher = safe->cipher;
}

static void an_older_key_still_reads_what_it_wrote_and_writes_nothing_new(void **state)
{
	struct safe *safe = *state;
	cc_str old = encrypt_a_title(safe);
	struct cc_cipher *both =
		cc_cipher_aes_new(&(struct cc_cipher_keys){ .at = { first, second }, .count = 2 });
	safe->ctx.cipher = both;
	CHECK_OK(try_to_read(safe, old));
	cc_str new = encrypt_a_title(safe);
	CHECK_OK(try_to_read(safe, new));
	safe->ctx.cipher = safe->cipher;
	CHECK_REFUSED(try_to_read(safe, new), cc_cipher_broken);
	cc_cipher_aes_free(both);
}

/* McGrew, Viega: The Galois/Counter Mode of Operation, test case 14; but the key's number is bound to it. */
static void a_key_encrypts_as_aes_256_gcm_says(void **state)
{
	(void)state;
	static const uint8_t expected[16] = {
		0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e,
		0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3, 0x9d, 0x18,
	};
	static const uint8_t nonce[CC_CIPHER_NONCE_BYTES] = { 0 };
	static const char plain[16] = { 0 };
	uint8_t encrypted[sizeof plain + CC_CIPHER_OVERHEAD_BYTES];
	struct cc_cipher *zero =
		cc_cipher_aes_new(&(struct cc_cipher_keys){ .at = { { .id = 1 } }, .count = 1 });
	zero->ops->encrypt(zero, nonce, CC_STR(""), (cc_str){ plain, sizeof plain }, encrypted);
	cc_cipher_aes_free(zero);
	assert_memory_equal(encrypted + CC_CIPHER_KEY_ID_BYTES + CC_CIPHER_NONCE_BYTES, expected,
	                    sizeof expected);
}

/* Keys in a file ------------------------------------------------------------------ */

#define HEX_1 "0100000000000000000000000000000000000000000000000000000000000000"
#define HEX_2 "02000000000000000000000000000000000000000000000000000000000000fF"

static const char *read_keys(const char *text, struct cc_cipher_keys *keys, size_t *line)
{
	return cc_cipher_keys_read(cc_str_of(text), keys, line);
}

static void keys_are_read_in_their_order(void **state)
{
	(void)state;
	struct cc_cipher_keys keys;
	size_t line;
	CHECK(read_keys("# ours\n\n7 " HEX_1 "\n2147483647 " HEX_2, &keys, &line) == NULL);
	CHECK(keys.count == 2 && keys.at[0].id == 7 && keys.at[1].id == 2147483647);
	CHECK(keys.at[0].bytes[0] == 1 && keys.at[1].bytes[31] == 0xff);
}

static void a_bad_line_is_named(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"0 " HEX_1,      "2147483648 " HEX_1,
		"x " HEX_1,      " 1 " HEX_1,
		HEX_1,           "1 " HEX_1 "0",
		"1 " HEX_1 "\r", "1 0100",
		"2 " HEX_2,      "1 zz00000000000000000000000000000000000000000000000000000000000000",
	};
	struct cc_cipher_keys keys;
	size_t line;
	for (size_t i = 0; i < CC_COUNT(bad); i++) {
		char text[256];
		snprintf(text, sizeof text, "2 " HEX_1 "\n%s\n", bad[i]);
		CHECK(read_keys(text, &keys, &line) != NULL && line == 2);
	}
	CHECK(read_keys("", &keys, &line) != NULL);
	CHECK(read_keys("# none yet\n", &keys, &line) != NULL);
}

static void sixteen_keys_are_enough(void **state)
{
	(void)state;
	char text[17 * 80];
	struct cc_cipher_keys keys;
	size_t line, len = 0;
	for (int i = 1; i <= CC_CIPHER_KEYS_MAX; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "%d " HEX_1 "\n", i);
	CHECK(read_keys(text, &keys, &line) == NULL && keys.count == CC_CIPHER_KEYS_MAX);
	snprintf(text + len, sizeof text - len, "17 " HEX_1 "\n");
	CHECK(read_keys(text, &keys, &line) != NULL && line == 17);
}

#define CASE(way, test) cmocka_unit_test_setup_teardown(test, open_##way, close_##way)
#define CASES(way)                                                                                           \
	CASE(way, what_was_encrypted_comes_back_whole), CASE(way, nothing_comes_back_as_nothing),            \
		CASE(way, no_word_of_it_can_be_read), CASE(way, the_same_message_is_other_bytes_each_time),  \
		CASE(way, any_changed_bit_is_noticed), CASE(way, a_part_of_it_is_refused_and_so_is_more),    \
		CASE(way, it_cannot_be_read_in_another_place), CASE(way, a_stranger_can_read_nothing)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASES(by_key),
		CASES(by_seed),
		CASE(by_key, an_older_key_still_reads_what_it_wrote_and_writes_nothing_new),
		cmocka_unit_test(a_key_encrypts_as_aes_256_gcm_says),
		cmocka_unit_test(keys_are_read_in_their_order),
		cmocka_unit_test(a_bad_line_is_named),
		cmocka_unit_test(sixteen_keys_are_enough),
	};
	return cmocka_run_group_tests_name("conformance: cipher", cases, NULL, NULL);
}
