#include "services/hosting/sight.h"

#include "services/hosting/degrees.h"

enum { WHOLE = 100, FRONT_MIN = 70, SIDE_MIN = 40 };

/* Between two points of a curve it is straight. */
struct point {
	int32_t at, score;
};

/* By degrees off the screen's axis. */
static const struct point by_angle[] = { { 30, WHOLE }, { 90, 0 }, { 180, 0 } };
/* By the distance, in hundredths of the screen's diagonal. */
static const struct point by_distance[] = {
	{ 33, 0 }, { 120, WHOLE }, { 250, WHOLE }, { 600, 20 }, { INT32_MAX, 20 },
};
/* By degrees from where the seat looks. */
static const struct point by_turn[] = { { 30, WHOLE }, { 180, 20 } };

static int32_t score_at(const struct point *curve, size_t count, int64_t at)
{
	if (at <= curve[0].at)
		return curve[0].score;
	size_t i = 1;
	while (i + 1 < count && at > curve[i].at)
		i++;
	const struct point *from = &curve[i - 1], *to = &curve[i];
	int64_t way = (at - from->at) * (to->score - from->score) / (to->at - from->at);
	return from->score + (int32_t)way;
}

static int64_t distance(int64_t x, int64_t y)
{
	return hosting_root(x * x + y * y);
}

static enum hosting_seat_view view_of(int32_t score)
{
	return score >= FRONT_MIN  ? HOSTING_SEAT_VIEW_FRONT
	       : score >= SIDE_MIN ? HOSTING_SEAT_VIEW_SIDE
	                           : HOSTING_SEAT_VIEW_PARTIAL;
}

struct hosting_seat_sight hosting_sight_of(const struct hosting_tv *tv, const struct hosting_seat *seat)
{
	int64_t x = seat->x_cm - tv->x_cm, y = seat->y_cm - tv->y_cm;
	struct hosting_seat_sight sight = {
		.label = seat->label,
		.distance_cm = (int32_t)distance(x, y),
		.angle_degrees = hosting_angle_between(tv->facing_degrees, hosting_direction(x, y)),
		.turn_degrees = hosting_angle_between(seat->facing_degrees, hosting_direction(-x, -y)),
	};
	/* An inch is 2.54 cm. */
	int64_t diagonals = (int64_t)sight.distance_cm * WHOLE * WHOLE / (tv->diagonal_inches * INT64_C(254));
	sight.view_score = score_at(by_angle, CC_COUNT(by_angle), sight.angle_degrees) *
	                   score_at(by_distance, CC_COUNT(by_distance), diagonals) *
	                   score_at(by_turn, CC_COUNT(by_turn), sight.turn_degrees) / (WHOLE * WHOLE);
	sight.view = view_of(sight.view_score);
	return sight;
}

static int32_t width_cm(enum hosting_seat_kind kind)
{
	switch (kind) {
	case HOSTING_SEAT_KIND_ARMCHAIR: return 70;
	case HOSTING_SEAT_KIND_CHAIR: return 44;
	default: return 50;
	}
}

struct hosting_gap hosting_gap_between(const struct hosting_seat *a, const struct hosting_seat *b)
{
	return (struct hosting_gap){
		.apart_cm = (int32_t)distance(a->x_cm - b->x_cm, a->y_cm - b->y_cm),
		.needed_cm = (width_cm(a->kind) + width_cm(b->kind)) / 2,
	};
}
