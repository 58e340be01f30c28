#include "platform/runtime/saga_row.h"

#include "platform/core/buf.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"
#include "platform/runtime/telemetry.h"

static const struct cc_reason saga_changed = { "saga_changed", CC_INTERNAL };

/* Words for people, and for the table: they never change. */
static const char *const facts[] = {
	[CC_SAGA_ACT_PLANNED] = "planned",
	[CC_SAGA_ACT_DONE] = "done",
	[CC_SAGA_ACT_REFUSED] = "refused",
	[CC_SAGA_ACT_IN_DOUBT] = "in_doubt",
	[CC_SAGA_RESOLVE_PLANNED] = "resolve_planned",
	[CC_SAGA_RESOLVED_DONE] = "resolved_done",
	[CC_SAGA_RESOLVED_REFUSED] = "resolved_refused",
	[CC_SAGA_RESOLVE_IN_DOUBT] = "resolve_in_doubt",
	[CC_SAGA_TOLD_DONE] = "told_done",
	[CC_SAGA_TOLD_REFUSED] = "told_refused",
	[CC_SAGA_UNDO_PLANNED] = "undo_planned",
	[CC_SAGA_UNDO_DONE] = "undo_done",
	[CC_SAGA_UNDO_REFUSED] = "undo_refused",
	[CC_SAGA_UNDO_IN_DOUBT] = "undo_in_doubt",
	[CC_SAGA_CANCELLED] = "cancelled",
	[CC_SAGA_RETRIED] = "retried",
};

static bool is_of_whole(enum cc_saga_fact fact)
{
	return fact == CC_SAGA_CANCELLED || fact == CC_SAGA_RETRIED;
}

/* History ------------------------------------------------------------------------ */

cc_str cc_saga_print_history(struct cc_ctx *ctx, const struct cc_saga *saga,
                             const struct cc_saga_history *history)
{
	struct cc_buf text = { .arena = ctx->arena };
	for (size_t i = 0; i < history->count; i++) {
		const struct cc_saga_entry *entry = &history->entries[i];
		cc_buf_printf(&text, "%s%s.%s", i > 0 ? " " : "",
		              is_of_whole(entry->fact) ? "" : saga->steps[entry->step].name,
		              facts[entry->fact]);
	}
	return cc_buf_str(&text);
}

static bool find_fact(cc_str word, enum cc_saga_fact *fact)
{
	for (size_t i = CC_SAGA_ACT_PLANNED; i < CC_COUNT(facts); i++) {
		if (!cc_str_eq(word, cc_str_of(facts[i])))
			continue;
		*fact = (enum cc_saga_fact)i;
		return true;
	}
	return false;
}

static bool find_step(const struct cc_saga *saga, cc_str name, uint8_t *step)
{
	size_t at = cc_saga_step_named(saga, name);
	*step = (uint8_t)at;
	return saga->steps[at].name != NULL;
}

static bool parse_entry(const struct cc_saga *saga, cc_str word, struct cc_saga_entry *entry)
{
	const char *dot = memchr(word.ptr, '.', word.len);
	if (!dot)
		return false;
	cc_str name = { word.ptr, (size_t)(dot - word.ptr) };
	cc_str fact = { dot + 1, word.len - name.len - 1 };
	entry->step = 0;
	return find_fact(fact, &entry->fact) &&
	       (is_of_whole(entry->fact) ? name.len == 0 : find_step(saga, name, &entry->step));
}

bool cc_saga_parse_history(const struct cc_saga *saga, cc_str text, struct cc_saga_history *history)
{
	history->count = 0;
	for (size_t at = 0; at < text.len;) {
		const char *space = memchr(text.ptr + at, ' ', text.len - at);
		size_t len = space ? (size_t)(space - text.ptr) - at : text.len - at;
		if (history->count == CC_SAGA_HISTORY_MAX ||
		    !parse_entry(saga, (cc_str){ text.ptr + at, len }, &history->entries[history->count]))
			return false;
		history->count++;
		at += len + 1;
	}
	return true;
}

/* State -------------------------------------------------------------------------- */

cc_str cc_saga_encode(struct cc_ctx *ctx, const struct cc_saga *saga, const void *state)
{
	struct cc_buf encoded = { .arena = ctx->arena };
	cc_protobuf_encode(&encoded, saga->state, state);
	return cc_buf_str(&encoded);
}

cc_err cc_saga_decode(struct cc_ctx *ctx, const struct cc_saga *saga, cc_str bytes, void *state)
{
	memset(state, 0, saga->state->size);
	return cc_protobuf_decode(ctx, bytes, saga->state, state);
}

/* The row ------------------------------------------------------------------------ */

struct saga_row {
	cc_id subject;
	cc_str state, history;
};

static const struct cc_field saga_row_fields[] = {
	CC_ROW_FIELD(struct saga_row, subject, CC_UUID),
	CC_ROW_FIELD(struct saga_row, state, CC_BYTES),
	CC_ROW_FIELD(struct saga_row, history, CC_STRING),
};

static const struct cc_message saga_row_message = {
	.name = "saga_row",
	.size = sizeof(struct saga_row),
	.fields = saga_row_fields,
	.field_count = CC_COUNT(saga_row_fields),
};

cc_err cc_saga_load(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, struct cc_saga_run *run)
{
	struct saga_row row = { 0 };
	TRY(cc_sql_one(ctx, &saga_by_id, &saga_row_message, &row, cc_str_of(saga->name), saga_id));
	run->saga = saga;
	run->saga_id = saga_id;
	run->subject = row.subject;
	run->state = row.state;
	if (!cc_saga_parse_history(saga, row.history, &run->history))
		return cc_fail(ctx, &saga_changed, "%s was begun with other steps than it has now.",
		               saga->name);
	run->task = cc_saga_task(saga->steps, &run->history);
	return CC_OK;
}

cc_err cc_saga_insert(struct cc_ctx *ctx, const struct cc_saga_run *run, bool *fresh)
{
	int64_t inserted;
	TRY(cc_sql_count(ctx, &insert_saga, &inserted, cc_str_of(run->saga->name), run->saga_id, run->subject,
	                 cc_bytes(run->state), cc_saga_print_history(ctx, run->saga, &run->history),
	                 cc_now(ctx), cc_trace_text(ctx)));
	*fresh = inserted > 0;
	return CC_OK;
}

cc_err cc_saga_move(struct cc_ctx *ctx, const struct cc_saga_run *run, struct cc_val due_at)
{
	return cc_sql_change(ctx, &move_saga, cc_str_of(run->saga->name), run->saga_id, cc_bytes(run->state),
	                     cc_saga_print_history(ctx, run->saga, &run->history), cc_now(ctx),
	                     cc_trace_text(ctx), due_at);
}

cc_err cc_saga_keep(struct cc_ctx *ctx, const struct cc_saga_run *run)
{
	return cc_sql_change(ctx, &keep_saga, cc_str_of(run->saga->name), run->saga_id, cc_bytes(run->state),
	                     cc_saga_print_history(ctx, run->saga, &run->history), cc_now(ctx));
}
