/* doubts.c - what was tried in the world outside and has not succeeded. */
#include "platform/runtime/doubts.h"

#include "platform/core/run.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"

static const struct cc_field doubt_fields[] = {
	CC_ROW_FIELD(struct cc_doubt, name, CC_STRING),
	CC_ROW_FIELD(struct cc_doubt, key, CC_STRING),
	CC_ROW_FIELD(struct cc_doubt, saga_id, CC_UUID),
	CC_ROW_FIELD(struct cc_doubt, history, CC_STRING),
	CC_ROW_FIELD(struct cc_doubt, since, CC_TIME),
	{
		.name = "again_at",
		.type = CC_TIME,
		.presence = CC_OPTIONAL,
		.offset = offsetof(struct cc_doubt, again_at),
		.presence_offset = offsetof(struct cc_doubt, has_again_at),
	},
	CC_ROW_FIELD(struct cc_doubt, tries, CC_INT32),
	CC_ROW_FIELD(struct cc_doubt, reason, CC_STRING),
};

static const struct cc_message doubt_message = {
	.name = "doubt",
	.size = sizeof(struct cc_doubt),
	.fields = doubt_fields,
	.field_count = CC_COUNT(doubt_fields),
};

cc_err cc_doubts_read(struct cc_ctx *ctx, struct cc_doubt_list *list)
{
	struct cc_doubt_list effects, sagas;
	TRY(cc_sql_all(ctx, &effects_in_doubt, &doubt_message, &effects));
	TRY(cc_sql_all(ctx, &sagas_in_doubt, &doubt_message, &sagas));
	list->items = cc_alloc_array(ctx, effects.count + sagas.count, sizeof *list->items);
	list->count = effects.count + sagas.count;
	for (size_t i = 0; i < effects.count; i++)
		list->items[i] = effects.items[i];
	for (size_t i = 0; i < sagas.count; i++)
		list->items[effects.count + i] = sagas.items[i];
	return CC_OK;
}
