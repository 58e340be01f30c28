#include "platform/runtime/rows.h"

static const struct cc_field number_row_fields[] = { CC_ROW_FIELD(struct cc_number_row, number, CC_INT64) };

const struct cc_message cc_number_row_message = {
	.name = "number_row",
	.size = sizeof(struct cc_number_row),
	.fields = number_row_fields,
	.field_count = CC_COUNT(number_row_fields),
};
