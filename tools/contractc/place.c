/* place.c - where an element stands in its file, what its comment says, what is wrong with it. */
#include <stdarg.h>
#include <stdio.h>

#include "contract.h"

struct place place_in(struct place parent, int32_t tag, int32_t index)
{
	assert(parent.depth + 2 <= PLACE_DEPTH_MAX);
	parent.path[parent.depth++] = tag;
	parent.path[parent.depth++] = index;
	return parent;
}

/* protoc says where each element stands, and the options in it; NULL if it does not say. */
static const struct proto_location *location_of(const struct place *place, size_t depth)
{
	if (!place->file->source)
		return NULL;
	const struct proto_location_list *all = &place->file->source->locations;
	for (size_t i = 0; i < all->count; i++) {
		const struct cc_int32_list *path = &all->items[i].path;
		if (path->count == depth && all->items[i].span.count >= 3 &&
		    (depth == 0 || memcmp(path->items, place->path, depth * sizeof *place->path) == 0))
			return &all->items[i];
	}
	return NULL;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

const char *doc_of(struct contract *contract, struct place place)
{
	const struct proto_location *location = location_of(&place, place.depth);
	if (!location)
		return "";
	cc_str comment = location->leading_comments.len > 0 ? location->leading_comments
	                                                    : location->trailing_comments;
	char *doc = cc_alloc(contract->ctx, comment.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < comment.len;
	     i++) { /* any white space is one space, and none stands at the ends */
		bool space = is_space(comment.ptr[i]);
		if (!space)
			doc[len++] = comment.ptr[i];
		else if (len > 0 && doc[len - 1] != ' ')
			doc[len++] = ' ';
	}
	if (len > 0 && doc[len - 1] == ' ')
		doc[len - 1] = '\0';
	return doc;
}

void complain(struct contract *contract, struct place place, const char *fmt, ...)
{
	char message[512];
	va_list args;
	va_start(args, fmt);
	vsnprintf(message, sizeof message, fmt, args);
	va_end(args);

	const struct proto_location *location = NULL;
	for (size_t depth = place.depth + 1; !location && depth-- > 0;)
		location = location_of(&place, depth);
	int32_t line = location ? location->span.items[0] + 1 : 1;
	int32_t column = location ? location->span.items[1] + 1 : 1;
	cc_buf_printf(&contract->errors, "%s%s:%d:%d: %s", contract->errors.len > 0 ? "\n" : "",
	              text_of(contract, place.file->name), line, column, message);
}
