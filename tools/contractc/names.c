/* names.c - from protobuf's names to C's. */
#include <ctype.h>

#include "contract.h"

const char *text_of(struct contract *contract, cc_str text)
{
	return cc_copy(contract->ctx, text).ptr;
}

/* "HoldSeats" -> "hold_seats", "URLCheck" -> "url_check", "Outer.Inner" -> "outer_inner" */
const char *snake_case(struct contract *contract, const char *camel)
{
	char *out = cc_alloc(contract->ctx, 2 * strlen(camel) + 1);
	size_t len = 0;
	for (const char *c = camel; *c; c++) {
		bool starts_word = c > camel && isupper((unsigned char)*c) && c[-1] != '.' && c[-1] != '_' &&
		                   (!isupper((unsigned char)c[-1]) || islower((unsigned char)c[1]));
		if (starts_word)
			out[len++] = '_';
		out[len++] = *c == '.' ? '_' : (char)tolower((unsigned char)*c);
	}
	return out;
}

const char *upper_case(struct contract *contract, const char *text)
{
	char *out = cc_alloc(contract->ctx, strlen(text) + 1);
	for (size_t i = 0; text[i]; i++)
		out[i] = (char)toupper((unsigned char)text[i]);
	return out;
}

bool is_snake_case(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
	return islower((unsigned char)*text) && text[len] == '\0' && text[len - 1] != '_' &&
	       !strstr(text, "__");
}

const char *service_of(struct contract *contract, cc_str package)
{
	static const char before[] = "couchannel.", after[] = ".v1";
	size_t before_len = sizeof before - 1, after_len = sizeof after - 1;
	if (package.len <= before_len + after_len || memcmp(package.ptr, before, before_len) != 0 ||
	    memcmp(package.ptr + package.len - after_len, after, after_len) != 0)
		return NULL;
	const char *service =
		text_of(contract, (cc_str){ package.ptr + before_len, package.len - before_len - after_len });
	return is_snake_case(service) ? service : NULL;
}

/* protobuf's enumerators are named in the scope that the enum stands in, and so are ours. */
const char *enumerator_name(struct contract *contract, const struct type *type, size_t index)
{
	const char *enum_name = strrchr(type->name, '.') + 1;
	size_t scope_len = strlen(type->c_name) - strlen(snake_case(contract, enum_name));
	const char *scope = upper_case(contract, text_of(contract, (cc_str){ type->c_name, scope_len }));
	cc_str value = type->enumeration->values.items[index].name;
	return cc_printf(contract->ctx, "%s%.*s", scope, (int)value.len, value.ptr).ptr;
}

/* "SEAT_KIND_SOFA" of SeatKind -> "sofa" */
const char *enumerator_text(struct contract *contract, const struct type *type, size_t index)
{
	const char *enum_name = strrchr(type->name, '.') + 1;
	const char *prefix = cc_printf(contract->ctx, "%s_", snake_case(contract, enum_name)).ptr;
	const char *value = text_of(contract, type->enumeration->values.items[index].name);
	char *text = cc_alloc(contract->ctx, strlen(value) + 1);
	for (size_t i = 0; value[i]; i++)
		text[i] = (char)tolower((unsigned char)value[i]);
	size_t prefix_len = strlen(prefix);
	bool prefixed = strncmp(text, prefix, prefix_len) == 0 && text[prefix_len] != '\0';
	return prefixed ? text + prefix_len : text;
}
