/* evenings.c - who shows what, for how much, and the bookings that are there on purpose. */
#include "cli/demo/tables.h"

/* Declared cost, and food from - to, in hundredths. */
const struct demo_tariff demo_tariffs[DEMO_TARIFFS] = {
	{ 6001, 1500, 2500 }, /* does not divide evenly */
	{ 4000, 1000, 1000 }, /* at the ceiling of what may be shared, and food always costs the same */
	{ 0, 0, 0 },          /* free */
	{ 2499, 700, 1200 },  { 12000, 2000, 4500 }, { 30000, 1000, 1800 }, /* a club */
};

enum { ODD, CEILING, FREE, CHEAP, FEAST, CLUB };

const struct demo_session demo_sessions[DEMO_SESSIONS] = {
	[DEMO_ONE_SEAT_LEFT] = { 0, 0, "Tonight: the derby, on the good sofa", ODD, true },
	[DEMO_SOLD_OUT] = { 1, 0, "Derby with the cat", CEILING, true },
	[DEMO_TWO_AND_ONE] = { 2, 1, "Semi-final by the sea", CHEAP, true },
	[DEMO_HELD] = { 3, 1, "Loud semi-final", ODD, true },
	[DEMO_CALLED_OFF] = { 4, 2, "Friday with the children", FREE, true },
	{ 5, 1, "Semi-final, in English", CHEAP },
	{ 6, 3, "Żubry in the attic", ODD },
	{ 7, 2, "Górnicy from the long table", FEAST },
	{ 8, 4, "Saturday lunch match", CHEAP },
	{ 9, 17, "Qualifying, all of it", ODD },
	{ 10, 12, "Hansa-Abend", CHEAP },
	{ 11, 21, "Lietuva v Czechy", CHEAP },
	{ 12, 0, "The derby for sixty", CLUB },
	{ 13, 4, "Stoczniowcy in the cellar", CLUB },
	{ 14, 15, "Night party: Comets", CHEAP },
	{ 15, 6, "Silesia - Warta on the big screen", ODD },
	{ 16, 5, "Port at home", CEILING },
	{ 17, 20, "Volleyball evening", FREE },
	{ 18, 6, "For Warta only", FEAST },
	{ 19, 13, "Plaza and pizza", ODD },
	{ 20, 18, "Race on the projector", ODD },
	{ 21, 19, "Centre Court and cake", CHEAP },
	{ 22, 18, "Rennsonntag", CHEAP },
	{ 23, 8, "Orły in Vilnius", CEILING },
	{ 0, 10, "Monday with Marek", ODD },
	{ 1, 7, "Sunday, the long name", CHEAP },
	{ 2, 8, "Motława live", CEILING },
	{ 3, 5, "Huta, with ultras", FEAST },
	{ 4, 9, "After dinner", FREE },
	{ 5, 14, "Late cup night", CHEAP },
	{ 6, 10, "Żubry away", ODD },
	{ 7, 22, "Speedway on Friday", CHEAP },
	{ 8, 23, "Jumps in the wind", ODD },
	{ 9, 29, "Practice duel", CHEAP },
	{ 10, 11, "Navigli - Lac", ODD },
	{ 11, 13, "Plaza evening", CHEAP },
	{ 12, 24, "Couch Masters, doors open at noon", CLUB },
	{ 13, 12, "Cup in the cellar", CLUB },
	{ 14, 28, "Lower bracket", FREE },
	{ 15, 16, "The night that has an hour more", CHEAP },
	{ 16, 25, "Yesterday's match", ODD },
	{ 17, 20, "Polska - Finlandia", CHEAP },
	{ 18, 27, "Speedway, three days ago", CHEAP },
	{ 19, 26, "Quarter-final", ODD },
	{ 20, 26, "Quarter-final in the attic", FEAST },
	{ 21, 19, "Final, quietly", CEILING },
	{ 22, 14, "Tejo - Harbour", CHEAP },
	{ 23, 21, "Rinktinė", CHEAP },
};

#define VISA        "pm_card_visa"
#define DECLINED    "pm_card_chargeDeclined"
#define NO_FUNDS    "pm_card_insufficientFunds"
#define GUEST_ASKED "pm_card_threeDSecure"
#define REPLY_LOST  "pm_card_authoriseReplyLost"
#define LATE_NEWS   "pm_card_lateWebhook"

const struct demo_booking demo_bookings[] = {
	/* Six seats, and one is left: C1 on the floor. */
	{ DEMO_ONE_SEAT_LEFT, 20, 2, "A1 A2", VISA, 60, 0 },
	{ DEMO_ONE_SEAT_LEFT, 21, 1, "A3", GUEST_ASKED, 50, 0 },
	{ DEMO_ONE_SEAT_LEFT, 22, 2, "B1 B2", VISA, 12, 0 },
	/* Five seats, all taken; two more guests came too late. */
	{ DEMO_SOLD_OUT, 23, 3, "A1 A2 A3", VISA, 100, 0 },
	{ DEMO_SOLD_OUT, 24, 2, "B1 B2", REPLY_LOST, 72, 0 },
	{ DEMO_SOLD_OUT, 25, 1, NULL, VISA, 20, 0 },
	{ DEMO_SOLD_OUT, 26, 2, NULL, VISA, 6, 0 },
	/* Two neighbours and a single one stay free: A2 A3, and C1. */
	{ DEMO_TWO_AND_ONE, 27, 1, "A1", VISA, 40, 0 },
	{ DEMO_TWO_AND_ONE, 28, 2, "B1 B2", VISA, 30, 0 },
	/* The hold that ends while one looks comes beside these. */
	{ DEMO_HELD, 29, 2, "A1 A2", VISA, 20, 0 },
	{ DEMO_HELD, 30, 2, "A3 A4", NO_FUNDS, 12, 0 },
	/* Called off by the host, when all of this was booked. */
	{ DEMO_CALLED_OFF, 31, 2, NULL, VISA, 100, 0 },
	{ DEMO_CALLED_OFF, 32, 1, NULL, VISA, 72, 0 },
	/* Cancelled by their guests while all, half and nothing goes back. */
	{ 43, 33, 2, NULL, VISA, 140, 60 },
	{ 43, 34, 1, NULL, VISA, 140, 30 },
	{ 43, 35, 1, NULL, VISA, 140, 3 },
	/* What can happen to a card; the last of them waits for its guest. */
	{ 12, 36, 1, NULL, DECLINED, 30, 0 },
	{ 12, 37, 3, NULL, LATE_NEWS, 30, 0 },
	{ 12, DEMO_RIGHT_TO_LEFT, 2, NULL, VISA, 30, 0 },
	{ 12, DEMO_ALL_LETTERS, 2, NULL, GUEST_ASKED, 30, 0 },
	{ 12, DEMO_ONE_LETTER, 1, NULL, VISA, 20, 0 },
	{ 12, DEMO_TOKYO, 1, NULL, VISA, 20, 0 },
	{ 12, 38, 2, NULL, GUEST_ASKED, 0, 0 },
	/* The evenings that move with their fixture. */
	{ 32, 39, 2, NULL, VISA, 72, 0 },
	{ 32, DEMO_OLA, 1, NULL, VISA, 50, 0 },
	/* Whom one is in the demo has been here before. */
	{ 40, DEMO_OLA, 2, NULL, VISA, 140, 0 },
	{ 12, DEMO_OLA, 2, NULL, VISA, 12, 0 },
	{ 19, DEMO_OLA, 1, NULL, DECLINED, 6, 0 },
	{ 44, DEMO_IGOR, 2, NULL, VISA, 100, 0 },
};
const size_t demo_booking_count = CC_COUNT(demo_bookings);
