/* parked.c - events that a consumer could not deal with: out of the way of others until somebody looks. */
#include "platform/runtime/events_internal.h"

#include "platform/core/protobuf.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"
#include "platform/runtime/telemetry.h"

static const struct cc_error behind_parked = {
	.code = CC_ABORTED,
	.reason = "behind_parked",
	.message = "It waits for an earlier event of its key, which is parked.",
};

/* A row as it is delivered. */
struct parked_row {
	cc_str consumer;
	cc_id event_id;
	cc_str trace, body;
};

static const struct cc_field parked_row_fields[] = {
	CC_ROW_FIELD(struct parked_row, consumer, CC_STRING),
	CC_ROW_FIELD(struct parked_row, event_id, CC_UUID),
	CC_ROW_FIELD(struct parked_row, trace, CC_STRING),
	CC_ROW_FIELD(struct parked_row, body, CC_BYTES),
};

static const struct cc_message parked_row_message = {
	.name = "parked_row",
	.size = sizeof(struct parked_row),
	.fields = parked_row_fields,
	.field_count = CC_COUNT(parked_row_fields),
};

/* A line of parked events: those of one key of a topic, whichever consumers of the service hear them. */
struct line {
	cc_str topic, key;
};
struct line_list {
	struct line *items;
	size_t count;
};

static const struct cc_field line_fields[] = {
	CC_ROW_FIELD(struct line, topic, CC_STRING),
	CC_ROW_FIELD(struct line, key, CC_STRING),
};

static const struct cc_message line_message = {
	.name = "line",
	.size = sizeof(struct line),
	.fields = line_fields,
	.field_count = CC_COUNT(line_fields),
};

static const struct cc_field parked_fields[] = {
	CC_ROW_FIELD(struct cc_parked, consumer, CC_STRING),
	CC_ROW_FIELD(struct cc_parked, event_id, CC_UUID),
	CC_ROW_FIELD(struct cc_parked, topic, CC_STRING),
	CC_ROW_FIELD(struct cc_parked, key, CC_STRING),
	CC_ROW_FIELD(struct cc_parked, position, CC_INT64),
	CC_ROW_FIELD(struct cc_parked, reason, CC_STRING),
	CC_ROW_FIELD(struct cc_parked, message, CC_STRING),
	CC_ROW_FIELD(struct cc_parked, tries, CC_INT32),
	CC_ROW_FIELD(struct cc_parked, parked_at, CC_TIME),
};

const struct cc_message cc_parked_message = {
	.name = "couchannel.Parked",
	.doc = "An event that a consumer could not deal with.",
	.size = sizeof(struct cc_parked),
	.fields = parked_fields,
	.field_count = CC_COUNT(parked_fields),
};

/* Parking ----------------------------------------------------------------------- */

cc_err cc_parked_ahead(struct cc_ctx *ctx, const struct cc_record *record, bool *ahead)
{
	struct cc_number_row row;
	TRY(cc_sql_one(ctx, &count_parked_of_key, &cc_number_row_message, &row, record->topic, record->key));
	*ahead = row.number > 0;
	return CC_OK;
}

/* A consumer that can deal with nothing stops there, rather than fill the store. */
static CC_RESULT require_room(struct cc_ctx *ctx, const struct cc_consumer *consumer)
{
	struct cc_number_row row;
	TRY(cc_sql_one(ctx, &count_parked, &cc_number_row_message, &row, cc_str_of(consumer->name)));
	if (row.number < CC_PARKED_MAX)
		return CC_OK;
	return cc_fail(ctx, &cc_unavailable, "%s has parked %lld events; retry them first.", consumer->name,
	               (long long)row.number);
}

cc_err cc_park(struct cc_ctx *ctx, const struct cc_consumer *consumer, const struct cc_record *record,
               cc_err why, int tries)
{
	if (why == CC_OK)
		why = &behind_parked;
	TRY(require_room(ctx, consumer));
	return cc_sql_exec(ctx, &park_event, cc_str_of(consumer->name), record->event_id, record->topic,
	                   record->key, record->position, record->trace, cc_bytes(record->body),
	                   cc_str_of(why->reason), cc_str_of(why->message), tries, cc_now(ctx));
}

cc_err cc_consumer_call(struct cc_ctx *ctx, const struct cc_consumer *consumer, cc_str body)
{
	void *event = cc_alloc(ctx, consumer->event->body->size);
	TRY(cc_protobuf_decode(ctx, body, consumer->event->body, event));
	return consumer->call(ctx, event);
}

/* The operator ------------------------------------------------------------------ */

cc_err cc_parked_read(struct cc_ctx *ctx, struct cc_parked_list *list)
{
	return cc_sql_all(ctx, &parked_events, &cc_parked_message, list);
}

cc_err cc_parked_list(struct cc_ctx *ctx, struct cc_store *store, struct cc_parked_list *list)
{
	TRY(cc_store_begin_read(store, ctx));
	cc_err err = cc_parked_read(ctx, list);
	cc_store_end_read(store, ctx);
	return err;
}

static CC_RESULT find_lines(struct cc_ctx *ctx, struct cc_store *store, cc_id event_id,
                            struct line_list *lines)
{
	TRY(cc_store_begin_read(store, ctx));
	cc_err err = cc_sql_all(ctx, &parked_lines_of_event, &line_message, lines, event_id);
	cc_store_end_read(store, ctx);
	if (err == CC_OK && lines->count == 0)
		return cc_fail(ctx, &cc_not_found,
		               "No event of that id is parked; list them to see which are.");
	return err;
}

static CC_RESULT find_consumer(struct cc_ctx *ctx, struct cc_store *store, cc_str name,
                               const struct cc_consumer **consumer)
{
	const struct cc_consumer *const *at = cc_store_service(store)->consumers;
	for (; *at; at++) {
		if (!cc_str_eq(cc_str_of((*at)->name), name))
			continue;
		*consumer = *at;
		return CC_OK;
	}
	return cc_fail(ctx, &cc_not_found, "%.*s does not exist any more; nobody can hear this event.",
	               (int)name.len, name.ptr);
}

/* One step along a line. */
struct retry {
	struct cc_store *store;
	const struct line *line;
	bool at_end;
	const struct cc_consumer *consumer;
	cc_id event_id;
	cc_err failure;
};

/* In the lane: an event that comes meanwhile sees the line, or its end. */
static cc_err deliver_first(struct cc_ctx *ctx, void *arg)
{
	struct retry *retry = arg;
	struct parked_row row = { 0 };
	retry->failure = CC_OK;
	cc_err err = cc_sql_one(ctx, &first_parked_of_key, &parked_row_message, &row, retry->line->topic,
	                        retry->line->key);
	retry->at_end = cc_is(err, CC_NOT_FOUND);
	if (err != CC_OK)
		return retry->at_end ? CC_OK : err;

	retry->event_id = row.event_id;
	TRY(find_consumer(ctx, retry->store, row.consumer, &retry->consumer));
	cc_trace_parse(row.trace, &ctx->trace);
	TRY(cc_sql_change(ctx, &unpark_event, row.consumer, row.event_id));
	retry->failure = cc_consumer_call(ctx, retry->consumer, row.body);
	return retry->failure;
}

static cc_err note_try(struct cc_ctx *ctx, void *arg)
{
	const struct retry *retry = arg;
	return cc_sql_exec(ctx, &note_parked_try, cc_str_of(retry->consumer->name), retry->event_id,
	                   cc_str_of(retry->failure->reason), cc_str_of(retry->failure->message));
}

static CC_RESULT deliver_line(struct cc_ctx *ctx, struct cc_store *store, const struct line *line)
{
	struct retry retry = { .store = store, .line = line };
	int most = CC_PARKED_MAX;
	for (size_t i = 0; cc_store_service(store)->consumers[i]; i++)
		most += CC_PARKED_MAX;
	for (int i = 0; i < most; i++) {
		struct cc_ctx run = *ctx;
		run.emit = cc_outbox_append;
		run.caller = (struct cc_principal){ .service = cc_str_of(cc_store_service(store)->name) };
		cc_err err = cc_store_write(store, &run, deliver_first, &retry);
		if (err != CC_OK && err == retry.failure)
			TRY(cc_store_write(store, ctx, note_try, &retry));
		if (err != CC_OK || retry.at_end)
			return err;
	}
	return CC_OK;
}

cc_err cc_parked_retry(struct cc_ctx *ctx, struct cc_store *store, cc_id event_id)
{
	struct line_list lines;
	TRY(find_lines(ctx, store, event_id, &lines));
	for (size_t i = 0; i < lines.count; i++)
		TRY(deliver_line(ctx, store, &lines.items[i]));
	return CC_OK;
}
