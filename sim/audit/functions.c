/* functions.c - what SQL cannot say by itself: ids, amounts, events and histories, as people read them. */
#include <stdio.h>
#include <stdlib.h>

#include "platform/core/id.h"
#include "platform/core/protobuf.h"
#include "platform/runtime/saga_row.h"
#include "sim/audit/internal.h"

static cc_str text_of(sqlite3_value *value)
{
	const char *text = sqlite3_value_blob(value);
	return (cc_str){ text, text ? (size_t)sqlite3_value_bytes(value) : 0 };
}

/* uuid(blob): "0198..."; of what is no id, NULL. */
static void uuid(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	cc_str bytes = text_of(values[0]);
	char text[CC_ID_TEXT_LEN];
	cc_id id;
	if (bytes.len != sizeof id.byte)
		return;
	memcpy(id.byte, bytes.ptr, sizeof id.byte);
	cc_id_print(id, text);
	sqlite3_result_text(context, text, sizeof text, SQLITE_TRANSIENT);
}

/* id(text): the blob that the stores keep; NULL if it is none. */
static void id(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	cc_id parsed;
	if (cc_id_parse(text_of(values[0]), &parsed))
		sqlite3_result_blob(context, parsed.byte, sizeof parsed.byte, SQLITE_TRANSIENT);
}

/* money(minor, currency): "12.50 PLN". */
static void money(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	char text[64];
	long long minor = sqlite3_value_int64(values[0]);
	cc_str currency = text_of(values[1]);
	int len = snprintf(text, sizeof text, "%s%lld.%02lld%s%.*s", minor < 0 ? "-" : "", llabs(minor) / 100,
	                   llabs(minor) % 100, currency.len > 0 ? " " : "", (int)currency.len, currency.ptr);
	sqlite3_result_text(context, text, len, SQLITE_TRANSIENT);
}

static const struct cc_event *find_event(const struct audit *audit, cc_str type)
{
	for (const struct cc_service *const *service = audit->services; *service; service++)
		for (const struct cc_event *const *event = (*service)->events; event && *event; event++)
			if (cc_str_eq(type, cc_str_of((*event)->name)))
				return *event;
	return NULL;
}

static const struct cc_field *find_field(const struct cc_message *message, cc_str name)
{
	for (size_t i = 0; i < message->field_count; i++)
		if (cc_str_eq(name, cc_str_of(message->fields[i].name)))
			return &message->fields[i];
	return NULL;
}

/* told(type, body, 'booking_id'): the id that an event names. */
static void told(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	struct audit *audit = sqlite3_user_data(context);
	const struct cc_event *event = find_event(audit, text_of(values[0]));
	const struct cc_field *field = event ? find_field(event->body, text_of(values[2])) : NULL;
	if (!field || field->type != CC_UUID)
		return;
	struct cc_ctx ctx = { .arena = audit->arena, .deadline = CC_TIME_NEVER };
	void *body = cc_arena_alloc(audit->arena, event->body->size);
	if (cc_protobuf_decode(&ctx, text_of(values[1]), event->body, body) == CC_OK)
		sqlite3_result_blob(context, (char *)body + field->offset, sizeof(cc_id), SQLITE_TRANSIENT);
	cc_arena_reset(audit->arena);
}

static const struct cc_saga *find_saga(const struct audit *audit, cc_str name)
{
	for (const struct cc_service *const *service = audit->services; *service; service++)
		for (const struct cc_saga *const *saga = (*service)->sagas; saga && *saga; saga++)
			if (cc_str_eq(name, cc_str_of((*saga)->name)))
				return *saga;
	return NULL;
}

/* stage(saga, history): "running", "done" ...; "unknown", if it cannot be read. */
static void stage(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	static const char *const words[] = {
		[CC_SAGA_RUNNING] = "running", [CC_SAGA_DONE] = "done",     [CC_SAGA_UNDOING] = "undoing",
		[CC_SAGA_STUCK] = "stuck",     [CC_SAGA_UNDONE] = "undone",
	};
	const struct cc_saga *saga = find_saga(sqlite3_user_data(context), text_of(values[0]));
	struct cc_saga_history history;
	const char *word = "unknown";
	if (saga && cc_saga_parse_history(saga, text_of(values[1]), &history))
		word = words[cc_saga_next(saga->steps, &history).stage];
	sqlite3_result_text(context, word, -1, SQLITE_STATIC);
}

void audit_add_functions(struct audit *audit)
{
	static const struct {
		const char *name;
		int arguments;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "uuid", 1, uuid }, { "id", 1, id },       { "money", 2, money },
		{ "told", 3, told }, { "stage", 2, stage },
	};
	for (size_t i = 0; i < CC_COUNT(functions); i++)
		if (sqlite3_create_function(audit->db, functions[i].name, functions[i].arguments,
		                            SQLITE_UTF8 | SQLITE_DETERMINISTIC, audit, functions[i].call,
		                            NULL, NULL) != SQLITE_OK)
			audit_die(audit, functions[i].name);
}
