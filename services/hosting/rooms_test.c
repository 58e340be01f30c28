/* rooms_test.c - where the TV and the seats stand, and what is said about it. */
#include "services/hosting/house_test.h"

static int open_home(void **state)
{
	open_house(state);
	CHECK_OK(create_home(*state, HOME, NULL));
	return 0;
}

static void a_room_comes_back_as_it_was_drawn_with_the_view_of_each_seat(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_home home;
	CHECK_OK(furnish(*state, HOME, &room, NULL));
	CHECK_OK(get_own_home(*state, HOME, &home));
	const struct hosting_room *kept = home.room->room;
	CHECK(kept->width_cm == 400 && kept->depth_cm == 500 && kept->tv->x_cm == 200 &&
	      kept->seats.count == 4);
	CHECK(kept->seats.items[3].kind == HOSTING_SEAT_KIND_ARMCHAIR && kept->seats.items[3].accessible);
	CHECK(cc_str_eq(kept->seats.items[3].label, CC_STR("B1")) &&
	      kept->seats.items[3].facing_degrees == 270);
	CHECK(home.room->sights.items[1].view == HOSTING_SEAT_VIEW_FRONT);
	CHECK(home.room->sights.items[1].view_score == 100);
	CHECK(home.room->sights.items[3].view != HOSTING_SEAT_VIEW_FRONT);
	CHECK(home.room->warnings.count == 0);
}

static void a_room_that_is_drawn_anew_replaces_the_old_one(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_home home;
	CHECK_OK(furnish(*state, HOME, &room, NULL));
	room.seats.count = 1;
	CHECK_OK(furnish(*state, HOME, &room, NULL));
	CHECK_OK(get_own_home(*state, HOME, &home));
	CHECK(home.seats == 1 && home.room->room->seats.count == 1);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM seats") == 1);
}

static void a_preview_says_the_same_and_keeps_nothing(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_preview_room_request query = { .home_id = cc_test_id(HOME), .room = &room };
	struct hosting_furnished_room furnished;
	CHECK_OK(cc_test_run(*state, &hosting_preview_room_op, &query, &furnished));
	CHECK(furnished.sights.count == 4 && furnished.sights.items[1].view_score == 100);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM rooms") == 0);
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_REFUSED(cc_test_run(*state, &hosting_preview_room_op, &query, NULL), hosting_home_not_found);
}

static void a_label_names_one_seat(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_seat seats[] = { room.seats.items[0], room.seats.items[0] };
	room.seats = (struct hosting_seat_list){ seats, 2 };
	CHECK_REFUSED(furnish(*state, HOME, &room, NULL), hosting_duplicate_seat);
}

static void nothing_stands_outside_of_the_room(void **state)
{
	struct hosting_room room = usual_room();
	room.depth_cm = 299;
	CHECK_REFUSED(furnish(*state, HOME, &room, NULL), hosting_outside_the_room);
	room = usual_room();
	room.width_cm = 199; /* the TV hangs at 200 */
	room.seats.count = 1;
	CHECK_REFUSED(furnish(*state, HOME, &room, NULL), hosting_outside_the_room);
}

static void seats_that_overlap_are_warned_of_and_kept(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_seat seats[] = { room.seats.items[0], room.seats.items[1] };
	struct hosting_furnished_room furnished;
	seats[1].x_cm = seats[0].x_cm + 49;
	room.seats = (struct hosting_seat_list){ seats, 2 };
	CHECK_OK(furnish(*state, HOME, &room, &furnished));
	CHECK(furnished.warnings.count == 1);
	const struct hosting_room_warning *warning = &furnished.warnings.items[0];
	CHECK(warning->kind == HOSTING_ROOM_WARNING_KIND_SEATS_OVERLAP && warning->labels.count == 2);
	CHECK(cc_str_eq(warning->text, CC_STR("A1 and A2 are 49 cm apart, and need 50.")));
	seats[1].x_cm++;
	CHECK_OK(furnish(*state, HOME, &room, &furnished));
	CHECK(furnished.warnings.count == 0);
}

static void a_seat_beside_the_screen_is_warned_of(void **state)
{
	struct hosting_room room = usual_room();
	struct hosting_seat seats[] = { room.seats.items[0] };
	struct hosting_furnished_room furnished;
	seats[0].x_cm = 400;
	seats[0].y_cm = 10;
	room.seats = (struct hosting_seat_list){ seats, 1 };
	CHECK_OK(furnish(*state, HOME, &room, &furnished));
	CHECK(furnished.warnings.count == 1);
	CHECK(furnished.warnings.items[0].kind == HOSTING_ROOM_WARNING_KIND_NO_VIEW);
}

static void no_more_than_twenty_warnings_are_given(void **state)
{
	static struct hosting_seat seats[120];
	static char labels[120][4];
	struct hosting_room room = usual_room();
	struct hosting_furnished_room furnished;
	for (int i = 0; i < 120; i++) {
		labels[i][0] = (char)('A' + i / 26);
		labels[i][1] = (char)('a' + i % 26);
		seats[i] = room.seats.items[0];
		seats[i].label = cc_str_of(labels[i]);
	}
	room.seats = (struct hosting_seat_list){ seats, 120 };
	CHECK_OK(furnish(*state, HOME, &room, &furnished));
	CHECK(furnished.sights.count == 120 && furnished.warnings.count == 20);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_home, close_house)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_room_comes_back_as_it_was_drawn_with_the_view_of_each_seat),
		CASE(a_room_that_is_drawn_anew_replaces_the_old_one),
		CASE(a_preview_says_the_same_and_keeps_nothing),
		CASE(a_label_names_one_seat),
		CASE(nothing_stands_outside_of_the_room),
		CASE(seats_that_overlap_are_warned_of_and_kept),
		CASE(a_seat_beside_the_screen_is_warned_of),
		CASE(no_more_than_twenty_warnings_are_given),
	};
	return cmocka_run_group_tests_name("hosting: rooms", cases, NULL, NULL);
}
