/* wire.h - protobuf's wire types.  For platform/core only. */
#pragma once

#include "platform/core/message.h"

enum cc_wire_type {
	CC_WIRE_VARINT = 0, CC_WIRE_FIXED64 = 1, CC_WIRE_LENGTH = 2,
	CC_WIRE_GROUP = 3, CC_WIRE_GROUP_END = 4, CC_WIRE_FIXED32 = 5,
};

enum { CC_VARINT_BYTES_MAX = 10 };

static inline enum cc_wire_type cc_wire_type_of(enum cc_type type)
{
	return type <= CC_UINT64 || type == CC_ENUM ? CC_WIRE_VARINT : CC_WIRE_LENGTH;
}
