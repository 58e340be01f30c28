/* rules.c - (rule): what a value must be, and whether the rule can hold of such a field at all. */
#include "contract.h"

static bool is_number(const struct field *field)
{
	return field->type >= CC_INT32 && field->type <= CC_UINT64;
}

/* The place of the rule itself, in the field's brackets. */
static struct place rule_place(const struct field *field)
{
	return place_in(field->place, FIELD_OPTIONS, OPTION_TAG);
}

static void read_number_limits(struct contract *contract, struct field *field, const struct proto_rule *rule)
{
	if (!rule->has_min && !rule->has_max)
		return;
	if (!is_number(field)) {
		complain(contract, rule_place(field), "%s: min and max are for numbers", field->name);
		return;
	}
	int64_t min = rule->has_min ? rule->min : field->min;
	int64_t max = rule->has_max ? rule->max : field->max;
	if (min < field->min || max > field->max)
		complain(contract, rule_place(field), "%s: min and max must fit the field's type",
		         field->name);
	else if (min > max)
		complain(contract, rule_place(field), "%s: min is greater than max", field->name);
	field->min = min;
	field->max = max;
}

static void read_lengths(struct contract *contract, struct field *field, const struct proto_rule *rule)
{
	if (!rule->has_min_length && !rule->has_max_length)
		return;
	if (field->type != CC_STRING && field->type != CC_BYTES) {
		complain(contract, rule_place(field),
		         "%s: min_length and max_length are for strings and bytes%s", field->name,
		         rule->uuid ? ", and a UUID has a length of its own" : "");
		return;
	}
	int64_t min = rule->has_min_length ? rule->min_length : 0;
	int64_t max = rule->has_max_length ? rule->max_length : field->max;
	if (min < 0 || max > CC_MESSAGE_BYTES_MAX)
		complain(contract, rule_place(field), "%s: lengths are from 0 to %d bytes", field->name,
		         CC_MESSAGE_BYTES_MAX);
	else if (min > max)
		complain(contract, rule_place(field), "%s: min_length is greater than max_length (%lld)",
		         field->name, (long long)max);
	field->min = min;
	field->max = max;
}

static void read_item_counts(struct contract *contract, struct field *field, const struct proto_rule *rule)
{
	if (!rule->has_min_items && !rule->has_max_items)
		return;
	if (!field->repeated) {
		complain(contract, rule_place(field), "%s: min_items and max_items are for repeated fields",
		         field->name);
		return;
	}
	int64_t min = rule->has_min_items ? rule->min_items : 0;
	int64_t max = rule->has_max_items ? rule->max_items : field->max_items;
	if (min < 0 || max > CC_ITEMS_MAX)
		complain(contract, rule_place(field), "%s: item counts are from 0 to %d", field->name,
		         CC_ITEMS_MAX);
	else if (min > max)
		complain(contract, rule_place(field), "%s: min_items is greater than max_items (%lld)",
		         field->name, (long long)max);
	field->min_items = min;
	field->max_items = max;
}

static void read_format(struct contract *contract, struct field *field, const struct proto_rule *rule)
{
	if (rule->format == CC_FORMAT_ANY)
		return;
	if (rule->format < CC_FORMAT_ANY || rule->format > CC_FORMAT_TIME_ZONE)
		complain(contract, rule_place(field), "%s: there is no format %d", field->name, rule->format);
	else if (rule->uuid)
		complain(contract, rule_place(field), "%s: uuid is a format already", field->name);
	else if (field->type != CC_STRING)
		complain(contract, rule_place(field), "%s: format is for strings", field->name);
	field->format = (enum cc_format)rule->format;
}

void read_rule(struct contract *contract, struct field *field, const struct proto_rule *rule)
{
	if (rule->uuid && field->type != CC_UUID)
		complain(contract, rule_place(field), "%s: uuid is for strings", field->name);
	read_number_limits(contract, field, rule);
	read_lengths(contract, field, rule);
	read_item_counts(contract, field, rule);
	read_format(contract, field, rule);
}
