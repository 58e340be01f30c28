/* Made from couchannel/neighbour/v1/neighbour.proto by contractc; edit that instead. */
#include "contracts/neighbour.h"

static const struct cc_field address_fields[] = {
	{
		.name            = "street",
		.json_name       = "street",
		.doc             = "",
		.tag             = 1,
		.type            = CC_STRING,
		.presence        = CC_IMPLICIT,
		.offset          = offsetof(struct neighbour_address, street),
		.min             = 0,
		.max             = 200,
	},
};

const struct cc_message neighbour_address_message = {
	.name        = "couchannel.neighbour.v1.Address",
	.doc         = "Something another service knows.",
	.size        = sizeof(struct neighbour_address),
	.fields      = address_fields,
	.field_count = CC_COUNT(address_fields),
};

const struct cc_op *const neighbour_ops[] = {
	NULL,
};

const struct cc_event *const neighbour_events[] = {
	NULL,
};
