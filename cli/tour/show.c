/* show.c - requests and answers, shortened, and whether they are what they should be. */
#include <stdarg.h>
#include <time.h>

#include "cli/tour/tour.h"
#include "platform/core/format.h"
#include "platform/core/id.h"

enum { SHOWN_BYTES = 116, SENTENCE_BYTES = 400, LOOK_EVERY_MS = 10 };

#define GREEN "\033[32m"
#define RED   "\033[31m"
#define BOLD  "\033[1m"
#define DIM   "\033[2m"

static const char *const names[TOUR_PEOPLE] = { "nobody", "guest", "host", "admin", "other" };

static const char *code(const struct tour *tour, const char *escape)
{
	return tour->cli->colour ? escape : "";
}

static const char *reset(const struct tour *tour)
{
	return code(tour, "\033[0m");
}

void tour_title(struct tour *tour, const char *title)
{
	printf("\n%s%s%s\n", code(tour, BOLD), title, reset(tour));
}

void tour_say(struct tour *tour, const char *fmt, ...)
{
	char text[SENTENCE_BYTES];
	va_list args;
	(void)tour;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	printf("  %s\n", text);
}

static bool is_id(cc_str text)
{
	cc_id id;
	return text.len >= CC_ID_TEXT_LEN && cc_id_parse((cc_str){ text.ptr, CC_ID_TEXT_LEN }, &id);
}

/* On one line; and of an id, the end is enough to tell it from others. */
static cc_str on_one_line(struct tour *tour, cc_str text)
{
	struct cc_buf out = { .arena = tour->client.ctx->arena };
	for (size_t i = 0; i < text.len; i++)
		if (is_id((cc_str){ text.ptr + i, text.len - i })) {
			cc_buf_printf(&out, "..%.6s", text.ptr + i + CC_ID_TEXT_LEN - 6);
			i += CC_ID_TEXT_LEN - 1;
		} else if ((unsigned char)text.ptr[i] >= ' ') {
			cc_buf_add_char(&out, text.ptr[i]);
		} else if (text.ptr[i] == '\n') {
			cc_buf_add_char(&out, ' ');
		}
	return cc_buf_str(&out);
}

/* No letter is cut in two: a continuation byte is 10xxxxxx. */
static size_t shortened(cc_str text)
{
	size_t len = text.len < SHOWN_BYTES ? text.len : SHOWN_BYTES;
	while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
		len--;
	return len;
}

static void show_text(struct tour *tour, cc_str text)
{
	cc_str shown = on_one_line(tour, text);
	if (shown.len > 0)
		printf("         %s%.*s%s%s\n", code(tour, DIM), (int)shortened(shown), shown.ptr,
		       shortened(shown) < shown.len ? " ..." : "", reset(tour));
}

/* Of a refusal, its reason and its sentence: the rest of the problem repeats them. */
static void show(struct tour *tour, enum tour_who who, const struct tour_exchange *exchange, cc_err err)
{
	cc_str path = on_one_line(tour, cc_str_of(exchange->path));
	printf("  %-6s %s %.*s\n", names[who], exchange->method, (int)path.len, path.ptr);
	show_text(tour, exchange->body);
	printf("         %d in %lld.%lld ms\n", exchange->status, (long long)(exchange->took_us / 1000),
	       (long long)(exchange->took_us % 1000 / 100));
	if (err)
		show_text(tour, cc_printf(tour->client.ctx, "%s: %s", err->reason, err->message));
	else
		show_text(tour, exchange->answer);
	fflush(stdout);
}

static CC_RESULT call(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in, void *out)
{
	const struct tour_request request = { tour->tokens[who], op, in };
	struct tour_exchange exchange;
	cc_err err = tour_call(&tour->client, &request, out, &exchange);
	tour->steps++;
	show(tour, who, &exchange, err);
	return err;
}

static cc_err wrong(struct tour *tour, const char *what)
{
	static const struct cc_reason not_as_said = { "not_as_said", CC_FAILED_PRECONDITION };
	printf("  %sFAILED%s %s\n", code(tour, RED), reset(tour), what);
	fflush(stdout);
	return cc_fail(tour->client.ctx, &not_as_said, "%s", what);
}

cc_err tour_ask(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in, void *out)
{
	cc_err err = call(tour, who, op, in, out);
	return err ? wrong(tour,
	                   cc_printf(tour->client.ctx, "%s: %s (%s)", op->label, err->message, err->reason)
	                           .ptr)
	           : CC_OK;
}

cc_err tour_look(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in, void *out)
{
	const struct timespec little = { .tv_nsec = LOOK_EVERY_MS * 1000000L };
	const struct tour_request request = { tour->tokens[who], op, in };
	struct tour_exchange exchange;
	nanosleep(&little, NULL);
	return tour_call(&tour->client, &request, out, &exchange);
}

cc_err tour_ask_refused(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in,
                        const struct cc_reason *reason)
{
	void *out = cc_alloc(tour->client.ctx, op->out->size);
	cc_err err = call(tour, who, op, in, out);
	return tour_check(tour, cc_because(err, reason), "refused: %s", reason->name);
}

cc_err tour_check(struct tour *tour, bool holds, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	const char *sentence = cc_format(tour->client.ctx->arena, fmt, args).ptr;
	va_end(args);
	if (!holds)
		return wrong(tour, sentence);
	printf("  %sok%s     %s\n", code(tour, GREEN), reset(tour), sentence);
	fflush(stdout);
	return CC_OK;
}

const char *tour_money(struct tour *tour, cc_money money)
{
	return cc_printf(tour->client.ctx, "%lld.%02lld %s", (long long)(money.minor / 100),
	                 (long long)(money.minor % 100), money.currency.code)
	        .ptr;
}

/* ---- Following a booking ---------------------------------------------------------- */

struct following {
	struct tour *tour;
	size_t shown; /* entries of the timeline */
	struct booking_booking *last;
};

static const char *happening(enum booking_happening what)
{
	return cc_enum_text(&booking_happening_enum, what).ptr;
}

static void show_entry(const struct booking_booking *booking, const struct booking_timeline_entry *entry)
{
	printf("         +%4lld ms  %-16.*s %s%s%.*s\n", (long long)(entry->at.ms - booking->requested_at.ms),
	       (int)entry->step.len, entry->step.ptr, happening(entry->what), entry->has_reason ? ": " : "",
	       entry->has_reason ? (int)entry->reason.len : 0, entry->has_reason ? entry->reason.ptr : "");
}

static bool goes_on(const struct booking_booking *booking)
{
	if (booking->has_action_url)
		return false;
	return booking->state == BOOKING_BOOKING_STATE_PENDING ||
	       booking->state == BOOKING_BOOKING_STATE_UNDOING;
}

static bool hear(void *arg, const void *message)
{
	struct following *following = arg;
	const struct booking_booking *booking = message;
	for (; following->shown < booking->timeline.count; following->shown++)
		show_entry(booking, &booking->timeline.items[following->shown]);
	fflush(stdout);
	*following->last = *booking;
	return goes_on(booking);
}

cc_err tour_follow(struct tour *tour, cc_id booking_id, struct booking_booking *booking)
{
	const struct booking_watch_booking_request query = { .booking_id = booking_id };
	struct following following = { .tour = tour, .last = booking };
	printf("  %-6s GET /v1/bookings/.../stream\n", names[TOUR_GUEST]);
	tour->steps++;
	const struct tour_request request = { tour->tokens[TOUR_GUEST], &booking_watch_booking_op, &query };
	cc_err err = tour_watch(&tour->client, &request, hear, &following);
	return err ? wrong(tour, err->message) : CC_OK;
}
