/* facts.h - what a mail or a calendar entry can tell of: asked for when it is written, and kept nowhere. */
#pragma once

#include "contracts/booking.h"
#include "contracts/hosting.h"
#include "contracts/identity.h"
#include "contracts/inventory.h"
#include "services/notification/internal.h"
#include "services/notification/words.h"

struct notification_facts {
	struct notification_mail_plan plan;
	enum notification_language language;
	struct identity_contact reader;
	bool has_booking, has_session, has_home, has_address, has_ticket;
	struct booking_booking booking;
	struct inventory_session session;
	struct inventory_fixture fixture;
	struct hosting_home home;
	struct hosting_address address; /* only while the booking is confirmed, and for its guest */
	struct inventory_ticket ticket; /* the same */
	struct cc_zone zone;            /* of the clocks there */
	cc_str guest_name;              /* as the host sees it: "Ola N." */
	cc_str login_url;
};

/* Asks for all that news of the plan's kind need.  COMPOSE. */
CC_RESULT notification_gather(struct cc_ctx *ctx, const struct notification_mail_plan *plan,
                              struct notification_facts *facts);
/* The evening of a booking, for its guest: no reader, no guest's name. */
CC_RESULT notification_gather_booking(struct cc_ctx *ctx, cc_id booking_id, struct notification_facts *facts);

/* The same for the caller, who is the guest.  Fails: booking_not_found. */
CC_RESULT notification_gather_own(struct cc_ctx *ctx, cc_id booking_id, struct notification_facts *facts);
/* Fails: booking_not_confirmed. */
CC_RESULT notification_not_confirmed(struct cc_ctx *ctx);

/* Later news say it better, or it is not so any more. */
bool notification_is_overtaken(const struct notification_facts *facts);

/* letter.c: writes the mail. */
CC_RESULT notification_write(struct cc_ctx *ctx, const struct notification_facts *facts,
                             struct cc_mail *mail);

/* ics.c: a calendar entry, or the one that takes it away (RFC 5545). */
struct notification_entry {
	bool cancelled;
	int32_t sequence;
	cc_time stamp; /* when it was counted up */
};
cc_str notification_calendar(struct cc_ctx *ctx, const struct notification_facts *facts,
                             const struct notification_entry *entry);

/* ics_lines.c: content lines (RFC 5545 section 3.1): folded at 75 bytes, texts escaped. */
void notification_ics_line(struct cc_text *out, const char *name, cc_str value);
void notification_ics_text(struct cc_ctx *ctx, struct cc_text *out, const char *name, cc_str value);
/* ics_zone.c: "DTSTART;TZID=Europe/Warsaw:20261125T204500", or in UTC if a clock shows that time twice. */
void notification_ics_time(struct cc_ctx *ctx, struct cc_text *out, const char *name, cc_time moment,
                           const struct cc_zone *zone);
/* VTIMEZONE, with all that is in force from the first onset on. */
void notification_ics_zone(struct cc_ctx *ctx, struct cc_text *out, const struct cc_zone *zone);
