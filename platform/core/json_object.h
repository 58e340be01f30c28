/*
 * json_object.h - small JSON documents that have no contract: a token's header and claims, key sets.
 *
 * Strict: a name that comes twice, text that is not UTF-8 and bytes after the end are refused (RFC 8725
 * section 2.4 and RFC 7519 section 4 allow readers to take the last of two; then two readers may disagree).
 */
#pragma once

#include "platform/core/json_read.h"

enum { CC_JSON_OBJECT_MEMBERS_MAX = 64 };

/* At the value: takes it, or returns false. */
typedef bool cc_json_reader(struct cc_json *json, cc_str name, void *arg);

/* The whole text is one object. */
bool cc_json_document(struct cc_arena *arena, cc_str text, cc_json_reader *member, void *arg);
bool cc_json_object(struct cc_json *json, cc_json_reader *member, void *arg);
bool cc_json_array(struct cc_json *json, cc_json_reader *item, void *arg); /* each with the name "" */
bool cc_json_text(struct cc_json *json, cc_str *text);
