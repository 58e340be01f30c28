/*
 * No token of ours gets further than its parts allow: the input is tried as a whole token, and, signed as it
 * should be, as the claims of one.
 */
#include "platform/adapters/sim/signer_sim.h"
#include "platform/core/jws.h"
#include "platform/core/run.h"
#include "platform/core/validate.h"
#include "tests/fuzz/fuzz.h"

struct pass {
	cc_str iss, guest;
	uint32_t exp;
};

static const struct cc_field pass_fields[] = {
	{
		.name = "iss",
		.json_name = "iss",
		.tag = 1,
		.type = CC_STRING,
		.presence = CC_IMPLICIT,
		.offset = offsetof(struct pass, iss),
		.max = 200,
	},
	{
		.name = "guest",
		.json_name = "guest",
		.tag = 2,
		.type = CC_STRING,
		.presence = CC_IMPLICIT,
		.offset = offsetof(struct pass, guest),
		.max = 200,
	},
	{
		.name = "exp",
		.json_name = "exp",
		.tag = 3,
		.type = CC_UINT32,
		.presence = CC_IMPLICIT,
		.offset = offsetof(struct pass, exp),
	},
};

static const struct cc_message pass_message = {
	.name = "fuzz.Pass",
	.doc = "",
	.size = sizeof(struct pass),
	.fields = pass_fields,
	.field_count = CC_COUNT(pass_fields),
};

static void check(struct cc_ctx *ctx, cc_str token)
{
	struct pass pass;
	cc_err err = cc_verify_jwt(ctx, "pass+jwt", token, &pass_message, &pass);
	if (err) {
		FUZZ_CHECK(cc_because(err, &cc_token_invalid) || cc_because(err, &cc_token_expired));
		return;
	}
	FUZZ_CHECK(cc_str_eq(pass.iss, ctx->signer->issuer) && cc_utf8_valid(pass.guest));
	FUZZ_CHECK(CC_SECONDS(pass.exp) > cc_now(ctx).ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_signer_sim signer;
	uint8_t signature[CC_SIGNATURE_BYTES];
	cc_str input = { (const char *)bytes, size };
	cc_signer_sim_init(&signer, 1);
	ctx->signer = &signer.base;
	check(ctx, input);

	cc_str text = cc_jws_text(ctx->arena, CC_STR("pass+jwt"), signer.key.kid, input);
	signer.base.ops->sign(&signer.base, text, signature);
	check(ctx, cc_jws_print(ctx->arena, text, signature));
	sample_ctx_free(ctx);
	return 0;
}
