/* asyncapi.c - events by topic, and streams, as AsyncAPI 3.0. */
#include "cli/build.h"
#include "cli/example.h"
#include "cli/openapi.h"
#include "cli/schema.h"

static void put_info(struct cli_doc *doc)
{
	doc_text(doc, "asyncapi", "3.0.0");
	doc_map(doc, "info");
	doc_text(doc, "title", "couchannel");
	doc_text(doc, "version", CLI_VERSION);
	doc_text(
		doc, "description",
		"What services say to each other, and what is streamed to clients.\n\n"
		"An event is stored in the transaction that it tells of, and delivered at least once; those "
		"of one\n"
		"key keep their order. Inside, its body is protobuf; the schemas here are its JSON mapping.\n"
		"A stream sends the whole state, at once and after every change.");
	doc_map(doc, "license");
	doc_text(doc, "name", "Apache-2.0");
	doc_end(doc);
	doc_end(doc);
	doc_text(doc, "defaultContentType", "application/json");
}

static const char *short_name(const char *full_name)
{
	const char *dot = strrchr(full_name, '.');
	return dot ? dot + 1 : full_name;
}

/* Has the topic stood among the events before this one? */
static bool is_first_of_topic(const struct cc_event *const *events, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(events[i]->topic, events[index]->topic) == 0)
			return false;
	return true;
}

/* ---- Channels -------------------------------------------------------------- */

static void put_topic(struct cli_doc *doc, const struct cc_event *const *events, const char *topic)
{
	doc_map(doc, topic);
	doc_text(doc, "address", topic);
	doc_map(doc, "messages");
	for (; *events; events++) {
		if (strcmp((*events)->topic, topic) != 0)
			continue;
		doc_map(doc, short_name((*events)->name));
		doc_printf(doc, "$ref", "#/components/messages/%s", schema_name((*events)->name));
		doc_end(doc);
	}
	doc_end(doc);
	doc_end(doc);
}

static void put_stream(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, op->label);
	doc_text(doc, "address", op->path);
	schema_put_description(doc, op->doc);
	doc_map(doc, "parameters");
	for (const char *at = op->path; (at = strchr(at, '{')); at++) {
		const struct cc_field *field = cc_field_named(op->in,
		                                              (cc_str){ at + 1, strcspn(at + 1, "}") });
		doc_map(doc, field->name);
		schema_put_description(doc, *field->doc ? field->doc : field->name);
		doc_end(doc);
	}
	doc_end(doc);
	doc_map(doc, "messages");
	doc_map(doc, short_name(op->out->name));
	doc_printf(doc, "$ref", "#/components/messages/%s", schema_name(op->out->name));
	doc_end(doc);
	doc_end(doc);
	doc_map(doc, "bindings");
	doc_map(doc, "http");
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

static void put_channels(struct cli_doc *doc, const struct cc_service *const *services)
{
	doc_map(doc, "channels");
	for (; *services; services++) {
		const struct cc_event *const *events = (*services)->events;
		for (size_t i = 0; events[i]; i++)
			if (is_first_of_topic(events, i))
				put_topic(doc, events, events[i]->topic);
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->watch_topic && (*op)->path)
				put_stream(doc, *op);
	}
	doc_end(doc);
}

/* ---- Operations ------------------------------------------------------------ */

static void put_operation(struct cli_doc *doc, const char *name, const char *action, const char *channel)
{
	struct cc_buf reference = { .arena = doc->out->arena };
	doc_map(doc, name);
	doc_text(doc, "action", action);
	doc_map(doc, "channel");
	cc_buf_printf(&reference, "#/channels/%s", channel);
	doc_text(doc, "$ref", reference.ptr);
	doc_end(doc);
	doc_end(doc);
}

static void put_operations(struct cli_doc *doc, const struct cc_service *const *services)
{
	struct cc_ctx ctx = { .arena = doc->out->arena };
	doc_map(doc, "operations");
	for (; *services; services++) {
		const struct cc_event *const *events = (*services)->events;
		for (size_t i = 0; events[i]; i++)
			if (is_first_of_topic(events, i))
				put_operation(doc, cc_printf(&ctx, "%s.publish", events[i]->topic).ptr,
				              "send", events[i]->topic);
		for (const struct cc_consumer *const *consumer = (*services)->consumers; *consumer;
		     consumer++)
			put_operation(doc, (*consumer)->name, "receive", (*consumer)->event->topic);
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->watch_topic && (*op)->path)
				put_operation(doc, cc_printf(&ctx, "%s.send", (*op)->label).ptr, "send",
				              (*op)->label);
	}
	doc_end(doc);
}

/* ---- Messages -------------------------------------------------------------- */

static void put_message(struct cli_doc *doc, const struct cc_message *body, const char *title,
                        const char *key)
{
	doc_map(doc, schema_name(body->name));
	doc_text(doc, "name", body->name);
	doc_text(doc, "title", title);
	schema_put_description(doc, body->doc);
	if (key)
		doc_text(doc, "x-key", key);
	doc_map(doc, "payload");
	schema_put_reference(doc, body);
	doc_end(doc);
	doc_list(doc, "examples");
	doc_map(doc, NULL);
	example_put_sent(doc, "payload", body);
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

static bool was_streamed_before(const struct cc_op *const *ops, const struct cc_op *const *op)
{
	for (; ops < op; ops++)
		if ((*ops)->watch_topic && (*ops)->path && (*ops)->out == (*op)->out)
			return true;
	return false;
}

static void put_messages(struct cli_doc *doc, const struct cc_service *const *services)
{
	doc_map(doc, "messages");
	for (; *services; services++) {
		for (const struct cc_event *const *event = (*services)->events; *event; event++)
			put_message(doc, (*event)->body, short_name((*event)->name), (*event)->key->name);
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->watch_topic && (*op)->path && !was_streamed_before((*services)->ops, op))
				put_message(doc, (*op)->out, short_name((*op)->out->name), NULL);
	}
	doc_end(doc);
}

static void collect(struct schema_set *set, const struct cc_service *const *services)
{
	for (; *services; services++) {
		for (const struct cc_event *const *event = (*services)->events; *event; event++)
			schema_collect(set, (*event)->body, SCHEMA_SENT, true);
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->watch_topic && (*op)->path)
				schema_collect(set, (*op)->out, SCHEMA_SENT, true);
	}
}

void asyncapi_print(struct cc_buf *out, enum cli_syntax syntax, const struct cc_service *const *services)
{
	struct cli_doc doc;
	struct schema_set *set = cc_arena_alloc(out->arena, sizeof *set);
	collect(set, services);
	doc_begin(&doc, out, syntax);
	put_info(&doc);
	put_channels(&doc, services);
	put_operations(&doc, services);
	doc_map(&doc, "components");
	put_messages(&doc, services);
	schema_begin_components(&doc, set);
	doc_end(&doc);
	doc_end(&doc);
	doc_end(&doc);
}
