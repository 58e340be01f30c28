#include "platform/core/validate.h"

#include "platform/core/field.h"
#include "platform/core/run.h"
#include "platform/core/scalar.h"
#include "platform/core/text_format.h"
#include "platform/core/violations.h"

static void check_message(struct cc_violations *found, const struct cc_path *path,
                          const struct cc_message *message, const void *msg);

/* A table that was written by hand may leave the range out. */
static bool has_range(const struct cc_field *field)
{
	return field->min != 0 || field->max != 0;
}

static void check_number(struct cc_violations *found, const struct cc_path *path,
                         const struct cc_field *field, int64_t n)
{
	if (!has_range(field))
		return;
	if (n < field->min)
		cc_violate(found, path, "min", "%s must be at least %lld.", field->name,
		           (long long)field->min);
	else if (n > field->max)
		cc_violate(found, path, "max", "%s must be at most %lld.", field->name,
		           (long long)field->max);
}

/* A maximum of INT64_MAX is none: an unsigned number may be larger. */
static void check_unsigned(struct cc_violations *found, const struct cc_path *path,
                           const struct cc_field *field, uint64_t n)
{
	if (n <= INT64_MAX)
		check_number(found, path, field, (int64_t)n);
	else if (has_range(field) && field->max != INT64_MAX)
		cc_violate(found, path, "max", "%s must be at most %lld.", field->name,
		           (long long)field->max);
}

static const char *plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

static void check_text(struct cc_violations *found, const struct cc_path *path, const struct cc_field *field,
                       cc_str text)
{
	int64_t len = (int64_t)text.len;
	if (has_range(field) && len < field->min)
		cc_violate(found, path, "min_length", "%s must be at least %lld byte%s long.", field->name,
		           (long long)field->min, plural(field->min));
	else if (has_range(field) && len > field->max)
		cc_violate(found, path, "max_length", "%s must be at most %lld byte%s long.", field->name,
		           (long long)field->max, plural(field->max));
	else if (field->type == CC_STRING && !cc_format_matches(field->format, text))
		cc_violate(found, path, "format", "%s must be %s.", field->name,
		           cc_format_expected(field->format));
}

static void check_enum(struct cc_violations *found, const struct cc_path *path, const struct cc_field *field,
                       int32_t n)
{
	if (!cc_enum_by_number(field->enumeration, n))
		cc_violate(found, path, "enum", "%s must be %s.", field->name,
		           cc_scalar_expected(found->ctx, field));
}

static void check_value(struct cc_violations *found, const struct cc_path *path, const struct cc_field *field,
                        const void *value)
{
	switch (field->type) {
	case CC_INT32: check_number(found, path, field, *(const int32_t *)value); return;
	case CC_INT64: check_number(found, path, field, *(const int64_t *)value); return;
	case CC_UINT32: check_number(found, path, field, *(const uint32_t *)value); return;
	case CC_UINT64: check_unsigned(found, path, field, *(const uint64_t *)value); return;
	case CC_STRING:
	case CC_BYTES: check_text(found, path, field, *(const cc_str *)value); return;
	case CC_ENUM: check_enum(found, path, field, *(const int32_t *)value); return;
	case CC_MESSAGE:
		check_message(found, path, field->message,
		              field->repeated ? value : *(const void *const *)value);
		return;
	case CC_BOOL:
	case CC_UUID:
	case CC_TIME:
	case CC_MONEY: return;
	}
}

/* An item, and a value whose field promises one, must say something. */
static bool is_missing(const struct cc_field *field, const void *value)
{
	switch (field->type) {
	case CC_STRING:
	case CC_BYTES: return ((const cc_str *)value)->len == 0 && field->presence == CC_REQUIRED;
	case CC_ENUM: return *(const int32_t *)value == 0;
	case CC_UUID: return cc_id_is_none(*(const cc_id *)value);
	case CC_TIME: return ((const cc_time *)value)->ms == CC_TIME_NOT_GIVEN.ms;
	case CC_MONEY: return ((const cc_money *)value)->currency.code[0] == '\0';
	case CC_MESSAGE: return !field->repeated && *(const void *const *)value == NULL;
	default: return false;
	}
}

static void check_present(struct cc_violations *found, const struct cc_path *path,
                          const struct cc_field *field, const void *value)
{
	if (is_missing(field, value))
		cc_violate(found, path, "required", "%s is required.", field->name);
	else
		check_value(found, path, field, value);
}

static void check_list(struct cc_violations *found, const struct cc_path *path, const struct cc_field *field,
                       const struct cc_list *list)
{
	int64_t count = (int64_t)list->count;
	size_t size = cc_type_size(field);
	if (count < field->min_items)
		cc_violate(found, path, "min_items", "%s must have at least %lld item%s.", field->name,
		           (long long)field->min_items, plural(field->min_items));
	if (field->max_items > 0 && count > field->max_items)
		cc_violate(found, path, "max_items", "%s must have at most %lld item%s.", field->name,
		           (long long)field->max_items, plural(field->max_items));
	for (size_t i = 0; i < list->count && found->count < CC_VIOLATIONS_MAX; i++) {
		struct cc_path item = { path, NULL, i };
		check_present(found, &item, field, (const char *)list->items + i * size);
	}
}

static void check_message(struct cc_violations *found, const struct cc_path *path,
                          const struct cc_message *message, const void *msg)
{
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		const void *value = cc_field_of(field, msg);
		struct cc_path at = { path, field->name, 0 };
		if (field->repeated)
			check_list(found, &at, field, value);
		else if (field->presence == CC_REQUIRED || !cc_field_absent(field, msg))
			check_present(found, &at, field, value);
	}
}

cc_err cc_validate(struct cc_ctx *ctx, const struct cc_message *message, const void *msg)
{
	static const struct cc_path root = { NULL, NULL, 0 };
	struct cc_violations found;
	found.ctx = ctx;
	found.count = 0;
	check_message(&found, &root, message, msg);
	return cc_violations_result(&found);
}
