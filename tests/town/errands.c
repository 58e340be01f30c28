#include "tests/town/errands.h"

cc_err errand_run(struct town *town, int n, const char *address, int64_t delay_ms)
{
	struct post_run_errand_request cmd = {
		.errand_id = town_id(n),
		.address = cc_str_of(address),
		.delay_ms = delay_ms,
	};
	return town_run(town, &post_run_errand_op, &cmd);
}

void errand_send(struct town *town, int n, const char *address)
{
	CHECK_OK(errand_run(town, n, address, 0));
}

int64_t at_post(struct town *town, const char *sql)
{
	return town_int(town, &post_service, sql);
}

int64_t at_porch(struct town *town, const char *sql)
{
	return town_int(town, &porch_service, sql);
}

void errand_check_states(struct town *town, const char *states)
{
	assert_string_equal(town_words(town, &post_service, "SELECT state FROM errands ORDER BY errand_id"),
	                    states);
}

void errand_check_once(struct town *town, int tries)
{
	errand_check_states(town, "Tea was served.");
	assert_int_equal(at_porch(town, VISITS), 1);
	assert_int_equal(at_porch(town, KNOCKS), tries);
	assert_int_equal(at_porch(town, KEYS), 1);
	assert_int_equal(at_post(town, PLANS), 0);
}

struct cc_effects_stats errand_stats(struct town *town)
{
	return cc_effects_stats(cc_events_effects(town->events));
}

static struct {
	struct town *town;
	enum post_point point;
	int times;
	void (*what)(struct town *town);
} meeting;

static void meet(enum post_point point)
{
	if (point != meeting.point || meeting.times == 0)
		return;
	meeting.times--;
	meeting.what(meeting.town);
}

void errand_meets(struct town *town, enum post_point point, int times, void (*what)(struct town *town))
{
	meeting.town = town;
	meeting.point = point;
	meeting.times = times;
	meeting.what = what;
	post_hook = meet;
}

int errand_teardown(void **state)
{
	post_hook = NULL;
	return town_teardown(state);
}
