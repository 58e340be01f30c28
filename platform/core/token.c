#include "platform/core/token.h"

#include "platform/core/base64url.h"
#include "platform/core/json.h"
#include "platform/core/jws.h"
#include "platform/core/run.h"
#include "platform/ports/signer.h"

const struct cc_reason cc_token_invalid = { "token_invalid", CC_INVALID_ARGUMENT };
const struct cc_reason cc_token_expired = { "token_expired", CC_FAILED_PRECONDITION };

static struct cc_signer *signer_of(struct cc_ctx *ctx)
{
	assert(ctx->signer); /* whoever runs services gives them one */
	return ctx->signer;
}

cc_str cc_issuer(struct cc_ctx *ctx)
{
	return signer_of(ctx)->issuer;
}

cc_str cc_audience(struct cc_ctx *ctx)
{
	return signer_of(ctx)->audience;
}

struct cc_signing_key_list cc_signing_keys(struct cc_ctx *ctx)
{
	struct cc_signer *signer = signer_of(ctx);
	return signer->ops->keys(signer);
}

/* A claim that every token has by its contract. */
static const void *claim(const struct cc_message *message, const void *claims, const char *name,
                         enum cc_type type)
{
	const struct cc_field *field = cc_field_named(message, cc_str_of(name));
	assert(field && field->type == type && !field->repeated && field->presence == CC_IMPLICIT);
	return (const char *)claims + field->offset;
}

static cc_str issuer_of(const struct cc_message *message, const void *claims)
{
	return *(const cc_str *)claim(message, claims, "iss", CC_STRING);
}

static cc_time expiry_of(const struct cc_message *message, const void *claims)
{
	return (cc_time){ CC_SECONDS((int64_t) *
		                     (const uint32_t *)claim(message, claims, "exp", CC_UINT32)) };
}

cc_str cc_sign_jwt(struct cc_ctx *ctx, const char *typ, const struct cc_message *message, const void *claims)
{
	struct cc_signer *signer = signer_of(ctx);
	assert(cc_str_eq(issuer_of(message, claims), signer->issuer));
	assert(cc_time_before(cc_now(ctx), expiry_of(message, claims)));
	struct cc_buf payload = { .arena = ctx->arena };
	uint8_t signature[CC_SIGNATURE_BYTES];
	cc_json_encode(&payload, message, claims);
	cc_str text = cc_jws_text(ctx->arena, cc_str_of(typ), signer->ops->keys(signer).items[0].kid,
	                          cc_buf_str(&payload));
	signer->ops->sign(signer, text, signature);
	return cc_jws_print(ctx->arena, text, signature);
}

static CC_RESULT invalid(struct cc_ctx *ctx, const char *sentence)
{
	return cc_fail(ctx, &cc_token_invalid, "%s", sentence);
}

/* Signed by us is well-formed, unless another version of the contract wrote it. */
static CC_RESULT read_claims(struct cc_ctx *ctx, cc_str payload, const struct cc_message *message,
                             void *claims)
{
	cc_str text;
	if (!cc_base64url_parse(ctx->arena, payload, &text) ||
	    cc_json_decode(ctx, text, message, claims, NULL) != CC_OK)
		return invalid(ctx, "The token's claims are not those of its kind; get a new one.");
	return CC_OK;
}

cc_err cc_verify_jwt(struct cc_ctx *ctx, const char *typ, cc_str token, const struct cc_message *message,
                     void *claims)
{
	struct cc_signer *signer = signer_of(ctx);
	struct cc_jws jws;
	const char *why = cc_jws_open(ctx->arena, token, &jws);
	if (why)
		return invalid(ctx, why);
	if (!cc_jws_is(&jws, cc_str_of(typ)))
		return invalid(ctx, "The token is of another kind.");
	if (!jws.kid || !signer->ops->verify(signer, *jws.kid, jws.signed_text, jws.signature))
		return invalid(ctx, "The token was not signed here, or was changed since.");

	void *read = cc_alloc(ctx, message->size);
	TRY(read_claims(ctx, jws.payload, message, read));
	if (!cc_str_eq(issuer_of(message, read), signer->issuer))
		return invalid(ctx, "The token is of another issuer.");
	if (!cc_time_before(cc_now(ctx), expiry_of(message, read)))
		return cc_fail(ctx, &cc_token_expired, "The token has expired; get a new one.");
	memcpy(claims, read, message->size);
	return CC_OK;
}
