#include "platform/core/field.h"
#include "platform/core/json.h"
#include "platform/core/json_read.h"
#include "platform/core/run.h"
#include "platform/core/scalar.h"
#include "platform/core/suggest.h"
#include "platform/core/violations.h"

static const struct cc_reason malformed_json = { "malformed_json", CC_INVALID_ARGUMENT };

/* Functions return false where reading cannot go on; a violation alone lets it go on, to find the others. */
struct decoder {
	struct cc_json json;
	struct cc_ctx *ctx;
	struct cc_violations violations;
};

static bool read_object(struct decoder *d, const struct cc_path *path, const struct cc_message *message,
                        void *msg, uint64_t *given);

static void wrong_type(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                       const char *rule)
{
	cc_violate(&d->violations, path, rule, "%s must be %s.", field->name,
	           cc_scalar_expected(d->ctx, field));
}

static bool refuse_type(struct decoder *d, const struct cc_path *path, const struct cc_field *field)
{
	wrong_type(d, path, field, "type");
	return cc_json_skip(&d->json);
}

static bool read_string(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                        void *value)
{
	cc_str text;
	bool valid;
	if (!cc_json_string(&d->json, &text, &valid))
		return false;
	if (!valid)
		cc_violate(&d->violations, path, "utf8",
		           "%s must be UTF-8, without NUL or half a surrogate pair.", field->name);
	else if (!cc_scalar_from_string(d->ctx, field, text, value))
		wrong_type(d, path, field, cc_scalar_rule(field));
	return true;
}

static bool read_number(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                        void *value)
{
	cc_str digits;
	if (!cc_json_number(&d->json, &digits))
		return false;
	if (!cc_scalar_from_number(field, digits, value))
		wrong_type(d, path, field, "type");
	return true;
}

static bool read_bool(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                      void *value)
{
	bool is_true = cc_json_peek(&d->json) == 't';
	if (!cc_json_word(&d->json, is_true ? CC_STR("true") : CC_STR("false")))
		return false;
	if (field->type == CC_BOOL)
		*(bool *)value = is_true;
	else
		wrong_type(d, path, field, "type");
	return true;
}

static bool read_money(struct decoder *d, const struct cc_path *path, cc_money *money)
{
	struct cc_wire_money wire = { 0 };
	if (!read_object(d, path, &cc_wire_money_message, &wire, NULL))
		return false;
	if (!cc_money_of_wire(&wire, money) || money->currency.code[0] == '\0')
		cc_violate(&d->violations, &(struct cc_path){ path, "currency", 0 }, "format",
		           "currency must be three capital letters, such as \"PLN\" (ISO 4217).");
	return true;
}

/* `value` is the struct itself in a list, else where the pointer to it belongs. */
static bool read_nested(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                        void *value)
{
	if (field->type == CC_MONEY)
		return read_money(d, path, value);
	if (field->type != CC_MESSAGE)
		return refuse_type(d, path, field);
	void *msg = value;
	if (!field->repeated) {
		msg = cc_alloc(d->ctx, field->message->size);
		*(void **)value = msg;
	}
	return read_object(d, path, field->message, msg, NULL);
}

static bool read_value(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                       void *value)
{
	switch (cc_json_peek(&d->json)) {
	case '"': return read_string(d, path, field, value);
	case '{': return read_nested(d, path, field, value);
	case 't':
	case 'f': return read_bool(d, path, field, value);
	case '[':
	case 'n': return refuse_type(d, path, field);
	default: return read_number(d, path, field, value);
	}
}

static bool skip_rest(struct decoder *d)
{
	do {
		if (!cc_json_skip(&d->json))
			return false;
	} while (cc_json_take(&d->json, ','));
	return true;
}

static bool read_items(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                       struct cc_list *list)
{
	size_t size = cc_type_size(field);
	size_t max = field->max_items > 0 && field->max_items < CC_ITEMS_MAX ? (size_t)field->max_items
	                                                                     : CC_ITEMS_MAX;
	do {
		if (list->count == max) {
			cc_violate(&d->violations, path, "max_items", "%s must have at most %zu items.",
			           field->name, max);
			return skip_rest(d);
		}
		struct cc_path item = { path, NULL, list->count };
		if (!read_value(d, &item, field, cc_list_append(d->ctx->arena, list, size)))
			return false;
	} while (cc_json_take(&d->json, ','));
	return true;
}

static bool read_list(struct decoder *d, const struct cc_path *path, const struct cc_field *field,
                      struct cc_list *list)
{
	if (cc_json_peek(&d->json) != '[') {
		cc_violate(&d->violations, path, "type", "%s must be an array.", field->name);
		return cc_json_skip(&d->json);
	}
	if (!cc_json_enter(&d->json))
		return false;
	if (cc_json_peek(&d->json) != ']' && !read_items(d, path, field, list))
		return false;
	return cc_json_leave(&d->json, ']');
}

static bool equals(const char *name, cc_str key)
{
	return strncmp(name, key.ptr, key.len) == 0 && name[key.len] == '\0';
}

/* Keys come in the contract's order, nearly always: `next` is where to look first. */
static const struct cc_field *find(const struct cc_message *message, size_t next, cc_str key)
{
	const struct cc_field *fields = message->fields;
	if (next < message->field_count && equals(fields[next].name, key))
		return &fields[next];
	for (size_t i = 0; i < message->field_count; i++)
		if (equals(fields[i].name, key) || equals(fields[i].json_name, key))
			return &fields[i];
	return NULL;
}

static bool refuse_unknown(struct decoder *d, const struct cc_path *parent, const struct cc_message *message,
                           cc_str key, uint64_t bound)
{
	const char *name = cc_copy(d->ctx, key).ptr;
	struct cc_path path = { parent, name, 0 };
	const struct cc_field *field = find(message, 0, key);
	const char *meant = cc_suggest_field(message, key, bound);
	if (field)
		cc_violate(&d->violations, &path, "unknown_field",
		           "%s is given by the path; leave it out of the body.", name);
	else if (meant)
		cc_violate(&d->violations, &path, "unknown_field", "%s is no field; did you mean %s?", name,
		           meant);
	else
		cc_violate(&d->violations, &path, "unknown_field", "%s is no field; leave it out.", name);
	return cc_json_skip(&d->json);
}

static bool other_member_present(const struct cc_field *field, const void *msg)
{
	if (field->presence != CC_ONEOF)
		return false;
	int32_t present = *(const int32_t *)((const char *)msg + field->presence_offset);
	return present != 0 && present != (int32_t)field->tag;
}

static bool read_field(struct decoder *d, const struct cc_path *parent, const struct cc_field *field,
                       void *msg)
{
	struct cc_path path = { parent, field->name, 0 };
	if (field->repeated)
		return read_list(d, &path, field, cc_field_in(field, msg));
	if (other_member_present(field, msg)) {
		cc_violate(&d->violations, &path, "oneof", "%s excludes another field that was given too.",
		           field->name);
		return cc_json_skip(&d->json);
	}
	cc_field_set_present(field, msg);
	return read_value(d, &path, field, cc_field_in(field, msg));
}

/* At a name; what was seen is in `seen`, what had a value in `given`. */
struct members {
	const struct cc_message *message;
	void *msg;
	uint64_t seen, given, bound;
	size_t next;
};

static bool read_member(struct decoder *d, const struct cc_path *path, struct members *m)
{
	cc_str key;
	bool valid;
	if (!cc_json_string(&d->json, &key, &valid))
		return false;
	if (!valid)
		return cc_json_malformed(&d->json, "a name is not UTF-8");
	if (!cc_json_take(&d->json, ':'))
		return cc_json_malformed(&d->json, "a colon is expected");
	const struct cc_field *field = find(m->message, m->next, key);
	size_t i = field ? (size_t)(field - m->message->fields) : 0;
	if (!field || (m->bound >> i & 1))
		return refuse_unknown(d, path, m->message, key, m->bound);
	if (m->seen >> i & 1) {
		cc_violate(&d->violations, &(struct cc_path){ path, field->name, 0 }, "duplicate_key",
		           "%s is given twice; give it once.", field->name);
		return cc_json_skip(&d->json);
	}
	m->seen |= UINT64_C(1) << i;
	m->next = i + 1;
	if (cc_json_peek(&d->json) == 'n') /* null: as if it were not there (proto3 JSON mapping) */
		return cc_json_word(&d->json, CC_STR("null"));
	m->given |= UINT64_C(1) << i;
	return read_field(d, path, field, m->msg);
}

static bool read_object(struct decoder *d, const struct cc_path *path, const struct cc_message *message,
                        void *msg, uint64_t *given)
{
	struct members members = { .message = message, .msg = msg, .bound = given ? *given : 0 };
	if (!cc_json_enter(&d->json))
		return false;
	if (cc_json_peek(&d->json) != '}') {
		do {
			if (!read_member(d, path, &members))
				return false;
		} while (cc_json_take(&d->json, ','));
	}
	cc_message_clear_times(message, msg, members.given | members.bound);
	if (given)
		*given |= members.given;
	return cc_json_leave(&d->json, '}');
}

cc_err cc_json_decode(struct cc_ctx *ctx, cc_str text, const struct cc_message *message, void *msg,
                      uint64_t *given)
{
	static const struct cc_path root = { NULL, NULL, 0 };
	struct decoder d; /* cleared but for the violations' items: they are many bytes and rarely used */
	d.json = (struct cc_json){
		.arena = ctx->arena, .start = text.ptr, .at = text.ptr, .end = text.ptr + text.len
	};
	d.ctx = ctx;
	d.violations.ctx = ctx;
	d.violations.count = 0;
	uint64_t none = 0;
	if (text.len > CC_MESSAGE_BYTES_MAX) {
		cc_violate(&d.violations, &root, "max_length", "The body must be at most %d bytes.",
		           CC_MESSAGE_BYTES_MAX);
		return cc_violations_result(&d.violations);
	}
	cc_json_space(&d.json);
	bool read = cc_json_peek(&d.json) == '{' ? read_object(&d, &root, message, msg, given ? given : &none)
	                                         : cc_json_malformed(&d.json, "an object is expected");
	cc_json_space(&d.json);
	if (read && d.json.at < d.json.end)
		read = cc_json_malformed(&d.json, "something follows the object");
	if (!read && !d.json.too_deep)
		return cc_fail(ctx, &malformed_json, "The body is not JSON: %s, at byte %zu.", d.json.why,
		               (size_t)(d.json.at - d.json.start));
	if (!read)
		cc_violate(&d.violations, &root, "depth", "The body must be nested at most %d levels deep.",
		           CC_DEPTH_MAX);
	return cc_violations_result(&d.violations);
}
