/* Made from couchannel/sample/v1/sample.proto by contractc; edit that instead. */
#include "contracts/sample.h"

static const struct cc_enumerator kind_values[] = {
	{ "KIND_UNSPECIFIED", "unspecified", SAMPLE_KIND_UNSPECIFIED },
	{ "KIND_PLAIN", "plain", SAMPLE_KIND_PLAIN },
	{ "KIND_ODD", "odd", SAMPLE_KIND_ODD },
	{ "ELSE", "else", SAMPLE_ELSE },
};

const struct cc_enum sample_kind_enum = {
	.name        = "couchannel.sample.v1.Kind",
	.values      = kind_values,
	.value_count = CC_COUNT(kind_values),
};

static const struct cc_enumerator thing_colour_values[] = {
	{ "COLOUR_UNSPECIFIED", "unspecified", SAMPLE_THING_COLOUR_UNSPECIFIED },
	{ "COLOUR_RED", "red", SAMPLE_THING_COLOUR_RED },
};

const struct cc_enum sample_thing_colour_enum = {
	.name        = "couchannel.sample.v1.Thing.Colour",
	.values      = thing_colour_values,
	.value_count = CC_COUNT(thing_colour_values),
};

static const struct cc_field thing_fields[] = {
	{
		.name            = "id",
		.json_name       = "id",
		.doc             = "",
		.tag             = 1,
		.type            = CC_UUID,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_thing, id),
	},
	{
		.name            = "kind",
		.json_name       = "kind",
		.doc             = "",
		.tag             = 2,
		.type            = CC_ENUM,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_thing, kind),
		.enumeration     = &sample_kind_enum,
	},
	{
		.name            = "colours",
		.json_name       = "colours",
		.doc             = "",
		.tag             = 3,
		.type            = CC_ENUM,
		.presence        = CC_IMPLICIT,
		.repeated        = true,
		.offset          = offsetof(struct sample_thing, colours),
		.min_items       = 0,
		.max_items       = 100,
		.enumeration     = &sample_thing_colour_enum,
	},
	{
		.name            = "on",
		.json_name       = "on",
		.doc             = "",
		.tag             = 4,
		.type            = CC_BOOL,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, on),
	},
	{
		.name            = "small",
		.json_name       = "small",
		.doc             = "",
		.tag             = 5,
		.type            = CC_INT32,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, small),
		.min             = 0,
		.max             = 9,
	},
	{
		.name            = "large",
		.json_name       = "large",
		.doc             = "",
		.tag             = 6,
		.type            = CC_INT64,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, large),
		.min             = INT64_MIN,
		.max             = INT64_MAX,
	},
	{
		.name            = "positive",
		.json_name       = "positive",
		.doc             = "",
		.tag             = 7,
		.type            = CC_UINT32,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, positive),
		.min             = 0,
		.max             = UINT32_MAX,
	},
	{
		.name            = "huge",
		.json_name       = "huge",
		.doc             = "",
		.tag             = 8,
		.type            = CC_UINT64,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, huge),
		.min             = 0,
		.max             = INT64_MAX,
	},
	{
		.name            = "parts",
		.json_name       = "parts",
		.doc             = "Fields stand in the contract's order, and in the table by tag.",
		.tag             = 9,
		.type            = CC_MESSAGE,
		.presence        = CC_IMPLICIT,
		.repeated        = true,
		.offset          = offsetof(struct sample_thing, parts),
		.min_items       = 0,
		.max_items       = 100,
		.message         = &sample_thing_part_message,
	},
	{
		.name            = "raw",
		.json_name       = "raw",
		.doc             = "",
		.tag             = 10,
		.type            = CC_BYTES,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, raw),
		.min             = 0,
		.max             = 16,
	},
	{
		.name            = "mail",
		.json_name       = "mail",
		.doc             = "",
		.tag             = 11,
		.type            = CC_STRING,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing, mail),
		.format          = CC_FORMAT_EMAIL,
		.min             = 0,
		.max             = 254,
	},
	{
		.name            = "made_at",
		.json_name       = "madeAt",
		.doc             = "",
		.tag             = 12,
		.type            = CC_TIME,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_thing, made_at),
	},
	{
		.name            = "price",
		.json_name       = "price",
		.doc             = "",
		.tag             = 13,
		.type            = CC_MONEY,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_thing, price),
	},
	{
		.name            = "offers",
		.json_name       = "offers",
		.doc             = "",
		.tag             = 14,
		.type            = CC_MONEY,
		.presence        = CC_IMPLICIT,
		.repeated        = true,
		.offset          = offsetof(struct sample_thing, offers),
		.min_items       = 0,
		.max_items       = 100,
	},
	{
		.name            = "other_kind",
		.json_name       = "otherKind",
		.doc             = "",
		.tag             = 15,
		.type            = CC_ENUM,
		.presence        = CC_OPTIONAL,
		.offset          = offsetof(struct sample_thing, other_kind),
		.presence_offset = offsetof(struct sample_thing, has_other_kind),
		.enumeration     = &sample_kind_enum,
	},
	{
		.name            = "nick",
		.json_name       = "nick",
		.doc             = "What friends say.",
		.tag             = 16,
		.type            = CC_STRING,
		.presence        = CC_OPTIONAL,
		.offset          = offsetof(struct sample_thing, nick),
		.presence_offset = offsetof(struct sample_thing, has_nick),
		.min             = 0,
		.max             = 200,
	},
	{
		.name            = "sold_at",
		.json_name       = "soldAt",
		.doc             = "",
		.tag             = 17,
		.type            = CC_TIME,
		.presence        = CC_OPTIONAL,
		.offset          = offsetof(struct sample_thing, sold_at),
		.presence_offset = offsetof(struct sample_thing, has_sold_at),
	},
	{
		.name            = "address",
		.json_name       = "address",
		.doc             = "",
		.tag             = 18,
		.type            = CC_MESSAGE,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_thing, address),
		.message         = &neighbour_address_message,
	},
	{
		.name            = "stays",
		.json_name       = "stays",
		.doc             = "",
		.tag             = 19,
		.type            = CC_MESSAGE,
		.presence        = CC_IMPLICIT,
		.repeated        = true,
		.offset          = offsetof(struct sample_thing, stays),
		.min_items       = 0,
		.max_items       = 100,
		.message         = &neighbour_address_message,
	},
	{
		.name            = "guest_id",
		.json_name       = "guestId",
		.doc             = "",
		.tag             = 20,
		.type            = CC_UUID,
		.presence        = CC_ONEOF,
		.offset          = offsetof(struct sample_thing, guest_id),
		.presence_offset = offsetof(struct sample_thing, owner_case),
	},
	{
		.name            = "house",
		.json_name       = "house",
		.doc             = "",
		.tag             = 21,
		.type            = CC_MESSAGE,
		.presence        = CC_ONEOF,
		.offset          = offsetof(struct sample_thing, house),
		.presence_offset = offsetof(struct sample_thing, owner_case),
		.message         = &neighbour_address_message,
	},
	{
		.name            = "number",
		.json_name       = "number",
		.doc             = "",
		.tag             = 22,
		.type            = CC_INT32,
		.presence        = CC_ONEOF,
		.offset          = offsetof(struct sample_thing, number),
		.presence_offset = offsetof(struct sample_thing, owner_case),
		.min             = INT32_MIN,
		.max             = INT32_MAX,
	},
	{
		.name            = "ids",
		.json_name       = "ids",
		.doc             = "",
		.tag             = 23,
		.type            = CC_UUID,
		.presence        = CC_IMPLICIT,
		.repeated        = true,
		.offset          = offsetof(struct sample_thing, ids),
		.min_items       = 1,
		.max_items       = 5,
	},
};

const struct cc_message sample_thing_message = {
	.name        = "couchannel.sample.v1.Thing",
	.doc         = "",
	.size        = sizeof(struct sample_thing),
	.fields      = thing_fields,
	.field_count = CC_COUNT(thing_fields),
};

const struct cc_event sample_thing_event = {
	.name  = "couchannel.sample.v1.Thing",
	.topic = "sample.events",
	.doc   = "",
	.body  = &sample_thing_message,
	.key   = &thing_fields[0], /* id */
};

static const struct cc_field thing_part_fields[] = {
	{
		.name            = "name",
		.json_name       = "name",
		.doc             = "",
		.tag             = 1,
		.type            = CC_STRING,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_thing_part, name),
		.min             = 0,
		.max             = 200,
	},
	{
		.name            = "whole",
		.json_name       = "whole",
		.doc             = "A thing may be made of things.",
		.tag             = 2,
		.type            = CC_MESSAGE,
		.presence        = CC_OPTIONAL,
		.offset          = offsetof(struct sample_thing_part, whole),
		.message         = &sample_thing_message,
	},
	{
		.name            = "parts",
		.json_name       = "parts",
		.doc             = "",
		.tag             = 3,
		.type            = CC_MESSAGE,
		.presence        = CC_IMPLICIT,
		.repeated        = true,
		.offset          = offsetof(struct sample_thing_part, parts),
		.min_items       = 0,
		.max_items       = 100,
		.message         = &sample_thing_part_message,
	},
};

const struct cc_message sample_thing_part_message = {
	.name        = "couchannel.sample.v1.Thing.Part",
	.doc         = "",
	.size        = sizeof(struct sample_thing_part),
	.fields      = thing_part_fields,
	.field_count = CC_COUNT(thing_part_fields),
};

static const struct cc_field make_thing_request_fields[] = {
	{
		.name            = "id",
		.json_name       = "id",
		.doc             = "",
		.tag             = 1,
		.type            = CC_UUID,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_make_thing_request, id),
	},
	{
		.name            = "thing",
		.json_name       = "thing",
		.doc             = "",
		.tag             = 2,
		.type            = CC_MESSAGE,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_make_thing_request, thing),
		.message         = &sample_thing_message,
	},
};

const struct cc_message sample_make_thing_request_message = {
	.name        = "couchannel.sample.v1.MakeThingRequest",
	.doc         = "",
	.size        = sizeof(struct sample_make_thing_request),
	.fields      = make_thing_request_fields,
	.field_count = CC_COUNT(make_thing_request_fields),
};

static const struct cc_field watch_thing_request_fields[] = {
	{
		.name            = "id",
		.json_name       = "id",
		.doc             = "",
		.tag             = 1,
		.type            = CC_UUID,
		.presence        = CC_REQUIRED,
		.offset          = offsetof(struct sample_watch_thing_request, id),
	},
	{
		.name            = "page",
		.json_name       = "page",
		.doc             = "",
		.tag             = 2,
		.type            = CC_INT32,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_watch_thing_request, page),
		.min             = INT32_MIN,
		.max             = INT32_MAX,
	},
};

const struct cc_message sample_watch_thing_request_message = {
	.name        = "couchannel.sample.v1.WatchThingRequest",
	.doc         = "",
	.size        = sizeof(struct sample_watch_thing_request),
	.fields      = watch_thing_request_fields,
	.field_count = CC_COUNT(watch_thing_request_fields),
};

static const struct cc_field picture_fields[] = {
	{
		.name            = "body",
		.json_name       = "body",
		.doc             = "",
		.tag             = 1,
		.type            = CC_BYTES,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_picture, body),
		.min             = 0,
		.max             = 1048576,
	},
};

const struct cc_message sample_picture_message = {
	.name        = "couchannel.sample.v1.Picture",
	.doc         = "",
	.size        = sizeof(struct sample_picture),
	.fields      = picture_fields,
	.field_count = CC_COUNT(picture_fields),
};

const struct cc_message sample_nothing_message = {
	.name        = "couchannel.sample.v1.Nothing",
	.doc         = "",
	.size        = sizeof(struct sample_nothing),
};

static const struct cc_field signed_fields[] = {
	{
		.name            = "signature",
		.json_name       = "signature",
		.doc             = "",
		.tag             = 1,
		.type            = CC_BYTES,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_signed, signature),
		.min             = 0,
		.max             = 1048576,
	},
	{
		.name            = "body",
		.json_name       = "body",
		.doc             = "",
		.tag             = 2,
		.type            = CC_BYTES,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_signed, body),
		.min             = 0,
		.max             = 1048576,
	},
};

const struct cc_message sample_signed_message = {
	.name        = "couchannel.sample.v1.Signed",
	.doc         = "",
	.size        = sizeof(struct sample_signed),
	.fields      = signed_fields,
	.field_count = CC_COUNT(signed_fields),
};

static const struct cc_field count_fields[] = {
	{
		.name            = "things",
		.json_name       = "things",
		.doc             = "",
		.tag             = 1,
		.type            = CC_INT64,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct sample_count, things),
		.min             = INT64_MIN,
		.max             = INT64_MAX,
	},
};

const struct cc_message sample_count_message = {
	.name        = "couchannel.sample.v1.Count",
	.doc         = "",
	.size        = sizeof(struct sample_count),
	.fields      = count_fields,
	.field_count = CC_COUNT(count_fields),
};

const struct cc_reason sample_thing_exists = { "thing_exists", CC_ALREADY_EXISTS };
const struct cc_reason sample_worn_out = { "worn_out", CC_FAILED_PRECONDITION,
		"The thing is \"worn out\"; take a new one." };
const struct cc_reason sample_owner_not_found = { "owner_not_found", CC_NOT_FOUND };
const struct cc_reason sample_too_many = { "too_many", CC_FAILED_PRECONDITION };

static const struct cc_reason *const make_thing_fails[] = {
	&sample_thing_exists,
	&sample_worn_out,
	&sample_owner_not_found,
	&sample_too_many,
	NULL,
};

static cc_err call_make_thing(struct cc_ctx *ctx, const void *in, void *out)
{
	return sample_make_thing(ctx, in, out);
}

const struct cc_op sample_make_thing_op = {
	.name        = "couchannel.sample.v1.SampleService/MakeThing",
	.label       = "sample.make_thing",
	.doc         = 
		"Makes a thing, however often it is asked; a comment /* like this */ that "
		"is long enough to be folded, \"quoted\" and \\ escaped stays one comment "
		"and one string, with what?\?!",
	.method      = "POST",
	.path        = "/v1/things/{id}",
	.scope       = "things:write",
	.tx          = CC_TX_WRITE,
	.audience    = CC_AUDIENCE_MEMBER,
	.in          = &sample_make_thing_request_message,
	.out         = &sample_thing_message,
	.fails       = make_thing_fails,
	.call        = call_make_thing,
};

static const struct cc_reason *const watch_thing_fails[] = {
	NULL,
};

static cc_err call_watch_thing(struct cc_ctx *ctx, const void *in, void *out)
{
	return sample_watch_thing(ctx, in, out);
}

const struct cc_op sample_watch_thing_op = {
	.name        = "couchannel.sample.v1.SampleService/WatchThing",
	.label       = "sample.watch_thing",
	.doc         = "",
	.method      = "GET",
	.path        = "/v1/things/{id}/stream",
	.tx          = CC_TX_READ,
	.audience    = CC_AUDIENCE_ANYONE,
	.in          = &sample_watch_thing_request_message,
	.out         = &sample_thing_message,
	.fails       = watch_thing_fails,
	.watch_topic = "sample.events",
	.watch_key   = &watch_thing_request_fields[0], /* id */
	.call        = call_watch_thing,
};

static const struct cc_reason *const count_things_fails[] = {
	NULL,
};

static cc_err call_count_things(struct cc_ctx *ctx, const void *in, void *out)
{
	return sample_count_things(ctx, in, out);
}

const struct cc_op sample_count_things_op = {
	.name        = "couchannel.sample.v1.SampleService/CountThings",
	.label       = "sample.count_things",
	.doc         = "For other services.",
	.tx          = CC_TX_COMPOSE,
	.audience    = CC_AUDIENCE_PEER,
	.in          = &sample_nothing_message,
	.out         = &sample_count_message,
	.fails       = count_things_fails,
	.call        = call_count_things,
};

static const struct cc_reason *const hear_stranger_fails[] = {
	NULL,
};

static cc_err call_hear_stranger(struct cc_ctx *ctx, const void *in, void *out)
{
	return sample_hear_stranger(ctx, in, out);
}

const struct cc_op sample_hear_stranger_op = {
	.name        = "couchannel.sample.v1.SampleService/HearStranger",
	.label       = "sample.hear_stranger",
	.doc         = "Takes what a stranger signed.",
	.method      = "POST",
	.path        = "/v1/strangers",
	.signature_header = "x-signature",
	.secret      = true,
	.tx          = CC_TX_COMPOSE,
	.audience    = CC_AUDIENCE_ANYONE,
	.in          = &sample_signed_message,
	.out         = &sample_count_message,
	.fails       = hear_stranger_fails,
	.call        = call_hear_stranger,
};

static const struct cc_reason *const draw_things_fails[] = {
	NULL,
};

static cc_err call_draw_things(struct cc_ctx *ctx, const void *in, void *out)
{
	return sample_draw_things(ctx, in, out);
}

const struct cc_op sample_draw_things_op = {
	.name        = "couchannel.sample.v1.SampleService/DrawThings",
	.label       = "sample.draw_things",
	.doc         = "What the things look like.",
	.method      = "GET",
	.path        = "/v1/things.svg",
	.content_type = "image/svg+xml",
	.tx          = CC_TX_READ,
	.audience    = CC_AUDIENCE_ANYONE,
	.in          = &sample_nothing_message,
	.out         = &sample_picture_message,
	.fails       = draw_things_fails,
	.call        = call_draw_things,
};

const struct cc_op *const sample_ops[] = {
	&sample_make_thing_op,
	&sample_watch_thing_op,
	&sample_count_things_op,
	&sample_hear_stranger_op,
	&sample_draw_things_op,
	NULL,
};

const struct cc_event *const sample_events[] = {
	&sample_thing_event,
	NULL,
};
