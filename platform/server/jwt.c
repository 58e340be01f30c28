#include "platform/server/jwt.h"

#include <strings.h>

#include "platform/server/base64url.h"
#include "platform/server/json_object.h"

enum { SECONDS_DIGITS_MAX = 12 }; /* the year 33658; in milliseconds it fits 64 bits by far */

/* Header ---------------------------------------------------------------------- */

struct header {
	cc_str alg, typ, kid;
	bool has_kid, has_crit;
};

static bool read_header_member(struct cc_json *json, cc_str name, void *arg)
{
	struct header *header = arg;
	if (cc_str_eq(name, CC_STR("alg")))
		return cc_json_text(json, &header->alg);
	if (cc_str_eq(name, CC_STR("typ")))
		return cc_json_text(json, &header->typ);
	if (cc_str_eq(name, CC_STR("kid")))
		return header->has_kid = cc_json_text(json, &header->kid);
	header->has_crit |= cc_str_eq(name, CC_STR("crit"));
	return cc_json_skip(json);
}

static bool same_media_type(cc_str a, cc_str b)
{
	return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

/* RFC 9068 section 4, and RFC 8725 section 3.11: another kind of token is not mistaken for this one. */
static bool is_access_token(cc_str typ)
{
	return same_media_type(typ, CC_STR("at+jwt")) || same_media_type(typ, CC_STR("application/at+jwt")) ||
	       same_media_type(typ, CC_STR("JWT"));
}

/* Members that bring or name keys (jwk, jku, x5c, x5u) are never used (RFC 8725 sections 3.1 and 3.10). */
static CC_RESULT read_header(struct cc_ctx *ctx, cc_str encoded, struct header *header)
{
	cc_str text;
	if (!cc_base64url_parse(ctx->arena, encoded, &text) ||
	    !cc_json_document(ctx->arena, text, read_header_member, header))
		return cc_fail(ctx, &cc_unauthenticated, "The token's header is malformed.");
	if (!cc_str_eq(header->alg, CC_STR("ES256")))
		return cc_fail(ctx, &cc_unauthenticated, "The token is not signed with ES256.");
	if (!is_access_token(header->typ))
		return cc_fail(ctx, &cc_unauthenticated, "The token's typ is neither at+jwt nor JWT.");
	if (header->has_crit) /* RFC 7515 section 4.1.11 */
		return cc_fail(ctx, &cc_unauthenticated, "The token asks for extensions that are unknown.");
	return CC_OK;
}

/* Up to the next dot, which is taken too; false if there is none. */
static bool take_part(cc_str *rest, cc_str *part)
{
	const char *dot = memchr(rest->ptr, '.', rest->len);
	if (!dot)
		return false;
	*part = (cc_str){ rest->ptr, (size_t)(dot - rest->ptr) };
	*rest = (cc_str){ dot + 1, rest->len - part->len - 1 };
	return true;
}

cc_err cc_jwt_open(struct cc_ctx *ctx, cc_str token, struct cc_jwt *jwt)
{
	if (token.len > CC_JWT_BYTES_MAX)
		return cc_fail(ctx, &cc_unauthenticated, "The token is longer than %d bytes.",
		               CC_JWT_BYTES_MAX);
	cc_str header_part, payload, signature_part = token, signature;
	if (!take_part(&signature_part, &header_part) || !take_part(&signature_part, &payload))
		return cc_fail(ctx, &cc_unauthenticated,
		               "The token is not three parts with a dot between them.");
	struct header *header = cc_alloc(ctx, sizeof *header);
	TRY(read_header(ctx, header_part, header));
	if (!cc_base64url_parse(ctx->arena, signature_part, &signature) ||
	    signature.len != CC_P256_SIGNATURE_BYTES)
		return cc_fail(ctx, &cc_unauthenticated, "The token's signature is malformed.");

	jwt->signed_text = (cc_str){ token.ptr, header_part.len + 1 + payload.len };
	jwt->payload = payload;
	jwt->kid = header->has_kid ? &header->kid : NULL;
	memcpy(jwt->signature, signature.ptr, signature.len);
	return CC_OK;
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

cc_err cc_jwt_read_claims(struct cc_ctx *ctx, const struct cc_jwt *jwt, cc_str audience,
                          struct cc_jwt_claims *claims)
{
	const cc_str none = CC_STR("");
	struct claims_reading reading = {
		.audience = audience,
		.claims = { none, none, none, none, none, false, CC_TIME_NEVER, CC_TIME_NEVER,
		            CC_TIME_NEVER },
	};
	cc_str text;
	if (!cc_base64url_parse(ctx->arena, jwt->payload, &text) ||
	    !cc_json_document(ctx->arena, text, read_claim, &reading))
		return cc_fail(ctx, &cc_unauthenticated, "The token's claims are malformed.");
	*claims = reading.claims;
	return CC_OK;
}
