#include "platform/core/json_object.h"

bool cc_json_text(struct cc_json *json, cc_str *text)
{
	cc_str read;
	bool valid;
	if (!cc_json_string(json, &read, &valid) || !valid)
		return false;
	*text = read;
	return true;
}

/* False if it was there before, or if there are too many. */
static bool add_name(cc_str *names, size_t *count, cc_str name)
{
	if (*count == CC_JSON_OBJECT_MEMBERS_MAX)
		return false;
	for (size_t i = 0; i < *count; i++)
		if (cc_str_eq(names[i], name))
			return false;
	names[(*count)++] = name;
	return true;
}

bool cc_json_object(struct cc_json *json, cc_json_reader *member, void *arg)
{
	cc_str names[CC_JSON_OBJECT_MEMBERS_MAX], name;
	size_t count = 0;
	if (cc_json_peek(json) != '{' || !cc_json_enter(json))
		return false;
	if (cc_json_peek(json) == '}')
		return cc_json_leave(json, '}');
	do {
		if (!cc_json_text(json, &name) || !add_name(names, &count, name) || !cc_json_take(json, ':'))
			return false;
		if (!member(json, name, arg))
			return false;
	} while (cc_json_take(json, ','));
	return cc_json_leave(json, '}');
}

bool cc_json_array(struct cc_json *json, cc_json_reader *item, void *arg)
{
	if (cc_json_peek(json) != '[' || !cc_json_enter(json))
		return false;
	if (cc_json_peek(json) == ']')
		return cc_json_leave(json, ']');
	do {
		if (!item(json, CC_STR(""), arg))
			return false;
	} while (cc_json_take(json, ','));
	return cc_json_leave(json, ']');
}

bool cc_json_document(struct cc_arena *arena, cc_str text, cc_json_reader *member, void *arg)
{
	struct cc_json json = {
		.arena = arena,
		.start = text.ptr,
		.at = text.ptr,
		.end = text.ptr + text.len,
	};
	cc_json_space(&json);
	if (!cc_json_object(&json, member, arg))
		return false;
	cc_json_space(&json);
	return json.at == json.end;
}
