/* letter.c - what a mail says, by what happened. */
#include "services/notification/letter.h"

enum { WORDS_MAX = 12, PARTS_MAX = 3 };

struct writer {
	struct cc_ctx *ctx;
	const struct notification_facts *facts;
	const char *const *texts;
	struct notification_word words[WORDS_MAX];
	struct notification_letter letter;
	struct cc_mail_part parts[PARTS_MAX];
	size_t part_count;
};

/* Pieces ---------------------------------------------------------------------------- */

static cc_str text_of(const struct writer *writer, enum notification_text text)
{
	return notification_fill(writer->ctx, writer->texts[text], writer->words);
}

static void say(struct writer *writer, enum notification_text text)
{
	assert(writer->letter.paragraph_count < NOTIFICATION_PARAGRAPHS_MAX);
	writer->letter.paragraphs[writer->letter.paragraph_count++] = text_of(writer, text);
}

static void add_row(struct writer *writer, enum notification_text label, cc_str value)
{
	if (value.len == 0)
		return;
	assert(writer->letter.row_count < NOTIFICATION_ROWS_MAX);
	writer->letter.rows[writer->letter.row_count++] =
		(struct notification_row){ cc_str_of(writer->texts[label]), value };
}

static cc_str date_of(const struct writer *writer, cc_time moment)
{
	return notification_date(writer->ctx, writer->facts->language, moment, &writer->facts->zone);
}

static void link_to(struct writer *writer, enum notification_text label, const char *path, cc_id id)
{
	char text[CC_ID_TEXT_LEN];
	cc_str url = cc_public_url(writer->ctx);
	cc_id_print(id, text);
	writer->letter.link_label = cc_str_of(writer->texts[label]);
	writer->letter.link = cc_printf(writer->ctx, "%.*s/%s/%.*s", (int)url.len, url.ptr, path,
	                                CC_ID_TEXT_LEN, text);
}

static void attach_calendar(struct writer *writer, bool cancelled)
{
	const struct notification_mail_plan *plan = &writer->facts->plan;
	const struct notification_entry entry = { cancelled, plan->sequence, plan->planned_at };
	writer->parts[writer->part_count++] = (struct cc_mail_part){
		.name = cancelled ? "cancelled.ics" : "evening.ics",
		.content_type = cancelled ? "text/calendar; charset=utf-8; method=CANCEL"
		                          : "text/calendar; charset=utf-8; method=PUBLISH",
		.bytes = notification_calendar(writer->ctx, writer->facts, &entry),
	};
}

/* Shown in the mail. */
static CC_RESULT attach_ticket(struct writer *writer)
{
	const struct notification_facts *facts = writer->facts;
	const struct notification_word words[] = { { "code", facts->ticket.code }, { 0 } };
	struct cc_qr qr;
	TRY(cc_qr_encode(writer->ctx, facts->ticket.token, &qr));
	writer->parts[writer->part_count++] = (struct cc_mail_part){
		.name = "ticket.png",
		.content_type = "image/png",
		.content_id = "ticket",
		.bytes = cc_qr_png(writer->ctx, &qr),
	};
	writer->letter.image = "ticket";
	writer->letter.image_title = notification_fill(writer->ctx, writer->texts[NOTIFICATION_TICKET],
	                                               words);
	return CC_OK;
}

static void add_address(struct writer *writer)
{
	const struct hosting_address *at = &writer->facts->address;
	if (!writer->facts->has_address)
		return;
	struct cc_text *where = cc_text_new(writer->ctx);
	cc_text_printf(where, "%.*s, %.*s %.*s", (int)at->street.len, at->street.ptr,
	               (int)at->postal_code.len, at->postal_code.ptr, (int)at->city.len, at->city.ptr);
	if (at->has_floor)
		cc_text_printf(where, "\n%.*s", (int)at->floor.len, at->floor.ptr);
	if (at->has_intercom)
		cc_text_printf(where, "\n%.*s", (int)at->intercom.len, at->intercom.ptr);
	add_row(writer, NOTIFICATION_FACT_WHERE, cc_text_done(where));
	if (at->has_arrival_note)
		add_row(writer, NOTIFICATION_FACT_ARRIVAL, at->arrival_note);
}

/* What a guest who comes has to know. */
static CC_RESULT add_evening(struct writer *writer)
{
	const struct notification_facts *facts = writer->facts;
	add_row(writer, NOTIFICATION_FACT_WHEN, date_of(writer, facts->session.starts_at));
	add_address(writer);
	add_row(writer, NOTIFICATION_FACT_SEATS, notification_labels(writer->ctx, &facts->booking.labels));
	add_row(writer, NOTIFICATION_FACT_CODE, facts->ticket.code);
	if (facts->has_home && facts->home.rules && facts->home.rules->has_note)
		add_row(writer, NOTIFICATION_FACT_RULES, facts->home.rules->note);
	link_to(writer, NOTIFICATION_LINK_BOOKING, "bookings", facts->booking.booking_id);
	attach_calendar(writer, false);
	return facts->has_ticket ? attach_ticket(writer) : CC_OK;
}

/* Letters --------------------------------------------------------------------------- */

static CC_RESULT write_confirmed(struct writer *writer)
{
	say(writer, NOTIFICATION_CONFIRMED_LEAD);
	say(writer, NOTIFICATION_CONFIRMED_TICKET);
	say(writer, NOTIFICATION_CONFIRMED_CALENDAR);
	TRY(add_evening(writer));
	if (writer->facts->booking.has_total)
		add_row(writer, NOTIFICATION_FACT_PAID,
		        notification_money(writer->ctx, writer->facts->language,
		                           writer->facts->booking.total));
	return CC_OK;
}

static CC_RESULT write_refused(struct writer *writer)
{
	say(writer, NOTIFICATION_REFUSED_LEAD);
	say(writer, NOTIFICATION_REFUSED_NOTHING_PAID);
	add_row(writer, NOTIFICATION_FACT_WHEN, date_of(writer, writer->facts->session.starts_at));
	link_to(writer, NOTIFICATION_LINK_SEARCH, "fixtures", writer->facts->fixture.fixture_id);
	return CC_OK;
}

static CC_RESULT write_cancelled(struct writer *writer)
{
	const struct notification_mail_plan *plan = &writer->facts->plan;
	say(writer, plan->by_host ? NOTIFICATION_CANCELLED_BY_HOST : NOTIFICATION_CANCELLED_BY_GUEST);
	say(writer, !plan->has_refund        ? NOTIFICATION_CANCELLED_UNPAID
	            : plan->refund.minor > 0 ? NOTIFICATION_CANCELLED_REFUND
	                                     : NOTIFICATION_CANCELLED_NO_REFUND);
	add_row(writer, NOTIFICATION_FACT_WHEN, date_of(writer, writer->facts->session.starts_at));
	link_to(writer, NOTIFICATION_LINK_SEARCH, "fixtures", writer->facts->fixture.fixture_id);
	if (!plan->has_sequence)
		return CC_OK;
	say(writer, NOTIFICATION_CANCELLED_CALENDAR);
	attach_calendar(writer, true);
	return CC_OK;
}

static CC_RESULT write_moved(struct writer *writer)
{
	say(writer, NOTIFICATION_MOVED_LEAD);
	say(writer, NOTIFICATION_MOVED_WINDOW);
	say(writer, NOTIFICATION_MOVED_CALENDAR);
	add_row(writer, NOTIFICATION_FACT_WAS, date_of(writer, writer->facts->plan.previous_starts_at));
	return add_evening(writer);
}

static CC_RESULT write_coming(struct writer *writer)
{
	say(writer, NOTIFICATION_COMING_LEAD);
	say(writer, NOTIFICATION_COMING_HOW);
	add_row(writer, NOTIFICATION_FACT_WHEN, date_of(writer, writer->facts->session.starts_at));
	add_row(writer, NOTIFICATION_FACT_GUEST, writer->facts->guest_name);
	add_row(writer, NOTIFICATION_FACT_SEATS,
	        notification_labels(writer->ctx, &writer->facts->booking.labels));
	link_to(writer, NOTIFICATION_LINK_SESSION, "host/sessions", writer->facts->session.session_id);
	return CC_OK;
}

static CC_RESULT write_for_host(struct writer *writer, enum notification_text lead)
{
	const struct notification_mail_plan *plan = &writer->facts->plan;
	say(writer, lead);
	if (plan->has_previous_starts_at) {
		say(writer, NOTIFICATION_HOSTING_MOVED_GUESTS);
		add_row(writer, NOTIFICATION_FACT_WAS, date_of(writer, plan->previous_starts_at));
	}
	add_row(writer, NOTIFICATION_FACT_WHEN, date_of(writer, writer->facts->session.starts_at));
	link_to(writer, NOTIFICATION_LINK_SESSION, "host/sessions", writer->facts->session.session_id);
	return CC_OK;
}

static CC_RESULT write_gone(struct writer *writer)
{
	return write_for_host(writer, NOTIFICATION_GONE_LEAD);
}

static CC_RESULT write_hosting_moved(struct writer *writer)
{
	return write_for_host(writer, NOTIFICATION_HOSTING_MOVED_LEAD);
}

static CC_RESULT write_called_off(struct writer *writer)
{
	return write_for_host(writer, NOTIFICATION_CALLED_OFF_LEAD);
}

static CC_RESULT write_login(struct writer *writer)
{
	say(writer, NOTIFICATION_LOGIN_LEAD);
	say(writer, NOTIFICATION_LOGIN_ONCE);
	writer->letter.link_label = cc_str_of(writer->texts[NOTIFICATION_LINK_LOGIN]);
	writer->letter.link = writer->facts->login_url;
	return CC_OK;
}

static const struct letter_kind {
	enum notification_text subject;
	cc_err (*write)(struct writer *writer);
} kinds[] = {
	[NOTIFICATION_KIND_BOOKING_CONFIRMED] = { NOTIFICATION_CONFIRMED_SUBJECT, write_confirmed },
	[NOTIFICATION_KIND_BOOKING_REFUSED] = { NOTIFICATION_REFUSED_SUBJECT, write_refused },
	[NOTIFICATION_KIND_BOOKING_CANCELLED] = { NOTIFICATION_CANCELLED_SUBJECT, write_cancelled },
	[NOTIFICATION_KIND_EVENING_MOVED] = { NOTIFICATION_MOVED_SUBJECT, write_moved },
	[NOTIFICATION_KIND_GUEST_COMING] = { NOTIFICATION_COMING_SUBJECT, write_coming },
	[NOTIFICATION_KIND_GUEST_CANCELLED] = { NOTIFICATION_GONE_SUBJECT, write_gone },
	[NOTIFICATION_KIND_HOSTING_MOVED] = { NOTIFICATION_HOSTING_MOVED_SUBJECT, write_hosting_moved },
	[NOTIFICATION_KIND_HOSTING_CALLED_OFF] = { NOTIFICATION_CALLED_OFF_SUBJECT, write_called_off },
	[NOTIFICATION_KIND_LOGIN_LINK] = { NOTIFICATION_LOGIN_SUBJECT, write_login },
};

/* Words ------------------------------------------------------------------------------ */

static void find_words(struct writer *writer)
{
	struct cc_ctx *ctx = writer->ctx;
	const struct notification_facts *facts = writer->facts;
	const struct notification_word words[WORDS_MAX] = {
		{ "name", facts->reader.name },
		{ "fixture", facts->fixture.title },
		{ "title", facts->session.title },
		{ "seats", notification_seats(ctx, facts->language, facts->booking.seats) },
		{ "labels", notification_labels(ctx, &facts->booking.labels) },
		{ "guest", facts->guest_name },
		{ "code", facts->ticket.code },
		{ "refund", facts->plan.has_refund
		                    ? notification_money(ctx, facts->language, facts->plan.refund)
		                    : CC_STR("") },
		{ "why", cc_str_of(writer->texts[notification_why(facts->plan.reason)]) },
	};
	memcpy(writer->words, words, sizeof words);
}

cc_err notification_write(struct cc_ctx *ctx, const struct notification_facts *facts, struct cc_mail *mail)
{
	struct writer *writer = cc_alloc(ctx, sizeof *writer);
	const struct letter_kind *kind = &kinds[facts->plan.kind];
	*writer = (struct writer){
		.ctx = ctx,
		.facts = facts,
		.texts = notification_texts[facts->language],
		.letter = { .language = facts->language },
	};
	find_words(writer);
	writer->letter.subject = text_of(writer, kind->subject);
	writer->letter.footer = text_of(writer, NOTIFICATION_FOOTER);
	say(writer, NOTIFICATION_HELLO);
	TRY(kind->write(writer));
	*mail = (struct cc_mail){
		.to = { facts->reader.name, facts->reader.email },
		.language = notification_language_tag(facts->language),
		.subject = writer->letter.subject,
		.text = notification_as_text(ctx, &writer->letter),
		.html = notification_as_html(ctx, &writer->letter),
		.parts = writer->parts,
		.part_count = writer->part_count,
		.date = facts->plan.planned_at,
	};
	return CC_OK;
}
