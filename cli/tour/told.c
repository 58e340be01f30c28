/* told.c - what people are told: calendar entries, tickets as pictures, and news in the application. */
#include "cli/tour/tour.h"

static bool has_line(cc_str text, const char *line)
{
	return text.len > 0 && memmem(text.ptr, text.len, line, strlen(line)) != NULL;
}

cc_err tour_calendar(struct tour *tour, cc_id booking_id, int sequence)
{
	const struct notification_get_calendar_request query = { .booking_id = booking_id };
	const char *line = cc_printf(tour->client.ctx, "SEQUENCE:%d\r\n", sequence).ptr;
	struct notification_calendar entry = { 0 };
	for (int i = 0; i < TOUR_LOOKS_MAX && !has_line(entry.body, line); i++)
		TRY(tour_look(tour, TOUR_GUEST, &notification_get_calendar_op, &query, &entry));
	TRY(tour_ask(tour, TOUR_GUEST, &notification_get_calendar_op, &query, &entry));
	return tour_check(tour, has_line(entry.body, "BEGIN:VEVENT") && has_line(entry.body, line),
	                  "the entry for the calendar has number %d", sequence);
}

cc_err tour_ticket_picture(struct tour *tour, cc_id booking_id)
{
	const struct notification_get_ticket_code_request query = { .booking_id = booking_id };
	struct notification_ticket_code code;
	TRY(tour_ask(tour, TOUR_GUEST, &notification_get_ticket_code_op, &query, &code));
	return tour_check(tour, has_line(code.body, "<svg"),
	                  "the ticket is a picture as well: a QR code of %zu bytes", code.body.len);
}

/* The newest notice of this kind; NULL if there is none. */
static const struct notification_notification *
notice_of(const struct notification_list_notifications_response *list, enum notification_kind kind)
{
	for (size_t i = 0; i < list->items.count; i++)
		if (list->items.items[i].kind == kind)
			return &list->items.items[i];
	return NULL;
}

cc_err tour_told(struct tour *tour, enum tour_who who, enum notification_kind kind, const char *sentence)
{
	const struct notification_list_notifications_request query = { .has_limit = true, .limit = 5 };
	struct notification_list_notifications_response list = { 0 };
	for (int i = 0; i < TOUR_LOOKS_MAX && !notice_of(&list, kind); i++)
		TRY(tour_look(tour, who, &notification_list_notifications_op, &query, &list));
	TRY(tour_ask(tour, who, &notification_list_notifications_op, &query, &list));
	return tour_check(tour, notice_of(&list, kind) != NULL, "%s", sentence);
}
