/*
 * tables.h - the demo's people, calendar, rooms and evenings: data, with no rules.
 *
 * All names are invented.  Rows name each other by their place in the tables, which
 * demo/plan_test.c checks.
 */
#pragma once

#include "contracts/inventory.h"
#include "platform/core/value.h"

enum {
	DEMO_COMPETITIONS = 9,
	DEMO_TEAMS = 35,
	DEMO_FIXTURES = 30,
	DEMO_HOSTS = 24,
	DEMO_GUESTS = 180,
	DEMO_SESSIONS = 48,
	DEMO_ROWS_MAX = 4,
	DEMO_NO_TEAM = -1,
};

/* ---- Calendar: calendar.c ---------------------------------------------------- */

struct demo_competition {
	const char *slug, *name, *sport;
};

struct demo_team {
	const char *name, *short_name;
	int competition;
};

enum demo_day { DEMO_SUN, DEMO_MON, DEMO_TUE, DEMO_WED, DEMO_THU, DEMO_FRI, DEMO_SAT };

/* When something is, as seen from the moment at which the demo starts. */
struct demo_when {
	enum { DEMO_IN_MINUTES, DEMO_ON_DAY, DEMO_DAYS_AGO, DEMO_AUTUMN_NIGHT } kind;
	int amount;       /* of minutes or days; of ON_DAY: the day of the week, next time it comes */
	int hour, minute; /* in Warsaw, where most of the audience is */
};

struct demo_fixture {
	int competition, home, away; /* teams, or DEMO_NO_TEAM: then it has a title */
	const char *title;
	struct demo_when when;
	int duration_minutes;
	const char *time_zone, *round; /* where it is played */
};

extern const struct demo_competition demo_competitions[DEMO_COMPETITIONS];
extern const struct demo_team demo_teams[DEMO_TEAMS];
extern const struct demo_fixture demo_fixtures[DEMO_FIXTURES];

/* ---- Rooms: rooms.c ------------------------------------------------------------ */

/* Seats side by side: A1, A2, ... */
struct demo_row {
	char letter;
	enum inventory_seat_kind kind;
	int seats;
	bool accessible; /* the first of them */
	int distance_cm; /* from the wall with the screen */
};

struct demo_room {
	const char *name;
	int width_cm, depth_cm, diagonal_inches;
	bool projector;
	struct demo_row rows[DEMO_ROWS_MAX]; /* those with seats */
};

enum { DEMO_CORNER_SOFA, DEMO_ARMCHAIRS, DEMO_STUDIO, DEMO_LONG_TABLE, DEMO_ATTIC, DEMO_CLUB, DEMO_ROOMS };
extern const struct demo_room demo_rooms[DEMO_ROOMS];
int demo_room_seats(const struct demo_room *room);

/* ---- People: people.c ---------------------------------------------------------- */

struct demo_city {
	const char *name, *country, *time_zone, *currency;
	int32_t latitude_microdegrees, longitude_microdegrees;
};

enum {
	DEMO_WARSZAWA, DEMO_KRAKOW, DEMO_GDANSK, DEMO_LODZ, DEMO_POZNAN, DEMO_WROCLAW, DEMO_BIALYSTOK,
	DEMO_KATOWICE, DEMO_RZESZOW, DEMO_TORUN, DEMO_BERLIN, DEMO_VILNIUS, DEMO_CITIES,
};
extern const struct demo_city demo_cities[DEMO_CITIES];

struct demo_host {
	const char *name, *street, *languages; /* "pl en" */
	const char *package;                   /* "sportbox" */
	const char *cheers_for;                /* NULL: for whoever plays well */
	int city, room, stairs;
	bool pets, kids, wheelchair, smoking_outside, alcohol;
};
extern const struct demo_host demo_hosts[DEMO_HOSTS];

/* The guests whom something is shown by; the others are made of the names below. */
struct demo_guest {
	const char *name, *locale, *time_zone;
};
enum { DEMO_OLA, DEMO_IGOR, DEMO_ALL_LETTERS, DEMO_RIGHT_TO_LEFT, DEMO_ONE_LETTER, DEMO_REGULAR, DEMO_TOKYO,
       DEMO_NAMED_GUESTS };
extern const struct demo_guest demo_named_guests[DEMO_NAMED_GUESTS];
extern const char *const demo_given_names[], *const demo_family_names[];
extern const size_t demo_given_name_count, demo_family_name_count;

/* ---- Evenings: evenings.c -------------------------------------------------------- */

/* What an evening costs, in the host's currency. */
struct demo_tariff {
	int64_t declared_minor, food_floor_minor, food_ceiling_minor;
};

struct demo_session {
	int host, fixture;
	const char *title;
	int tariff;
	bool scripted; /* only the bookings below are made, no others */
};

/* A booking by a script. */
struct demo_booking {
	int session, guest, seats;
	const char *labels; /* "A1 A2"; NULL: whichever are free */
	const char *card;
	int hours_ago;       /* asked for so long before the demo starts */
	int cancelled_hours; /* by the guest, so long before kick-off; 0: not */
};

enum { DEMO_TARIFFS = 6 };
extern const struct demo_tariff demo_tariffs[DEMO_TARIFFS];
extern const struct demo_session demo_sessions[DEMO_SESSIONS];
extern const struct demo_booking demo_bookings[];
extern const size_t demo_booking_count;

/* The evenings that something happens to. */
enum { DEMO_ONE_SEAT_LEFT = 0, DEMO_SOLD_OUT = 1, DEMO_TWO_AND_ONE = 2, DEMO_HELD = 3, DEMO_CALLED_OFF = 4 };
