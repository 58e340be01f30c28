/* rows.h - rows of the platform's own tables, as messages for cc_sql_one() and cc_sql_all(). */
#pragma once

#include "platform/core/message.h"

/* A column that is never NULL, into the member of its name. */
#define CC_ROW_FIELD(row, member, kind) \
	{ .name = #member, .type = (kind), .presence = CC_IMPLICIT, .offset = offsetof(row, member) }

/* SELECT ... AS number */
struct cc_number_row { int64_t number; };
extern const struct cc_message cc_number_row_message;
