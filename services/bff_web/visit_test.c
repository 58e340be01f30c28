#include "services/bff_web/visit_test.h"

#include "services/booking/booking.h"
#include "services/compliance/compliance.h"
#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"
#include "services/search/search.h"

enum { LEAGUE = 20, WARTA, PORT };

/* The derby ------------------------------------------------------------------------ */

static void put_team(struct cc_test *test, int team, const char *name)
{
	const struct inventory_put_team_request cmd = {
		.team_id = cc_test_id(team),
		.name = cc_str_of(name),
		.short_name = CC_STR("ABC"),
	};
	CHECK_OK(cc_test_run(test, &inventory_put_team_op, &cmd, NULL));
}

static void put_derby(struct cc_test *test)
{
	const struct inventory_put_competition_request league = {
		.competition_id = cc_test_id(LEAGUE),
		.slug = CC_STR("liga-nadwislanska"),
		.name = CC_STR("Liga Nadwiślańska"),
		.sport = CC_STR("football"),
	};
	const struct inventory_put_fixture_request derby = {
		.fixture_id = cc_test_id(FIXTURE),
		.competition_id = cc_test_id(LEAGUE),
		.has_home_team_id = true,
		.home_team_id = cc_test_id(WARTA),
		.has_away_team_id = true,
		.away_team_id = cc_test_id(PORT),
		.kicks_off_at = cc_time_add(cc_test_now(test), CC_HOURS(AHEAD_H)),
		.duration_minutes = LASTS_MIN,
		.time_zone = CC_STR("Europe/Warsaw"),
	};
	CHECK_OK(cc_test_run(test, &inventory_put_competition_op, &league, NULL));
	put_team(test, WARTA, "Czarni Warta");
	put_team(test, PORT, "Błękitni Port");
	CHECK_OK(cc_test_run(test, &inventory_put_fixture_op, &derby, NULL));
}

int open_visit(void **state)
{
	static const struct cc_service *const services[] = {
		&booking_service, &bff_web_service,   &compliance_service,
		&hosting_service, &inventory_service, &payment_service,
		&pricing_service, &search_service,    NULL,
	};
	struct cc_test *test = cc_test_open_all(services);
	cc_test_open_index(test);
	cc_test_open_provider(test);
	put_derby(test);
	CHECK_OK(put_profile(test, ANIA, "Ania K."));
	make_ready(test, HOME);
	cc_test_run_due(test);
	*state = test;
	return 0;
}

int close_visit(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* What people do ------------------------------------------------------------------- */

struct bff_web_plan_evening_request usual_plan(int evening)
{
	return (struct bff_web_plan_evening_request){
		.home_id = cc_test_id(HOME),
		.session_id = cc_test_id(evening),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("The derby on the big sofa"),
		.charge_basis = INVENTORY_CHARGE_BASIS_COST_SHARE,
	};
}

cc_err plan(struct cc_test *test, const struct bff_web_plan_evening_request *cmd,
            struct bff_web_planned_evening *planned)
{
	return cc_test_run(test, &bff_web_plan_evening_op, cmd, planned);
}

void publish_evening(struct cc_test *test, int evening, int home)
{
	struct bff_web_plan_evening_request cmd = usual_plan(evening);
	const struct pricing_set_tariff_request tariff = {
		.session_id = cmd.session_id,
		.declared_cost = { 4800, { "PLN" } },
		.food_floor = { 0, { "PLN" } },
		.food_ceiling = { 0, { "PLN" } },
	};
	cmd.home_id = cc_test_id(home);
	cmd.publish = true;
	CHECK_OK(plan(test, &cmd, NULL));
	cc_test_run_due(test);
	CHECK_OK(cc_test_run(test, &pricing_set_tariff_op, &tariff, NULL));
}

void book(struct cc_test *test, int booking)
{
	const struct booking_request_booking_request cmd = {
		.booking_id = cc_test_id(booking),
		.session_id = cc_test_id(EVENING),
		.seats = 2,
		.payment_method = CC_STR("pm_card_visa"),
	};
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cc_test_run(test, &booking_request_booking_op, &cmd, NULL));
	cc_test_run_due(test);
}

/* What they look at ---------------------------------------------------------------- */

cc_err show_start(struct cc_test *test, const char *city, struct bff_web_start_page *page)
{
	const struct bff_web_show_start_request query = {
		.has_city = city != NULL,
		.city = cc_str_of(city),
	};
	return cc_test_run(test, &bff_web_show_start_op, &query, page);
}

cc_err show_fixture(struct cc_test *test, struct bff_web_fixture_page *page)
{
	const struct bff_web_show_fixture_request query = { .fixture_id = cc_test_id(FIXTURE) };
	return cc_test_run(test, &bff_web_show_fixture_op, &query, page);
}

cc_err show_session(struct cc_test *test, int evening, struct bff_web_session_page *page)
{
	const struct bff_web_show_session_request query = { .session_id = cc_test_id(evening) };
	return cc_test_run(test, &bff_web_show_session_op, &query, page);
}

cc_err show_booking(struct cc_test *test, int booking, struct bff_web_booking_page *page)
{
	const struct bff_web_show_booking_request query = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &bff_web_show_booking_op, &query, page);
}

cc_err show_bookings(struct cc_test *test, struct bff_web_bookings_page *page)
{
	const struct bff_web_show_bookings_request query = { 0 };
	return cc_test_run(test, &bff_web_show_bookings_op, &query, page);
}

cc_err show_hosting(struct cc_test *test, struct bff_web_hosting_page *page)
{
	const struct bff_web_show_hosting_request query = { 0 };
	return cc_test_run(test, &bff_web_show_hosting_op, &query, page);
}

/* What happens in between ----------------------------------------------------------- */

void silence(struct cc_test *test, const struct cc_op *op, int calls)
{
	cc_test_fail_peers(test, &(struct cc_peers_fail_plan){ .only = op, .refuse = calls });
}

static void count_one(void *arg)
{
	++*(int *)arg;
}

void count_calls(struct cc_test *test, int *calls)
{
	*calls = 0;
	cc_test_fail_peers(test,
	                   &(struct cc_peers_fail_plan){ .delay = 1000, .pass = count_one, .arg = calls });
}
