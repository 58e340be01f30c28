#include "platform/core/jws.h"

#include <strings.h>

#include "platform/core/base64url.h"
#include "platform/core/json_object.h"

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

/* Members that bring or name keys (jwk, jku, x5c, x5u) are never used (RFC 8725 sections 3.1 and 3.10). */
static const char *read_header(struct cc_arena *arena, cc_str encoded, struct header *header)
{
	cc_str text;
	if (!cc_base64url_parse(arena, encoded, &text) ||
	    !cc_json_document(arena, text, read_header_member, header))
		return "The token's header is malformed.";
	if (!cc_str_eq(header->alg, CC_STR("ES256")))
		return "The token is not signed with ES256.";
	if (header->has_crit) /* RFC 7515 section 4.1.11 */
		return "The token asks for extensions that are unknown.";
	return NULL;
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

const char *cc_jws_open(struct cc_arena *arena, cc_str token, struct cc_jws *jws)
{
	_Static_assert(CC_TOKEN_BYTES_MAX == 8 * 1024, "the sentence says so");
	if (token.len > CC_TOKEN_BYTES_MAX)
		return "The token is longer than 8192 bytes.";
	cc_str header_part, payload, signature_part = token, signature;
	if (!take_part(&signature_part, &header_part) || !take_part(&signature_part, &payload))
		return "The token is not three parts with a dot between them.";
	struct header *header = cc_arena_alloc(arena, sizeof *header);
	const char *why = read_header(arena, header_part, header);
	if (why)
		return why;
	if (!cc_base64url_parse(arena, signature_part, &signature) || signature.len != CC_SIGNATURE_BYTES)
		return "The token's signature is malformed.";

	*jws = (struct cc_jws){
		.signed_text = { token.ptr, header_part.len + 1 + payload.len },
		.typ = header->typ,
		.kid = header->has_kid ? &header->kid : NULL,
		.payload = payload,
	};
	memcpy(jws->signature, signature.ptr, signature.len);
	return NULL;
}

bool cc_jws_is(const struct cc_jws *jws, cc_str typ)
{
	const cc_str prefix = CC_STR("application/");
	cc_str said = jws->typ;
	if (said.len > prefix.len && strncasecmp(said.ptr, prefix.ptr, prefix.len) == 0)
		said = (cc_str){ said.ptr + prefix.len, said.len - prefix.len };
	return said.len == typ.len && strncasecmp(said.ptr, typ.ptr, typ.len) == 0;
}

cc_str cc_jws_text(struct cc_arena *arena, cc_str typ, cc_str kid, cc_str payload)
{
	struct cc_buf header = { .arena = arena }, text = { .arena = arena };
	cc_buf_add(&header, CC_STR("{\"alg\":\"ES256\",\"typ\":"));
	cc_buf_add_json(&header, typ);
	cc_buf_add(&header, CC_STR(",\"kid\":"));
	cc_buf_add_json(&header, kid);
	cc_buf_add_char(&header, '}');
	cc_buf_add(&text, cc_base64url_print(arena, cc_buf_str(&header)));
	cc_buf_add_char(&text, '.');
	cc_buf_add(&text, cc_base64url_print(arena, payload));
	return cc_buf_str(&text);
}

cc_str cc_jws_print(struct cc_arena *arena, cc_str text, const uint8_t signature[CC_SIGNATURE_BYTES])
{
	struct cc_buf token = { .arena = arena };
	cc_buf_add(&token, text);
	cc_buf_add_char(&token, '.');
	cc_buf_add(&token,
	           cc_base64url_print(arena, (cc_str){ (const char *)signature, CC_SIGNATURE_BYTES }));
	cc_buf_add_char(&token, '\0');
	return (cc_str){ token.ptr, token.len - 1 };
}
