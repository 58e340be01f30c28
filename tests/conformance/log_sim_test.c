/* log_sim_test.c - the suite of ports/log.h on the simulated broker, and how it delivers badly. */
#include "platform/adapters/log_embedded.h"
#include "platform/adapters/sim/log_sim.h"
#include "platform/core/run.h"
#include "tests/conformance/faults_plan.h"
#include "tests/conformance/log_suite.h"

#define TOPIC CC_STR("post.events")

/* A town whose post and porch have the broker between them. */
struct market {
	struct town *town;
	struct faults_plan faults;
	struct cc_broker_sim *broker;
};

static void connect(struct market *market)
{
	struct town *town = market->town;
	cc_events_stop(town->events);
	cc_events_free(town->events);
	town->log->ops->free(town->log);
	town->log = cc_log_sim_new(market->broker, cc_log_embedded_new(town->node));
	town->events = cc_events_new(town->node, town->log);
}

static int open_market(void **state)
{
	struct market *market = test_calloc(1, sizeof *market);
	market->town = town_open();
	faults_plan_init(&market->faults, &market->town->clock);
	market->broker = cc_broker_sim_new(&market->town->clock.base, &market->faults.base);
	connect(market);
	*state = market;
	return 0;
}

static int close_market(void **state)
{
	struct market *market = *state;
	town_close(market->town);
	cc_broker_sim_free(market->broker);
	test_free(market);
	return 0;
}

static void strike(struct market *market, enum cc_fault fault, int times, bool most)
{
	market->faults.strikes[fault] = times;
	market->faults.most[fault] = most;
}

static void send_four(struct town *town)
{
	CHECK_OK(town_send(town, 1, "A", "a1"));
	CHECK_OK(town_send(town, 2, "B", "b1"));
	CHECK_OK(town_send(town, 3, "A", "a2"));
	CHECK_OK(town_send(town, 4, "B", "b2"));
}

/* Each parcel's stamp comes before it, under a key of its own. */
static void skip_stamps(struct market *market, enum cc_fault fault)
{
	struct town *town = market->town;
	CHECK_OK(town_send(town, 9, "C", "c1"));
	market->faults.most[fault] = false;
	assert_string_equal(log_notes(town, town->log), "c1");
}

static void whatever_follows_a_late_record_under_its_key_is_late_too(void **state)
{
	struct market *market = *state;
	struct town *town = market->town;
	send_four(town);
	strike(market, CC_FAULT_EVENT_LATE, 2, true); /* the first stamp, and a1 */
	assert_string_equal(log_notes(town, town->log), "b1 b2");
	assert_int_equal(cc_broker_sim_waiting(market->broker), 3);
	CHECK(cc_broker_sim_due(market->broker).ms == market->town->clock.now_ms + CC_MINUTES(10));
	town_pass(town, CC_MINUTES(10) - 1);
	assert_string_equal(log_notes(town, town->log), "b1 b2");
	town_pass(town, 1);
	assert_string_equal(log_notes(town, town->log), "b1 b2 a1 a2");
	CHECK(cc_broker_sim_due(market->broker).ms == CC_TIME_NEVER.ms);
	assert_int_equal(cc_broker_sim_counts(market->broker).late, 2);
}

static void what_comes_when_the_late_one_is_due_does_not_overtake_it(void **state)
{
	struct market *market = *state;
	struct town *town = market->town;
	CHECK_OK(town_send(town, 1, "A", "a1"));
	strike(market, CC_FAULT_EVENT_LATE, 2, true);
	assert_string_equal(log_notes(town, town->log), "");
	town_pass(town, CC_MINUTES(10));
	CHECK_OK(town_send(town, 2, "A", "a2"));
	assert_string_equal(log_notes(town, town->log), "a1 a2");
}

static void other_keys_overtake(void **state)
{
	struct market *market = *state;
	struct town *town = market->town;
	skip_stamps(market, CC_FAULT_EVENT_REORDERED);
	send_four(town);
	strike(market, CC_FAULT_EVENT_REORDERED, 2, false);
	assert_string_equal(log_notes(town, town->log), "c1 b1 b2");
	town_pass(town, 1);
	assert_string_equal(log_notes(town, town->log), "c1 b1 b2 a1 a2");
}

static void a_copy_comes_later_and_has_a_place_of_its_own(void **state)
{
	struct market *market = *state;
	struct town *town = market->town;
	CHECK_OK(town_send(town, 1, "A", "a1"));
	strike(market, CC_FAULT_EVENT_TWICE, 2, true);
	assert_string_equal(log_notes(town, town->log), "a1");
	CHECK_OK(town_send(town, 2, "A", "a2"));
	town_pass(town, CC_HOURS(1));
	assert_string_equal(log_notes(town, town->log), "a1 a1 a2");
	struct cc_record_list records = log_read(town, town->log, 0, 100);
	for (size_t i = 0; i < records.count; i++)
		assert_int_equal(records.items[i].position, i + 1);
	CHECK(cc_id_eq(cc_broker_sim_record(market->broker, TOPIC, 1)->event_id, records.items[1].event_id));
	CHECK(cc_broker_sim_record(market->broker, TOPIC, records.count) == NULL);
}

static void consumers_do_everything_once_and_in_the_order_of_its_key(void **state)
{
	struct market *market = *state;
	struct town *town = market->town;
	enum { PARCELS = 60 };
	strike(market, CC_FAULT_EVENT_LATE, 7, false);
	strike(market, CC_FAULT_EVENT_REORDERED, 40, true);
	strike(market, CC_FAULT_EVENT_TWICE, 80, true);
	town_send_many(town, PARCELS, 5);
	town_run_due(town);
	for (int rounds = 0; rounds < 10 && cc_broker_sim_waiting(market->broker) > 0; rounds++) {
		town_pass(town, CC_MINUTES(10));
		town_run_due(town);
	}
	town_check_all_arrived(town, PARCELS);
	assert_int_equal(cc_events_stats(town->events).duplicates, 80 / 2); /* a stamp for each parcel */
}

static void what_was_published_outlives_the_process(void **state)
{
	struct market *market = *state;
	struct town *town = market->town;
	strike(market, CC_FAULT_EVENT_LATE, 2, true);
	strike(market, CC_FAULT_EVENT_TWICE, 30, false);
	town_send_many(town, 20, 3);
	cc_events_step(town->events);
	town_reopen(town);
	connect(market);
	town_pass(town, CC_MINUTES(10));
	town_run_due(town);
	town_check_all_arrived(town, 20);
}

/* The suite: each log has a broker of its own, which reads the outbox from its beginning. */
enum { BROKERS_MAX = 64 };
static struct cc_broker_sim *brokers[BROKERS_MAX];
static size_t broker_count;

static struct cc_log *make_sim(struct cc_node *node)
{
	static struct cc_clock_sim clock;
	cc_clock_sim_init(&clock, (cc_time){ 0 });
	assert_true(broker_count < BROKERS_MAX);
	brokers[broker_count] = cc_broker_sim_new(&clock.base, NULL);
	return cc_log_sim_new(brokers[broker_count++], cc_log_embedded_new(node));
}

#define MARKET_CASE(test) cmocka_unit_test_setup_teardown(test, open_market, close_market)

int main(void)
{
	static const struct log_suite_engine engine = { "log: sim without faults", make_sim };
	const struct CMUnitTest tests[] = {
		MARKET_CASE(whatever_follows_a_late_record_under_its_key_is_late_too),
		MARKET_CASE(what_comes_when_the_late_one_is_due_does_not_overtake_it),
		MARKET_CASE(other_keys_overtake),
		MARKET_CASE(a_copy_comes_later_and_has_a_place_of_its_own),
		MARKET_CASE(consumers_do_everything_once_and_in_the_order_of_its_key),
		MARKET_CASE(what_was_published_outlives_the_process),
	};
	int failed = cmocka_run_group_tests_name("log: sim by its faults", tests, NULL, NULL);
	failed += log_suite(&engine);
	while (broker_count > 0)
		cc_broker_sim_free(brokers[--broker_count]);
	return failed;
}
