#include "platform/server/jwks.h"

#include <stdlib.h>

#include "platform/core/base64url.h"
#include "platform/core/json_object.h"
#include "platform/runtime/p256.h"

static const struct cc_reason invalid_jwks = { "invalid_jwks", CC_INVALID_ARGUMENT };

struct cc_jwks {
	size_t count;
	struct key {
		EVP_PKEY *public;
		bool has_kid;
		size_t kid_len;
		char kid[CC_JWKS_KID_BYTES_MAX];
	} keys[CC_JWKS_KEYS_MAX];
};

/* One member of "keys", as far as it matters here.  What is not there is empty. */
struct candidate {
	cc_str kty, crv, use, alg, x, y, kid;
	bool has_kid, has_operations, may_verify, is_private;
};

struct reading {
	struct cc_jwks *jwks;
	bool has_keys;
	const char *why; /* NULL: it is not such JSON at all */
};

static bool refuse(struct reading *reading, const char *why)
{
	reading->why = why;
	return false;
}

static bool read_operation(struct cc_json *json, cc_str name, void *arg)
{
	(void)name;
	struct candidate *candidate = arg;
	cc_str operation;
	if (!cc_json_text(json, &operation))
		return false;
	candidate->may_verify |= cc_str_eq(operation, CC_STR("verify"));
	return true;
}

static bool read_key_member(struct cc_json *json, cc_str name, void *arg)
{
	struct candidate *candidate = arg;
	const struct {
		cc_str name;
		cc_str *value;
	} texts[] = {
		{ CC_STR("kty"), &candidate->kty }, { CC_STR("crv"), &candidate->crv },
		{ CC_STR("use"), &candidate->use }, { CC_STR("alg"), &candidate->alg },
		{ CC_STR("x"), &candidate->x },     { CC_STR("y"), &candidate->y },
		{ CC_STR("kid"), &candidate->kid },
	};
	candidate->has_kid |= cc_str_eq(name, CC_STR("kid"));
	candidate->is_private |= cc_str_eq(name, CC_STR("d"));
	for (size_t i = 0; i < CC_COUNT(texts); i++)
		if (cc_str_eq(name, texts[i].name))
			return cc_json_text(json, texts[i].value);
	if (!cc_str_eq(name, CC_STR("key_ops")))
		return cc_json_skip(json);
	candidate->has_operations = true;
	return cc_json_array(json, read_operation, candidate);
}

static bool absent_or(cc_str value, cc_str wanted)
{
	return value.len == 0 || cc_str_eq(value, wanted);
}

static bool is_for_us(const struct candidate *candidate)
{
	return cc_str_eq(candidate->kty, CC_STR("EC")) && cc_str_eq(candidate->crv, CC_STR("P-256")) &&
	       absent_or(candidate->use, CC_STR("sig")) && absent_or(candidate->alg, CC_STR("ES256")) &&
	       (!candidate->has_operations || candidate->may_verify);
}

static bool read_coordinate(struct cc_arena *arena, cc_str text, uint8_t bytes[CC_P256_COORDINATE_BYTES])
{
	cc_str parsed;
	if (!cc_base64url_parse(arena, text, &parsed) || parsed.len != CC_P256_COORDINATE_BYTES)
		return false;
	memcpy(bytes, parsed.ptr, parsed.len);
	return true;
}

static const struct key *find_kid(const struct cc_jwks *jwks, cc_str kid)
{
	for (size_t i = 0; i < jwks->count; i++) {
		const struct key *key = &jwks->keys[i];
		if (key->has_kid && cc_str_eq((cc_str){ key->kid, key->kid_len }, kid))
			return key;
	}
	return NULL;
}

static bool add_key(struct reading *reading, struct cc_arena *arena, const struct candidate *candidate)
{
	struct cc_jwks *jwks = reading->jwks;
	if (jwks->count == CC_JWKS_KEYS_MAX)
		return refuse(reading, "has more than 16 keys for ES256");
	if (candidate->kid.len > CC_JWKS_KID_BYTES_MAX)
		return refuse(reading, "has a key id that is longer than 128 bytes");
	if (candidate->has_kid && find_kid(jwks, candidate->kid))
		return refuse(reading, "has two keys of one id");
	struct cc_p256_point point;
	if (!read_coordinate(arena, candidate->x, point.x) || !read_coordinate(arena, candidate->y, point.y))
		return refuse(reading, "has a P-256 key without 32 bytes for x and 32 for y");
	EVP_PKEY *public = cc_p256_public(&point);
	if (!public)
		return refuse(reading, "has a P-256 key whose point is not on the curve");
	struct key *key = &jwks->keys[jwks->count++];
	*key = (struct key){ .public = public, .has_kid = candidate->has_kid, .kid_len = candidate->kid.len };
	memcpy(key->kid, candidate->kid.ptr, candidate->kid.len);
	return true;
}

static bool read_key(struct cc_json *json, cc_str name, void *arg)
{
	(void)name;
	struct reading *reading = arg;
	const cc_str none = CC_STR("");
	struct candidate candidate = { none, none, none, none, none, none, none };
	if (!cc_json_object(json, read_key_member, &candidate))
		return false;
	if (candidate.is_private)
		return refuse(reading, "has a private key: replace that key, and publish public ones only");
	return !is_for_us(&candidate) || add_key(reading, json->arena, &candidate);
}

static bool read_member(struct cc_json *json, cc_str name, void *arg)
{
	struct reading *reading = arg;
	if (!cc_str_eq(name, CC_STR("keys")))
		return cc_json_skip(json);
	reading->has_keys = true;
	return cc_json_array(json, read_key, reading);
}

static const char *read_set(struct reading *reading, struct cc_arena *arena, cc_str json)
{
	if (json.len > CC_JWKS_BYTES_MAX)
		return "is larger than 64 KiB";
	bool read = cc_json_document(arena, json, read_member, reading);
	if (reading->why)
		return reading->why;
	if (!read || !reading->has_keys)
		return "is not a JSON object with a list of keys (RFC 7517 section 5)";
	return reading->jwks->count == 0 ? "has no key for ES256 (kty EC, crv P-256)" : NULL;
}

cc_err cc_jwks_parse(struct cc_ctx *ctx, cc_str json, struct cc_jwks **jwks)
{
	struct reading reading = { .jwks = calloc(1, sizeof *reading.jwks) };
	if (!reading.jwks)
		cc_die("out of memory for keys");
	const char *why = read_set(&reading, ctx->arena, json);
	if (why) {
		cc_jwks_free(reading.jwks);
		return cc_fail(ctx, &invalid_jwks, "The key set %s.", why);
	}
	*jwks = reading.jwks;
	return CC_OK;
}

void cc_jwks_free(struct cc_jwks *jwks)
{
	for (size_t i = 0; jwks && i < jwks->count; i++)
		EVP_PKEY_free(jwks->keys[i].public);
	free(jwks);
}

EVP_PKEY *cc_jwks_find(const struct cc_jwks *jwks, const cc_str *kid)
{
	if (!kid)
		return jwks->count == 1 ? jwks->keys[0].public : NULL;
	const struct key *key = find_kid(jwks, *kid);
	return key ? key->public : NULL;
}
