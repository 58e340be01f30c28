/*
 * json_read.h - JSON's tokens (RFC 8259), without meaning.  For platform/core only.
 *
 * Every function returns false where the text is malformed, having said why.
 */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/message.h"

struct cc_json {
	struct cc_arena *arena;
	const char *start, *at, *end;
	const char *why;
	int depth;     /* of open objects and arrays */
	bool too_deep; /* why reading stopped, if `why` is not set */
};

bool cc_json_malformed(struct cc_json *json, const char *why);
/* At the bracket that opens an object or an array; false if that is one level too many. */
bool cc_json_enter(struct cc_json *json);
/* At the bracket that closes it. */
bool cc_json_leave(struct cc_json *json, char bracket);
/* The bytes between the quotes, or in the arena if there are escapes; *valid: UTF-8, with no lone surrogate
 * or NUL. */
bool cc_json_string(struct cc_json *json, cc_str *text, bool *valid);
bool cc_json_number(struct cc_json *json, cc_str *digits);
bool cc_json_word(struct cc_json *json, cc_str word); /* true, false, null */
/* Any value at all, no deeper than CC_DEPTH_MAX. */
bool cc_json_skip(struct cc_json *json);

static inline void cc_json_space(struct cc_json *json)
{
	while (json->at < json->end &&
	       (*json->at == ' ' || *json->at == '\n' || *json->at == '\r' || *json->at == '\t'))
		json->at++;
}

/* NUL at the end, which no token begins with. */
static inline char cc_json_peek(const struct cc_json *json)
{
	return json->at < json->end ? *json->at : '\0';
}

/* Takes one character if it comes next, and the white space around it. */
static inline bool cc_json_take(struct cc_json *json, char c)
{
	cc_json_space(json);
	if (json->at == json->end || *json->at != c)
		return false;
	json->at++;
	cc_json_space(json);
	return true;
}
