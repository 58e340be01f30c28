/* rooms.c - living rooms: which seats there are, and where they stand. */
#include "cli/demo/tables.h"

#define SOFA     INVENTORY_SEAT_KIND_SOFA
#define ARMCHAIR INVENTORY_SEAT_KIND_ARMCHAIR
#define CHAIR    INVENTORY_SEAT_KIND_CHAIR
#define FLOOR    INVENTORY_SEAT_KIND_FLOOR

const struct demo_room demo_rooms[DEMO_ROOMS] = {
	[DEMO_CORNER_SOFA] = {
		"corner sofa for five", 420, 380, 75, false,
		{ { 'A', SOFA, 3, true, 300 }, { 'B', SOFA, 2, false, 220 } },
	},
	[DEMO_ARMCHAIRS] = {
		"sofa and armchairs", 480, 420, 65, false,
		{ { 'A', SOFA, 3, true, 320 }, { 'B', ARMCHAIR, 2, false, 250 },
		  { 'C', FLOOR, 1, false, 160 } },
	},
	[DEMO_STUDIO] = {
		"studio", 320, 340, 55, false,
		{ { 'A', SOFA, 2, false, 260 }, { 'B', CHAIR, 2, true, 300 } },
	},
	[DEMO_LONG_TABLE] = {
		"long table", 520, 480, 85, false,
		{ { 'A', CHAIR, 4, true, 380 }, { 'B', CHAIR, 4, false, 300 } },
	},
	[DEMO_ATTIC] = {
		"attic with a projector", 560, 500, 100, true,
		{ { 'A', SOFA, 3, false, 400 }, { 'B', FLOOR, 3, false, 280 } },
	},
	[DEMO_CLUB] = {
		"club room", 2000, 1100, 150, true,
		{ { 'A', CHAIR, 15, true, 400 }, { 'B', CHAIR, 15, false, 560 },
		  { 'C', CHAIR, 15, false, 720 }, { 'D', CHAIR, 15, false, 880 } },
	},
};

int demo_room_seats(const struct demo_room *room)
{
	int seats = 0;
	for (size_t i = 0; i < DEMO_ROWS_MAX; i++)
		seats += room->rows[i].seats;
	return seats;
}
