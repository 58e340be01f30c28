/*
 * rebuilding_test.c - what is thrown away and heard again is the same as it was.
 *
 * Histories are random, from a seed.  When they are replayed, each kind of event is heard in a batch of
 * its own, so that much is heard in another order than it was the first time.
 */
#include "services/search/city_test.h"

#include <stdio.h>

#include "platform/core/buf.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/test_internal.h"

enum { HISTORIES = 6, DEEDS = 120, EVENINGS_MAX = 40, FIRST_EVENING = 300, FIRST_BOOKING = 1000 };

struct history {
	struct cc_test *test;
	uint64_t random;
	int evenings, bookings;
};

static int draw(struct history *history, int below)
{
	history->random = history->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((history->random >> 33) % (uint64_t)below);
}

/* Deeds: some are refused, as in life ---------------------------------------------- */

static const int hosts[] = { ANIA, MAREK, ZOFIA }, homes[] = { SOFA, CELLAR, LOFT };

static int draw_evening(struct history *history)
{
	return history->evenings > 0 ? FIRST_EVENING + draw(history, history->evenings) : LODZ_DERBY;
}

static int host_of(int evening)
{
	return hosts[evening % 3];
}

/* One in four is in a home that is not the host's. */
static cc_err publish_another(struct history *history)
{
	int session = FIRST_EVENING + history->evenings;
	bool stranger = draw(history, 4) == 0;
	const struct evening evening = {
		.session = session,
		.host = host_of(session),
		.home = homes[(session + stranger) % 3],
		.fixture = draw(history, 2) ? DERBY : FINAL,
		.title = "Another evening",
		.ahead_h = 24 + draw(history, 100),
	};
	if (history->evenings < EVENINGS_MAX)
		history->evenings++;
	return publish_evening(history->test, &evening);
}

static cc_err rename_game(struct history *history)
{
	char title[32];
	snprintf(title, sizeof title, "Game %d", draw(history, 100));
	const struct game game = { DERBY, LEAGUE, WARTA, PORT, title, DERBY_AHEAD_H };
	return plan_game(history->test, &game);
}

static cc_err move_game(struct history *history)
{
	const struct inventory_move_fixture_request cmd = {
		.fixture_id = cc_test_id(draw(history, 2) ? DERBY : FINAL),
		.kicks_off_at = cc_time_add(cc_test_now(history->test), CC_HOURS(20 + draw(history, 200))),
	};
	return cc_test_run(history->test, &inventory_move_fixture_op, &cmd, NULL);
}

static cc_err rename_home(struct history *history)
{
	static const struct hosting_equipment equipment = { .sound = HOSTING_SOUND_SOUNDBAR };
	int which = draw(history, 3);
	const struct hosting_update_home_request cmd = {
		.home_id = cc_test_id(homes[which]),
		.name = cc_printf(&(struct cc_ctx){ .arena = history->test->arena }, "Home %d",
		                  draw(history, 100)),
		.venue = HOSTING_VENUE_PRIVATE_HOME,
		.equipment = &equipment,
	};
	cc_test_as(history->test, cc_test_id(hosts[which]));
	return cc_test_run(history->test, &hosting_update_home_op, &cmd, NULL);
}

static cc_err rename_host(struct history *history)
{
	char name[32];
	snprintf(name, sizeof name, "Host %d", draw(history, 100));
	return describe_host(history->test, hosts[draw(history, 3)], name);
}

static cc_err change_price(struct history *history)
{
	int session = draw_evening(history);
	return set_price(history->test, session, host_of(session), 4000 + draw(history, 9000));
}

static cc_err hold_some(struct history *history)
{
	return hold(history->test, draw_evening(history), FIRST_BOOKING + history->bookings++,
	            1 + draw(history, SEATS));
}

static cc_err release_one(struct history *history)
{
	return release(history->test, FIRST_BOOKING + draw(history, history->bookings + 1));
}

static cc_err pay_for_one(struct history *history)
{
	int booking = FIRST_BOOKING + draw(history, history->bookings + 1);
	return confirm_late(history->test, booking, 1 + draw(history, SEATS));
}

static cc_err move_evening(struct history *history)
{
	int session = draw_evening(history);
	return reschedule(history->test, session, host_of(session), 10 + draw(history, 200));
}

static cc_err cancel_evening(struct history *history)
{
	int session = draw_evening(history);
	return draw(history, 3) == 0 ? cancel(history->test, session, host_of(session)) : CC_OK;
}

static cc_err let_time_pass(struct history *history)
{
	cc_test_pass(history->test, CC_MINUTES(draw(history, 300)));
	return CC_OK;
}

static cc_err (*const deeds[])(struct history *history) = {
	publish_another, publish_another, publish_another, rename_game,  move_game,
	rename_home,     rename_host,     change_price,    change_price, hold_some,
	hold_some,       hold_some,       release_one,     move_evening, cancel_evening,
	let_time_pass,   let_time_pass,   pay_for_one,     pay_for_one,
};

/* Returns how many were done and not refused. */
static int live(struct history *history)
{
	int done = 0;
	for (int i = 0; i < DEEDS; i++) {
		cc_err err = deeds[draw(history, CC_COUNT(deeds))](history);
		done += err == CC_OK;
		if (draw(history, 3) == 0)
			cc_test_run_due(history->test);
	}
	cc_test_run_due(history->test);
	return done;
}

/* What came of it ------------------------------------------------------------------ */

static void add_page(struct cc_buf *all, const struct search_hit_list *items)
{
	for (size_t i = 0; i < items->count; i++) {
		struct search_hit hit = items->items[i];
		hit.score = 0; /* it changes with the clock, which may be set back by nobody */
		cc_protobuf_encode(all, &search_hit_message, &hit);
	}
}

/* All that can be found, page by page. */
static cc_str all_hits(struct cc_test *test, int32_t *total)
{
	struct search_find_sessions_request asked = {
		.has_limit = true,
		.limit = 50,
		.has_sort = true,
		.sort = SEARCH_SORT_SOONEST,
	};
	struct cc_buf all = { .arena = test->arena };
	do {
		struct search_find_sessions_response page = find_sessions(test, &asked);
		add_page(&all, &page.items);
		*total = page.total;
		asked.has_cursor = page.has_next_cursor;
		asked.cursor = page.next_cursor;
	} while (asked.has_cursor);
	return cc_buf_str(&all);
}

static void a_rebuilt_search_finds_the_same_after_any_history(void **state)
{
	int32_t most = 0;
	(void)state;
	for (int seed = 1; seed <= HISTORIES; seed++) {
		void *opened;
		int32_t before_total, after_total;
		open_city(&opened);
		struct history history = { .test = opened, .random = (uint64_t)seed };
		int done = live(&history);
		cc_str before = all_hits(opened, &before_total);

		cc_test_forget(opened);
		assert_string_equal(found_words(opened, "nothing that anybody is called"), "");
		cc_test_run_due(opened);
		cc_str after = all_hits(opened, &after_total);

		assert_true(done > DEEDS / 3);
		assert_int_equal(before_total, after_total);
		assert_true(cc_str_eq(before, after));
		most = after_total > most ? after_total : most;
		close_city(&opened);
	}
	assert_true(most > 5);
}

/* What is forgotten is gone from the index too, whatever the numbers of its changes were. */
static void what_is_heard_no_more_is_found_no_more(void **state)
{
	struct cc_test *test = *state;
	cc_test_forget(test);
	const struct search_find_sessions_request all = { .has_limit = false };
	CHECK(find_sessions(test, &all).filling);
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM sessions"), 0);
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM inbox"), 0);
	cc_test_run_due(test);
	CHECK(!find_sessions(test, &all).filling);
	assert_string_equal(found_words(test, ""), "50 51 52");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rebuilt_search_finds_the_same_after_any_history),
		CITY_CASE(what_is_heard_no_more_is_found_no_more),
	};
	return cmocka_run_group_tests_name("search: rebuilding", tests, NULL, NULL);
}
