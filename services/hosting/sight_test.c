/* sight_test.c - how well the screen is seen, from wherever one sits. */
#include "platform/test.h"

#include "services/hosting/degrees.h"
#include "services/hosting/sight.h"

/* 65 inches are 165 cm. */
static const struct hosting_tv tv = {
	.x_cm = 1000, .y_cm = 1000, .facing_degrees = 0, .diagonal_inches = 65
};

static struct hosting_seat_sight from(int32_t x_cm, int32_t y_cm, int32_t facing_degrees)
{
	const struct hosting_seat seat = {
		.label = CC_STR("A1"),
		.kind = HOSTING_SEAT_KIND_SOFA,
		.x_cm = x_cm,
		.y_cm = y_cm,
		.facing_degrees = facing_degrees,
	};
	return hosting_sight_of(&tv, &seat);
}

static void straight_in_front_at_a_good_distance_is_best(void **unused)
{
	(void)unused;
	struct hosting_seat_sight sight = from(1000, 1300, 180);
	CHECK(sight.view_score == 100 && sight.view == HOSTING_SEAT_VIEW_FRONT);
	CHECK(sight.distance_cm == 300 && sight.angle_degrees == 0 && sight.turn_degrees == 0);
}

static void farther_off_the_axis_is_never_better(void **unused)
{
	(void)unused;
	int32_t last = 100;
	for (int32_t angle = 0; angle <= 180; angle += 5) { /* three metres away, looking at it */
		int32_t x = (int32_t)(hosting_sine(angle) * 300 / HOSTING_ONE);
		int32_t y = (int32_t)(hosting_sine(angle + 90) * 300 / HOSTING_ONE);
		struct hosting_seat_sight sight = from(1000 + x, 1000 + y, (angle + 180) % 360);
		CHECK(sight.view_score <= last && (sight.view_score == last || angle > 30));
		last = sight.view_score;
	}
	CHECK(from(1300, 1000, 270).view_score == 0 && from(1300, 1000, 270).angle_degrees == 90);
	CHECK(from(1300, 900, 270).view_score == 0);
	CHECK(from(700, 1300, 135).view_score == from(1300, 1300, 225).view_score); /* left is as right */
}

static void beside_is_side_and_nearly_behind_is_partial(void **unused)
{
	(void)unused;
	CHECK(from(1212, 1212, 225).angle_degrees == 45);
	CHECK(from(1212, 1212, 225).view == HOSTING_SEAT_VIEW_FRONT);
	CHECK(from(1260, 1150, 240).angle_degrees == 60 && from(1260, 1150, 240).view_score == 50);
	CHECK(from(1260, 1150, 240).view == HOSTING_SEAT_VIEW_SIDE);
	CHECK(from(1290, 1078, 255).view == HOSTING_SEAT_VIEW_PARTIAL);
}

static void too_near_and_too_far_are_worse(void **unused)
{
	(void)unused;
	CHECK(from(1000, 1050, 180).view_score == 0);
	CHECK(from(1000, 1126, 180).view_score > 0 && from(1000, 1126, 180).view_score < 70);
	CHECK(from(1000, 1200, 180).view_score == 100 && from(1000, 1412, 180).view_score == 100);
	CHECK(from(1000, 1700, 180).view_score < 70 && from(1000, 1700, 180).view_score > 40);
	CHECK(from(1000, 5000, 180).view_score == 20);
}

static void whoever_has_to_turn_round_sees_less(void **unused)
{
	(void)unused;
	CHECK(from(1000, 1300, 150).view_score == 100 && from(1000, 1300, 210).view_score == 100);
	CHECK(from(1000, 1300, 90).view_score == 68 && from(1000, 1300, 90).turn_degrees == 90);
	CHECK(from(1000, 1300, 0).view_score == 20 && from(1000, 1300, 0).view == HOSTING_SEAT_VIEW_PARTIAL);
}

static void a_seat_in_the_screen_sees_nothing(void **unused)
{
	(void)unused;
	CHECK(from(1000, 1000, 180).view_score == 0);
}

static void every_score_lies_between_nothing_and_all(void **unused)
{
	(void)unused;
	for (int32_t x = 0; x <= 5000; x += 250)
		for (int32_t y = 0; y <= 5000; y += 250)
			for (int32_t facing = 0; facing < 360; facing += 30)
				CHECK(from(x, y, facing).view_score >= 0 &&
				      from(x, y, facing).view_score <= 100);
}

static void armchairs_need_more_room_than_chairs(void **unused)
{
	(void)unused;
	struct hosting_seat a = { .kind = HOSTING_SEAT_KIND_ARMCHAIR, .x_cm = 100, .y_cm = 100 };
	struct hosting_seat b = { .kind = HOSTING_SEAT_KIND_CHAIR, .x_cm = 130, .y_cm = 140 };
	CHECK(hosting_gap_between(&a, &b).apart_cm == 50 && hosting_gap_between(&a, &b).needed_cm == 57);
	a.kind = HOSTING_SEAT_KIND_CHAIR;
	CHECK(hosting_gap_between(&a, &b).needed_cm == 44);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(straight_in_front_at_a_good_distance_is_best),
		cmocka_unit_test(farther_off_the_axis_is_never_better),
		cmocka_unit_test(beside_is_side_and_nearly_behind_is_partial),
		cmocka_unit_test(too_near_and_too_far_are_worse),
		cmocka_unit_test(whoever_has_to_turn_round_sees_less),
		cmocka_unit_test(a_seat_in_the_screen_sees_nothing),
		cmocka_unit_test(every_score_lies_between_nothing_and_all),
		cmocka_unit_test(armchairs_need_more_room_than_chairs),
	};
	return cmocka_run_group_tests_name("hosting: sight", cases, NULL, NULL);
}
