#include "platform/server/jwt.h"

#include "platform/core/base64url.h"
#include "platform/core/json_object.h"

enum { SECONDS_DIGITS_MAX = 12 }; /* the year 33658; in milliseconds it fits 64 bits by far */

/* RFC 9068 section 4, and RFC 8725 section 3.11: another kind of token is not mistaken for this one. */
static bool is_access_token(const struct cc_jws *jws)
{
	return cc_jws_is(jws, CC_STR("at+jwt")) || cc_jws_is(jws, CC_STR("JWT"));
}

cc_err cc_jwt_open(struct cc_ctx *ctx, cc_str token, struct cc_jws *jws)
{
	const char *why = cc_jws_open(ctx->arena, token, jws);
	if (!why && !is_access_token(jws))
		why = "The token's typ is neither at+jwt nor JWT.";
	return why ? cc_fail(ctx, &cc_unauthenticated, "%s", why) : CC_OK;
}

/* Claims ---------------------------------------------------------------------- */

struct claims_reading {
	struct cc_jwt_claims claims;
	cc_str audience;
};

/* A NumericDate (RFC 7519 section 2): seconds, perhaps with a fraction, which is cut. */
static bool read_time(struct cc_json *json, cc_time *time)
{
	cc_str digits;
	if (!cc_json_number(json, &digits))
		return false;
	int64_t seconds = 0;
	size_t at = 0;
	for (; at < digits.len && digits.ptr[at] >= '0' && digits.ptr[at] <= '9'; at++) {
		if (at == SECONDS_DIGITS_MAX)
			return false;
		seconds = seconds * 10 + (digits.ptr[at] - '0');
	}
	bool fraction = at > 0 && at < digits.len && digits.ptr[at] == '.';
	bool exponent = memchr(digits.ptr, 'e', digits.len) || memchr(digits.ptr, 'E', digits.len);
	if ((at < digits.len && !fraction) || exponent)
		return false;
	*time = (cc_time){ CC_SECONDS(seconds) };
	return true;
}

static bool read_one_audience(struct cc_json *json, cc_str name, void *arg)
{
	(void)name;
	struct claims_reading *reading = arg;
	cc_str audience;
	if (!cc_json_text(json, &audience))
		return false;
	reading->claims.is_for_audience |= cc_str_eq(audience, reading->audience);
	return true;
}

/* RFC 7519 section 4.1.3: one, or a list of them. */
static bool read_audience(struct cc_json *json, struct claims_reading *reading)
{
	if (cc_json_peek(json) == '[')
		return cc_json_array(json, read_one_audience, reading);
	return read_one_audience(json, CC_STR(""), reading);
}

static bool read_claim(struct cc_json *json, cc_str name, void *arg)
{
	struct claims_reading *reading = arg;
	struct cc_jwt_claims *claims = &reading->claims;
	const struct {
		cc_str name;
		cc_str *text;
	} texts[] = {
		{ CC_STR("iss"), &claims->issuer },      { CC_STR("sub"), &claims->subject },
		{ CC_STR("service"), &claims->service }, { CC_STR("scope"), &claims->scopes },
		{ CC_STR("roles"), &claims->roles },
	};
	for (size_t i = 0; i < CC_COUNT(texts); i++)
		if (cc_str_eq(name, texts[i].name))
			return cc_json_text(json, texts[i].text);
	if (cc_str_eq(name, CC_STR("exp")))
		return read_time(json, &claims->expires_at);
	if (cc_str_eq(name, CC_STR("nbf")))
		return read_time(json, &claims->not_before);
	if (cc_str_eq(name, CC_STR("iat")))
		return read_time(json, &claims->issued_at);
	return cc_str_eq(name, CC_STR("aud")) ? read_audience(json, reading) : cc_json_skip(json);
}

cc_err cc_jwt_read_claims(struct cc_ctx *ctx, cc_str payload, cc_str audience, struct cc_jwt_claims *claims)
{
	const cc_str none = CC_STR("");
	struct claims_reading reading = {
		.audience = audience,
		.claims = { none, none, none, none, none, false, CC_TIME_NEVER, CC_TIME_NEVER,
		            CC_TIME_NEVER },
	};
	cc_str text;
	if (!cc_base64url_parse(ctx->arena, payload, &text) ||
	    !cc_json_document(ctx->arena, text, read_claim, &reading))
		return cc_fail(ctx, &cc_unauthenticated, "The token's claims are malformed.");
	*claims = reading.claims;
	return CC_OK;
}
