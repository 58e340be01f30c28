/* ics.c - a booking as a calendar entry (RFC 5545, RFC 5546). */
#include "services/notification/facts.h"

enum { MICRODEGREES = 1000000 };

static cc_str id_text(struct cc_ctx *ctx, cc_id id)
{
	char text[CC_ID_TEXT_LEN];
	cc_id_print(id, text);
	return cc_copy(ctx, (cc_str){ text, sizeof text });
}

static cc_str booking_url(struct cc_ctx *ctx, const struct notification_facts *facts)
{
	cc_str url = cc_public_url(ctx), id = id_text(ctx, facts->booking.booking_id);
	return cc_printf(ctx, "%.*s/bookings/%.*s", (int)url.len, url.ptr, (int)id.len, id.ptr);
}

static cc_str coordinate(struct cc_ctx *ctx, int32_t microdegrees)
{
	int32_t size = microdegrees < 0 ? -microdegrees : microdegrees;
	return cc_printf(ctx, "%s%d.%06d", microdegrees < 0 ? "-" : "", size / MICRODEGREES,
	                 size % MICRODEGREES);
}

static void add_place(struct cc_ctx *ctx, struct cc_text *out, const struct hosting_address *address)
{
	cc_str north = coordinate(ctx, address->latitude_microdegrees);
	cc_str east = coordinate(ctx, address->longitude_microdegrees);
	notification_ics_text(ctx, out, "LOCATION",
	                      cc_printf(ctx, "%.*s, %.*s %.*s", (int)address->street.len, address->street.ptr,
	                                (int)address->postal_code.len, address->postal_code.ptr,
	                                (int)address->city.len, address->city.ptr));
	notification_ics_line(
		out, "GEO", cc_printf(ctx, "%.*s;%.*s", (int)north.len, north.ptr, (int)east.len, east.ptr));
}

static cc_str description_of(struct cc_ctx *ctx, const struct notification_facts *facts)
{
	const char *const *texts = notification_texts[facts->language];
	struct cc_text *text = cc_text_new(ctx);
	cc_str labels = notification_labels(ctx, &facts->booking.labels);
	cc_text_printf(text, "%s: %.*s", texts[NOTIFICATION_FACT_SEATS], (int)labels.len, labels.ptr);
	if (facts->has_ticket)
		cc_text_printf(text, "\n%s: %.*s", texts[NOTIFICATION_FACT_CODE], (int)facts->ticket.code.len,
		               facts->ticket.code.ptr);
	if (facts->has_address && facts->address.has_arrival_note)
		cc_text_printf(text, "\n%s: %.*s", texts[NOTIFICATION_FACT_ARRIVAL],
		               (int)facts->address.arrival_note.len, facts->address.arrival_note.ptr);
	return cc_text_done(text);
}

static void add_alarm(struct cc_ctx *ctx, struct cc_text *out, const struct notification_facts *facts)
{
	const struct notification_word words[] = { { "fixture", facts->fixture.title }, { 0 } };
	cc_text_add(out, CC_STR("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT2H\r\n"));
	notification_ics_text(
		ctx, out, "DESCRIPTION",
		notification_fill(ctx, notification_texts[facts->language][NOTIFICATION_ALARM], words));
	cc_text_add(out, CC_STR("END:VALARM\r\n"));
}

/* Whoever does not come learns nothing of the place any more. */
static void add_what_guests_need(struct cc_ctx *ctx, struct cc_text *out,
                                 const struct notification_facts *facts)
{
	if (facts->has_address)
		add_place(ctx, out, &facts->address);
	notification_ics_text(ctx, out, "DESCRIPTION", description_of(ctx, facts));
	cc_text_add(out, CC_STR("TRANSP:OPAQUE\r\n"));
	add_alarm(ctx, out, facts);
}

static void add_event(struct cc_ctx *ctx, struct cc_text *out, const struct notification_facts *facts,
                      const struct notification_entry *entry)
{
	const struct inventory_session *session = &facts->session;
	const struct cc_zone utc = cc_zone_utc(entry->stamp);
	cc_str id = id_text(ctx, facts->booking.booking_id), url = cc_public_url(ctx);
	cc_text_add(out, CC_STR("BEGIN:VEVENT\r\n"));
	notification_ics_line(out, "UID", cc_printf(ctx, "%.*s@couchannel", (int)id.len, id.ptr));
	notification_ics_line(out, "SEQUENCE", cc_printf(ctx, "%d", entry->sequence));
	notification_ics_time(ctx, out, "DTSTAMP", entry->stamp, &utc);
	notification_ics_time(ctx, out, "LAST-MODIFIED", entry->stamp, &utc);
	notification_ics_time(ctx, out, "DTSTART", session->starts_at, &facts->zone);
	notification_ics_time(ctx, out, "DTEND", session->ends_at, &facts->zone);
	notification_ics_text(ctx, out, "SUMMARY",
	                      cc_printf(ctx, "%.*s (%.*s)", (int)facts->fixture.title.len,
	                                facts->fixture.title.ptr, (int)session->title.len,
	                                session->title.ptr));
	notification_ics_line(out, "URL", booking_url(ctx, facts));
	notification_ics_line(out, "ORGANIZER;CN=couchannel", url);
	notification_ics_line(out, "STATUS", entry->cancelled ? CC_STR("CANCELLED") : CC_STR("CONFIRMED"));
	cc_text_add(out, CC_STR("CLASS:PRIVATE\r\n"));
	if (!entry->cancelled)
		add_what_guests_need(ctx, out, facts);
	cc_text_add(out, CC_STR("END:VEVENT\r\n"));
}

cc_str notification_calendar(struct cc_ctx *ctx, const struct notification_facts *facts,
                             const struct notification_entry *entry)
{
	struct cc_text *out = cc_text_new(ctx);
	cc_text_add(out, CC_STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//couchannel//notification//EN\r\n"
	                        "CALSCALE:GREGORIAN\r\n"));
	notification_ics_line(out, "METHOD", entry->cancelled ? CC_STR("CANCEL") : CC_STR("PUBLISH"));
	notification_ics_zone(ctx, out, &facts->zone);
	add_event(ctx, out, facts, entry);
	cc_text_add(out, CC_STR("END:VCALENDAR\r\n"));
	return cc_text_done(out);
}
