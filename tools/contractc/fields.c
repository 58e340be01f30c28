/* fields.c - the fields of a message: which C type each is, and whether it may be absent. */
#include "contract.h"

enum { STRING_BYTES_DEFAULT = 200, ITEMS_DEFAULT = 100 };

/* 0: not a type that stands for itself. */
static enum cc_type scalar_type(int32_t proto_type)
{
	switch (proto_type) {
	case TYPE_BOOL: return CC_BOOL;
	case TYPE_INT32: return CC_INT32;
	case TYPE_INT64: return CC_INT64;
	case TYPE_UINT32: return CC_UINT32;
	case TYPE_UINT64: return CC_UINT64;
	case TYPE_STRING: return CC_STRING;
	case TYPE_BYTES: return CC_BYTES;
	default: return 0;
	}
}

static void read_named_type(struct contract *contract, struct field *field, const struct proto_field *proto)
{
	const struct type *type = type_named(contract, proto->type_name);
	bool ours = type && service_of(contract, type->place.file->package);
	if (cc_str_eq(proto->type_name, CC_STR(".google.protobuf.Timestamp"))) {
		field->type = CC_TIME;
	} else if (cc_str_eq(proto->type_name, CC_STR(".couchannel.type.v1.Money"))) {
		field->type = CC_MONEY;
	} else if (type && type->message && type->message->options && type->message->options->map_entry) {
		complain(contract, field->place, "%s: maps are not supported; use a repeated message",
		         field->name);
	} else if (!ours) {
		complain(contract, field->place, "%s: type %.*s is not supported", field->name,
		         (int)proto->type_name.len, proto->type_name.ptr);
	} else {
		field->type = type->message ? CC_MESSAGE : CC_ENUM;
		field->of = type;
	}
}

static void read_type(struct contract *contract, struct field *field, const struct proto_field *proto)
{
	if (proto->type == TYPE_MESSAGE || proto->type == TYPE_ENUM)
		read_named_type(contract, field, proto);
	else
		field->type = scalar_type(proto->type);
	if (!field->type && proto->type != TYPE_MESSAGE && proto->type != TYPE_ENUM)
		complain(contract, field->place,
		         "%s: float, double, fixed, sint and group fields are not supported; "
		         "use int32, int64, uint32 or uint64",
		         field->name);
}

/* What limits a field that has no rule. */
static void set_default_limits(struct field *field)
{
	field->max_items = field->repeated ? ITEMS_DEFAULT : 0;
	switch (field->type) {
	case CC_INT32:
		field->min = INT32_MIN;
		field->max = INT32_MAX;
		break;
	case CC_INT64:
		field->min = INT64_MIN;
		field->max = INT64_MAX;
		break;
	case CC_UINT32: field->max = UINT32_MAX; break;
	case CC_UINT64:
		field->max = INT64_MAX; /* a limit is an int64 */
		break;
	case CC_STRING: field->max = STRING_BYTES_DEFAULT; break;
	case CC_BYTES: field->max = CC_MESSAGE_BYTES_MAX; break;
	default: break;
	}
}

/* A scalar's default value means "not given"; nothing of the sort is an id, a time or an enum. */
static enum cc_presence presence_of(const struct field *field, const struct proto_field *proto)
{
	if (field->oneof)
		return CC_ONEOF;
	if (proto->proto3_optional)
		return CC_OPTIONAL;
	bool has_default = field->type < CC_ENUM;
	return field->repeated || has_default ? CC_IMPLICIT : CC_REQUIRED;
}

static void read_field(struct contract *contract, struct type *type, size_t index)
{
	const struct proto_field *proto = &type->message->fields.items[index];
	struct field *field = &type->fields[index];
	field->place = place_in(type->place, MESSAGE_FIELD, (int32_t)index);
	field->name = text_of(contract, proto->name);
	field->json_name = text_of(contract, proto->json_name);
	field->doc = doc_of(contract, field->place);
	field->tag = (uint32_t)proto->number;
	field->repeated = proto->label == LABEL_REPEATED;
	for (size_t i = 0; i < type->message->fields.count; i++)
		field->row += type->message->fields.items[i].number < proto->number;

	/* An optional field is a oneof of its own to protoc (proto3_optional). */
	bool in_oneof = proto->has_oneof_index && !proto->proto3_optional;
	if (in_oneof && (size_t)proto->oneof_index < type->message->oneofs.count)
		field->oneof = text_of(contract, type->message->oneofs.items[proto->oneof_index].name);

	read_type(contract, field, proto);
	const struct proto_rule *rule = proto->options ? proto->options->rule : NULL;
	if (rule && rule->uuid && field->type == CC_STRING)
		field->type = CC_UUID;
	set_default_limits(field);
	field->presence = presence_of(field, proto);
	if (rule && field->type)
		read_rule(contract, field, rule);
}

void read_fields(struct contract *contract, struct type *type)
{
	type->field_count = type->message->fields.count;
	type->fields = cc_alloc_array(contract->ctx, type->field_count, sizeof *type->fields);
	if (type->field_count > CC_FIELDS_MAX)
		complain(contract, type->place, "%s has %zu fields; %d are the most", type->name,
		         type->field_count, CC_FIELDS_MAX);
	for (size_t i = 0; i < type->field_count; i++)
		read_field(contract, type, i);
}
