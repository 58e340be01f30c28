/*
 * tour.h - a walk through the marketplace, over HTTP, that checks what it shows.
 *
 * A flow returns at the first step that did not do what it says; the next flow is played all the same.
 */
#pragma once

#include "cli/cli.h"
#include "cli/tour/client.h"
#include "contracts/booking.h"
#include "contracts/inventory.h"
#include "contracts/notification.h"

enum tour_who { TOUR_NOBODY, TOUR_GUEST, TOUR_HOST, TOUR_ADMIN, TOUR_OTHER_GUEST, TOUR_PEOPLE };

struct demo;

struct tour {
	struct cli *cli;
	struct tour_client client;
	struct demo *own; /* the tour's own server; NULL: it is somebody else's */
	cc_id ids[TOUR_PEOPLE];
	cc_str tokens[TOUR_PEOPLE];
	int steps, failures;
	/* What the flows leave to those after them. */
	cc_id competition_id, home_id;
};

/* ---- show.c: asking, showing and checking --------------------------------------- */

void tour_title(struct tour *tour, const char *title);
void tour_say(struct tour *tour, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Shows the request and what came of it.  Fails as the operation does. */
CC_RESULT tour_ask(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in, void *out);
/* Asks a moment later, and shows nothing: to wait for others, TOUR_LOOKS_MAX times at most. */
enum { TOUR_LOOKS_MAX = 500 };
CC_RESULT tour_look(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in, void *out);
/* As tour_ask(), where a refusal for this reason is what should come. */
CC_RESULT tour_ask_refused(struct tour *tour, enum tour_who who, const struct cc_op *op, const void *in,
                           const struct cc_reason *reason);
/* Shows a sentence, and whether it holds.  Fails if it does not. */
CC_RESULT tour_check(struct tour *tour, bool holds, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Shows each step of a booking as it happens, until it has come to an end, or waits for its guest. */
CC_RESULT tour_follow(struct tour *tour, cc_id booking_id, struct booking_booking *booking);
/* "38.50 PLN" */
const char *tour_money(struct tour *tour, cc_money money);

/* home.c */
CC_RESULT tour_make_home(struct tour *tour);

/* ---- evening.c: what has to be there ---------------------------------------------- */

/* A fixture in so many hours, and an evening to watch it, open and priced: in the tour's living room with its
 * eight seats. */
enum { TOUR_SEATS = 8, TOUR_HEADS_MAX = 6 };
struct tour_evening {
	const char *title;
	int hours;
	/* What comes of it. */
	cc_id fixture_id, session_id;
	cc_time starts_at;
};
CC_RESULT tour_open_evening(struct tour *tour, struct tour_evening *evening);
/* Asks for seats with this card, and follows. */
CC_RESULT tour_book(struct tour *tour, cc_id session_id, int seats, const char *card,
                    struct booking_booking *booking);
int tour_free_seats(struct tour *tour, cc_id session_id); /* -1 if it cannot be told */

/* ---- told.c: what people are told ---------------------------------------------------- */

CC_RESULT tour_calendar(struct tour *tour, cc_id booking_id, int sequence);
CC_RESULT tour_ticket_picture(struct tour *tour, cc_id booking_id);
/* That somebody has such a notice; the sentence says of what. */
CC_RESULT tour_told(struct tour *tour, enum tour_who who, enum notification_kind kind, const char *sentence);

/* ---- The flows --------------------------------------------------------------------- */

CC_RESULT tour_an_evening(struct tour *tour);       /* found, booked, visited, cancelled */
CC_RESULT tour_at_the_door(struct tour *tour);
CC_RESULT tour_the_host_cancels(struct tour *tour);
CC_RESULT tour_money_fails(struct tour *tour);      /* declined; never confirmed */
CC_RESULT tour_the_fixture_moves(struct tour *tour);
CC_RESULT tour_a_licence_ends(struct tour *tour); /* fewer may watch than there are seats */
