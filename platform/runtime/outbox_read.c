/* outbox_read.c - the outbox as a log: by topic and position, from a snapshot. */
#include "platform/runtime/events.h"

#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"

static const struct cc_field record_fields[] = {
	CC_ROW_FIELD(struct cc_record, position, CC_INT64), CC_ROW_FIELD(struct cc_record, event_id, CC_UUID),
	CC_ROW_FIELD(struct cc_record, topic, CC_STRING),   CC_ROW_FIELD(struct cc_record, type, CC_STRING),
	CC_ROW_FIELD(struct cc_record, key, CC_STRING),     CC_ROW_FIELD(struct cc_record, at, CC_TIME),
	CC_ROW_FIELD(struct cc_record, trace, CC_STRING),   CC_ROW_FIELD(struct cc_record, body, CC_BYTES),
};

static const struct cc_message record_message = {
	.name = "record",
	.size = sizeof(struct cc_record),
	.fields = record_fields,
	.field_count = CC_COUNT(record_fields),
};

cc_err cc_outbox_read(struct cc_ctx *ctx, cc_str topic, int64_t after, size_t max,
                      struct cc_record_list *records)
{
	assert(max <= CC_ITEMS_MAX);
	return cc_sql_all(ctx, &outbox_after, &record_message, records, topic, after, (int64_t)max);
}

cc_err cc_outbox_topic_end(struct cc_ctx *ctx, cc_str topic, int64_t *position)
{
	struct cc_number_row row;
	TRY(cc_sql_one(ctx, &outbox_topic_end, &cc_number_row_message, &row, topic));
	*position = row.number;
	return CC_OK;
}

cc_err cc_outbox_end(struct cc_ctx *ctx, int64_t *position)
{
	struct cc_number_row row;
	TRY(cc_sql_one(ctx, &outbox_end, &cc_number_row_message, &row));
	*position = row.number;
	return CC_OK;
}
