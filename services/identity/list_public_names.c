/* list_public_names.c - what users are called in public: first name and initial. */
#include "services/identity/internal.h"

/* Where the first word ends. */
static size_t end_of_word(cc_str text)
{
	const char *space = memchr(text.ptr, ' ', text.len);
	return space ? (size_t)(space - text.ptr) : text.len;
}

/* Bytes of the character that text begins with (RFC 3629 section 3); text is valid UTF-8. */
static size_t first_character(cc_str text)
{
	size_t bytes = 1;
	while (bytes < text.len && ((unsigned char)text.ptr[bytes] & 0xc0) == 0x80)
		bytes++;
	return bytes;
}

/* "Anna Maria Kowalska" is "Anna K.", "Cher" is "Cher". */
static cc_str public_name(struct cc_ctx *ctx, cc_str name)
{
	cc_str first = { name.ptr, end_of_word(name) };
	size_t last = name.len;
	while (last > first.len && name.ptr[last - 1] != ' ')
		last--;
	cc_str surname = { name.ptr + last, name.len - last };
	if (last <= first.len || surname.len == 0)
		return first;
	return cc_printf(ctx, "%.*s %.*s.", (int)first.len, first.ptr, (int)first_character(surname),
	                 surname.ptr);
}

cc_err identity_list_public_names(struct cc_ctx *ctx, const struct identity_list_public_names_request *query,
                                  struct identity_list_public_names_response *names)
{
	names->items.items = cc_alloc_array(ctx, query->user_ids.count, sizeof *names->items.items);
	for (size_t i = 0; i < query->user_ids.count; i++) {
		struct identity_user user;
		cc_err err = identity_load_user(ctx, query->user_ids.items[i], &user);
		if (cc_is(err, CC_NOT_FOUND))
			continue;
		TRY(err);
		names->items.items[names->items.count++] = (struct identity_public_name){
			.user_id = user.user_id,
			.name = public_name(ctx, user.name),
		};
	}
	return CC_OK;
}
