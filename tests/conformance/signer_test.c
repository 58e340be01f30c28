/* signer_test.c - what every signer promises, and what cc_sign_jwt() makes of it: by a key, and by a seed. */
#include "platform/test.h"

#include <stdlib.h>

#include "platform/adapters/signer_p256.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/signer_sim.h"
#include "platform/core/jws.h"
#include "platform/core/run.h"
#include "platform/runtime/p256.h"

enum { NOW_S = 1795556700 };

struct pass {
	cc_str iss, guest;
	uint32_t exp;
};

static const struct cc_field pass_fields[] = {
	{ .name = "iss",
	  .json_name = "iss",
	  .tag = 1,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct pass, iss),
	  .max = 200 },
	{ .name = "guest",
	  .json_name = "guest",
	  .tag = 2,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct pass, guest),
	  .max = 200 },
	{ .name = "exp",
	  .json_name = "exp",
	  .tag = 3,
	  .type = CC_UINT32,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct pass, exp) },
};

static const struct cc_message pass_message = {
	.name = "test.Pass",
	.doc = "",
	.size = sizeof(struct pass),
	.fields = pass_fields,
	.field_count = CC_COUNT(pass_fields),
};

struct desk {
	struct cc_ctx ctx;
	struct cc_clock_sim clock;
	struct cc_signer *signer, *stranger; /* of another secret */
	struct cc_signer_sim sims[2];
};

static struct desk *new_desk(void)
{
	struct desk *desk = calloc(1, sizeof *desk);
	assert_non_null(desk);
	desk->ctx.arena = cc_arena_new();
	desk->ctx.clock = &desk->clock.base;
	cc_clock_sim_init(&desk->clock, (cc_time){ CC_SECONDS((int64_t)NOW_S) });
	return desk;
}

static int open_by_seed(void **state)
{
	struct desk *desk = new_desk();
	for (size_t i = 0; i < CC_COUNT(desk->sims); i++)
		cc_signer_sim_init(&desk->sims[i], i);
	desk->ctx.signer = desk->signer = &desk->sims[0].base;
	desk->stranger = &desk->sims[1].base;
	*state = desk;
	return 0;
}

static struct cc_signer *signer_with_a_new_key(struct desk *desk, const char *issuer)
{
	EVP_PKEY *key = cc_p256_generate();
	struct cc_signer *signer = cc_signer_p256_new(&(struct cc_signer_p256_options){
		.private_pem = cc_p256_private_pem(desk->ctx.arena, key),
		.issuer = cc_str_of(issuer),
		.audience = CC_STR("couchannel"),
	});
	EVP_PKEY_free(key);
	return signer;
}

static int open_by_key(void **state)
{
	struct desk *desk = new_desk();
	desk->ctx.signer = desk->signer = signer_with_a_new_key(desk, "https://couch.example");
	desk->stranger = signer_with_a_new_key(desk, "https://couch.example");
	*state = desk;
	return 0;
}

static int close_by_seed(void **state)
{
	struct desk *desk = *state;
	cc_arena_free(desk->ctx.arena);
	free(desk);
	return 0;
}

static int close_by_key(void **state)
{
	struct desk *desk = *state;
	cc_signer_p256_free(desk->signer);
	cc_signer_p256_free(desk->stranger);
	return close_by_seed(state);
}

static cc_str sign_a_pass(struct desk *desk, const char *typ)
{
	const struct pass pass = {
		.iss = cc_issuer(&desk->ctx),
		.guest = CC_STR("Ola \"the\" Guest"),
		.exp = NOW_S + 60,
	};
	return cc_sign_jwt(&desk->ctx, typ, &pass_message, &pass);
}

static cc_err verify(struct desk *desk, cc_str token)
{
	struct pass pass;
	return cc_verify_jwt(&desk->ctx, "pass+jwt", token, &pass_message, &pass);
}

static void what_was_signed_comes_back_whole(void **state)
{
	struct desk *desk = *state;
	struct pass pass;
	CHECK_OK(cc_verify_jwt(&desk->ctx, "pass+jwt", sign_a_pass(desk, "pass+jwt"), &pass_message, &pass));
	CHECK(cc_str_eq(pass.guest, CC_STR("Ola \"the\" Guest")) && pass.exp == NOW_S + 60);
	CHECK(cc_str_eq(pass.iss, desk->signer->issuer));
}

static void a_token_names_its_kind_and_the_key_that_signed_it(void **state)
{
	struct desk *desk = *state;
	struct cc_jws jws;
	assert_null(cc_jws_open(desk->ctx.arena, sign_a_pass(desk, "pass+jwt"), &jws));
	assert_non_null(jws.kid);
	CHECK(cc_str_eq(*jws.kid, cc_signing_keys(&desk->ctx).items[0].kid));
	CHECK(cc_jws_is(&jws, CC_STR("pass+jwt")) && !cc_jws_is(&jws, CC_STR("at+jwt")));
	CHECK(cc_signing_keys(&desk->ctx).items[0].x.len == 43 &&
	      cc_signing_keys(&desk->ctx).items[0].y.len == 43);
}

static void any_changed_bit_is_refused(void **state)
{
	struct desk *desk = *state;
	cc_str token = sign_a_pass(desk, "pass+jwt");
	char *bytes = cc_alloc(&desk->ctx, token.len);
	for (size_t bit = 0; bit < token.len * 8;
	     bit += 3) { /* bits of every value, in a third of the time */
		memcpy(bytes, token.ptr, token.len);
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
		CHECK_REFUSED(verify(desk, (cc_str){ bytes, token.len }), cc_token_invalid);
	}
}

static void a_part_of_it_is_refused_and_so_is_more(void **state)
{
	struct desk *desk = *state;
	cc_str token = sign_a_pass(desk, "pass+jwt");
	for (size_t length = 0; length < token.len; length++)
		CHECK_REFUSED(verify(desk, (cc_str){ token.ptr, length }), cc_token_invalid);
	CHECK_REFUSED(verify(desk, cc_printf(&desk->ctx, "%sA", token.ptr)), cc_token_invalid);
}

static void a_token_of_another_kind_is_refused(void **state)
{
	struct desk *desk = *state;
	CHECK_REFUSED(verify(desk, sign_a_pass(desk, "at+jwt")), cc_token_invalid);
	CHECK_REFUSED(verify(desk, sign_a_pass(desk, "")), cc_token_invalid);
	CHECK_OK(verify(desk, sign_a_pass(desk, "application/pass+jwt"))); /* the long form of the same */
}

static void a_strangers_token_is_refused(void **state)
{
	struct desk *desk = *state;
	desk->ctx.signer = desk->stranger;
	cc_str token = sign_a_pass(desk, "pass+jwt");
	CHECK_OK(verify(desk, token));
	desk->ctx.signer = desk->signer;
	CHECK_REFUSED(verify(desk, token), cc_token_invalid);
}

/* The right key, and a name that is not its own. */
static void a_key_answers_to_its_own_name_alone(void **state)
{
	struct desk *desk = *state;
	uint8_t signature[CC_SIGNATURE_BYTES];
	desk->signer->ops->sign(desk->signer, CC_STR("text"), signature);
	cc_str kid = cc_signing_keys(&desk->ctx).items[0].kid;
	CHECK(desk->signer->ops->verify(desk->signer, kid, CC_STR("text"), signature));
	CHECK(!desk->signer->ops->verify(desk->signer, CC_STR("other"), CC_STR("text"), signature));
	CHECK(!desk->signer->ops->verify(desk->signer, kid, CC_STR("texts"), signature));
}

static void what_another_issuer_says_is_refused_though_the_key_is_right(void **state)
{
	struct desk *desk = *state;
	cc_str token = sign_a_pass(desk, "pass+jwt"), issuer = desk->signer->issuer;
	desk->signer->issuer = CC_STR("https://elsewhere.example");
	CHECK_REFUSED(verify(desk, token), cc_token_invalid);
	desk->signer->issuer = issuer;
}

static void a_token_expires_to_the_second(void **state)
{
	struct desk *desk = *state;
	cc_str token = sign_a_pass(desk, "pass+jwt");
	cc_clock_sim_set(&desk->clock, (cc_time){ CC_SECONDS((int64_t)NOW_S + 60) - 1 });
	CHECK_OK(verify(desk, token));
	cc_clock_sim_set(&desk->clock, (cc_time){ CC_SECONDS((int64_t)NOW_S + 60) });
	CHECK_REFUSED(verify(desk, token), cc_token_expired);
}

static void what_is_not_of_the_contract_is_refused_though_it_is_signed(void **state)
{
	static const char *const payloads[] = {
		"", "[]", "{", "{\"iss\":1}", "{\"iss\":\"sim\",\"exp\":\"tomorrow\"}", "{\"admin\":true}",
	};
	struct desk *desk = *state;
	for (size_t i = 0; i < CC_COUNT(payloads); i++) {
		uint8_t signature[CC_SIGNATURE_BYTES];
		cc_str text = cc_jws_text(desk->ctx.arena, CC_STR("pass+jwt"),
		                          cc_signing_keys(&desk->ctx).items[0].kid, cc_str_of(payloads[i]));
		desk->signer->ops->sign(desk->signer, text, signature);
		CHECK_REFUSED(verify(desk, cc_jws_print(desk->ctx.arena, text, signature)), cc_token_invalid);
	}
}

static void what_is_no_key_of_p256_makes_no_signer(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n" };
	for (size_t i = 0; i < CC_COUNT(texts); i++)
		assert_null(cc_signer_p256_new(&(struct cc_signer_p256_options){
			.private_pem = cc_str_of(texts[i]), .issuer = CC_STR(""), .audience = CC_STR("") }));
}

#define BOTH(test)                                                                                           \
	cmocka_unit_test_setup_teardown(test, open_by_key, close_by_key),                                    \
		cmocka_unit_test_setup_teardown(test, open_by_seed, close_by_seed)

int main(void)
{
	const struct CMUnitTest cases[] = {
		BOTH(what_was_signed_comes_back_whole),
		BOTH(a_token_names_its_kind_and_the_key_that_signed_it),
		BOTH(any_changed_bit_is_refused),
		BOTH(a_part_of_it_is_refused_and_so_is_more),
		BOTH(a_token_of_another_kind_is_refused),
		BOTH(a_strangers_token_is_refused),
		BOTH(a_key_answers_to_its_own_name_alone),
		BOTH(what_another_issuer_says_is_refused_though_the_key_is_right),
		BOTH(a_token_expires_to_the_second),
		BOTH(what_is_not_of_the_contract_is_refused_though_it_is_signed),
		cmocka_unit_test(what_is_no_key_of_p256_makes_no_signer),
	};
	return cmocka_run_group_tests_name("conformance: signer", cases, NULL, NULL);
}
