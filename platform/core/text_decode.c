#include "platform/core/field.h"
#include "platform/core/json.h"
#include "platform/core/run.h"
#include "platform/core/scalar.h"
#include "platform/core/validate.h"
#include "platform/core/violations.h"

static bool parse_bool(cc_str text, bool *value)
{
	*value = cc_str_eq(text, CC_STR("true"));
	return *value || cc_str_eq(text, CC_STR("false"));
}

static bool parse(struct cc_ctx *ctx, const struct cc_field *field, cc_str text, void *value)
{
	if (field->type == CC_BOOL)
		return parse_bool(text, value);
	return cc_utf8_valid(text) && (cc_scalar_from_string(ctx, field, text, value) ||
	                               (field->type == CC_ENUM && cc_scalar_from_number(field, text, value)));
}

cc_err cc_text_decode(struct cc_ctx *ctx, cc_str text, const struct cc_message *message,
                      const struct cc_field *field, void *msg)
{
	assert(field >= message->fields && field < message->fields + message->field_count);
	struct cc_violations violations = { .ctx = ctx };
	const struct cc_path root = { NULL, NULL, 0 }, path = { &root, field->name, 0 };
	struct cc_list *list = cc_field_in(field, msg);
	if (field->repeated && list->count == CC_ITEMS_MAX) {
		cc_violate(&violations, &path, "max_items", "%s must have at most %d items.", field->name,
		           CC_ITEMS_MAX);
		return cc_violations_result(&violations);
	}
	void *value = field->repeated ? cc_list_append(ctx->arena, list, cc_type_size(field))
	                              : cc_field_in(field, msg);
	if (!parse(ctx, field, text, value))
		cc_violate(&violations, &path, cc_scalar_rule(field), "%s must be %s.", field->name,
		           cc_scalar_expected(ctx, field));
	cc_field_set_present(field, msg);
	return cc_violations_result(&violations);
}
