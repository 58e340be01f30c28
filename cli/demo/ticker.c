#include "cli/demo/ticker.h"

#include <ctype.h>
#include <time.h>

#include "contracts/booking.h"
#include "platform/core/field.h"
#include "platform/core/id.h"
#include "platform/core/protobuf.h"

enum { RECORDS_MAX = 64, NAME_WIDTH = 22, SHORT_ID = 6 };

/* ---- Topics ---------------------------------------------------------------------- */

static void add_topic(struct demo_ticker *ticker, struct cc_ctx *ctx, const char *name)
{
	struct cc_log *log = ticker->demo->host.log;
	for (size_t i = 0; i < ticker->topic_count; i++)
		if (strcmp(ticker->topics[i].name, name) == 0)
			return;
	assert(ticker->topic_count < DEMO_TOPICS_MAX);
	struct demo_topic *topic = &ticker->topics[ticker->topic_count++];
	topic->name = name;
	cc_err err = log->ops->end(log, ctx, cc_str_of(name), &topic->position);
	if (err != CC_OK)
		topic->position = 0; /* then all of it is told */
}

void demo_ticker_init(struct demo_ticker *ticker, struct demo *demo)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = demo_ctx(demo, arena);
	*ticker = (struct demo_ticker){ .demo = demo };
	for (const struct cc_service *const *service = demo->host.targets.services; *service; service++)
		for (const struct cc_event *const *event = (*service)->events; *event; event++)
			add_topic(ticker, &ctx, (*event)->topic);
	cc_arena_free(arena);
}

static const struct cc_event *event_of(const struct demo *demo, cc_str type)
{
	for (const struct cc_service *const *service = demo->host.targets.services; *service; service++)
		for (const struct cc_event *const *event = (*service)->events; *event; event++)
			if (cc_str_eq(cc_str_of((*event)->name), type))
				return *event;
	return NULL;
}

/* ---- One event -------------------------------------------------------------------- */

/* "couchannel.inventory.v1.SeatsHeld": "seats.held" */
static const char *line_name(struct cc_ctx *ctx, const struct cc_event *event)
{
	struct cc_buf name = { .arena = ctx->arena };
	const char *from = strrchr(event->name, '.') + 1;
	for (const char *c = from; *c; c++) {
		if (isupper((unsigned char)*c) && c > from)
			cc_buf_add_char(&name, '.');
		cc_buf_add_char(&name, (char)tolower((unsigned char)*c));
	}
	return cc_copy(ctx, cc_buf_str(&name)).ptr;
}

static void put_labels(struct cc_buf *line, const struct cc_str_list *labels)
{
	for (size_t i = 0; i < labels->count; i++)
		cc_buf_printf(line, "%s%.*s", i > 0 ? "," : "  ", (int)labels->items[i].len,
		              labels->items[i].ptr);
}

static void put_person(struct demo *demo, struct cc_ctx *ctx, struct cc_buf *line, cc_id id)
{
	for (int i = 0; i < DEMO_GUESTS; i++)
		if (cc_id_eq(id, demo_id(&demo->plan, DEMO_GUEST_ID, i))) {
			cc_str name = demo_guest_name(ctx, &demo->plan, i);
			cc_buf_printf(line, "  %.*s", (int)name.len, name.ptr);
			return;
		}
	for (int i = 0; i < DEMO_HOSTS; i++)
		if (cc_id_eq(id, demo_id(&demo->plan, DEMO_HOST_ID, i))) {
			cc_buf_printf(line, "  %s", demo_hosts[i].name);
			return;
		}
}

static void put_money(struct cc_buf *line, cc_money money)
{
	cc_buf_printf(line, "  %lld.%02lld %s", (long long)(money.minor / 100),
	              (long long)(money.minor % 100), money.currency.code);
}

/* What people want to see of an event, whichever it is. */
static void put_field(struct demo *demo, struct cc_ctx *ctx, struct cc_buf *line,
                      const struct cc_field *field, const void *body)
{
	const void *at = cc_field_of(field, body);
	if (cc_field_absent(field, body))
		return;
	if (strcmp(field->name, "labels") == 0)
		put_labels(line, at);
	else if (strcmp(field->name, "guest_id") == 0 || strcmp(field->name, "user_id") == 0)
		put_person(demo, ctx, line, *(const cc_id *)at);
	else if (field->type == CC_MONEY && !field->repeated)
		put_money(line, *(const cc_money *)at);
	else if (strcmp(field->name, "reason") == 0 && field->type == CC_STRING)
		cc_buf_printf(line, "  %.*s", (int)((const cc_str *)at)->len, ((const cc_str *)at)->ptr);
}

/* In the zone of whoever looks. */
static void begin_line(struct cc_buf *line, cc_time at)
{
	time_t seconds = (time_t)(at.ms / 1000);
	struct tm local;
	char clock[sizeof "20:14:07"] = "";
	if (localtime_r(&seconds, &local))
		strftime(clock, sizeof clock, "%H:%M:%S", &local);
	cc_buf_printf(line, "%s  ", clock);
}

void demo_ticker_say(struct cc_ctx *ctx, const char *name, cc_str text)
{
	struct cc_buf line = { .arena = ctx->arena };
	begin_line(&line, cc_now(ctx));
	cc_buf_printf(&line, "%-*s %.*s", NAME_WIDTH, name, (int)text.len, text.ptr);
	cc_str whole = cc_buf_str(&line);
	printf("%.*s\n", (int)whole.len, whole.ptr);
}

static void print_event(struct demo *demo, struct cc_ctx *ctx, const struct cc_record *record,
                        const struct cc_event *event)
{
	void *body = cc_alloc(ctx, event->body->size);
	struct cc_buf line = { .arena = ctx->arena };
	if (cc_protobuf_decode(ctx, record->body, event->body, body) != CC_OK)
		return;
	cc_str key = record->key;
	size_t shown = key.len < SHORT_ID ? key.len : SHORT_ID;
	begin_line(&line, record->at);
	cc_buf_printf(&line, "%-*s ..%.*s", NAME_WIDTH, line_name(ctx, event), (int)shown,
	              key.ptr + key.len - shown);
	for (size_t i = 0; i < event->body->field_count; i++)
		put_field(demo, ctx, &line, &event->body->fields[i], body);
	cc_str text = cc_buf_str(&line);
	printf("%.*s\n", (int)text.len, text.ptr);
}

/* Each step of each booking would be more than one can read. */
static bool is_shown(const struct cc_event *event)
{
	return event && event != &booking_booking_progressed_event;
}

/* A record of any topic, on its way to a line. */
struct news {
	const struct cc_record *record;
	const struct cc_event *event;
};

/* Adds what is new in the topic to `news`, behind the older; how many there are then. */
static size_t collect(struct demo_ticker *ticker, struct cc_ctx *ctx, struct demo_topic *topic,
                      struct news *news, size_t count)
{
	struct cc_log *log = ticker->demo->host.log;
	struct cc_record_list records;
	if (log->ops->read(log, ctx, cc_str_of(topic->name), topic->position, RECORDS_MAX, &records) != CC_OK)
		return count; /* next time */
	for (size_t i = 0; i < records.count; i++) {
		const struct cc_record *record = &records.items[i];
		size_t at = count++;
		for (; at > 0 && cc_time_before(record->at, news[at - 1].record->at); at--)
			news[at] = news[at - 1];
		news[at] = (struct news){ record, event_of(ticker->demo, record->type) };
		topic->position = record->position;
	}
	return count;
}

void demo_ticker_print(struct demo_ticker *ticker)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = demo_ctx(ticker->demo, arena);
	struct news *news = cc_alloc_array(&ctx, ticker->topic_count * RECORDS_MAX, sizeof *news);
	size_t count = 0;
	for (size_t i = 0; i < ticker->topic_count; i++)
		count = collect(ticker, &ctx, &ticker->topics[i], news, count);
	for (size_t i = 0; i < count; i++) {
		ticker->bookings += news[i].event == &booking_booking_requested_event;
		if (is_shown(news[i].event))
			print_event(ticker->demo, &ctx, news[i].record, news[i].event);
	}
	ticker->events += count;
	fflush(stdout);
	cc_arena_free(arena);
}
