/* peers_sim_test.c - the suite of ports/peers.h on the simulated network, and how it loses and repeats. */
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sim/peers_sim.h"
#include "platform/core/run.h"
#include "tests/conformance/faults_plan.h"
#include "tests/conformance/peers_suite.h"

/* A town whose services have the network between them. */
struct county {
	struct town *town;
	struct faults_plan faults;
	struct cc_network_sim *network;
};

static int open_county(void **state)
{
	struct county *county = test_calloc(1, sizeof *county);
	struct town *town = town_open();
	county->town = town;
	faults_plan_init(&county->faults, &town->clock);
	county->network = cc_network_sim_new(&town->clock.base, &county->faults.base);
	town->peers->ops->free(town->peers);
	town->peers = cc_peers_sim_new(county->network, cc_peers_local_new(town->node));
	cc_node_set_peers(town->node, town->peers);
	*state = county;
	return 0;
}

static int close_county(void **state)
{
	struct county *county = *state;
	town_close(county->town);
	cc_network_sim_free(county->network);
	test_free(county);
	return 0;
}

static void strike(struct county *county, enum cc_fault fault, int times, bool most)
{
	county->faults.strikes[fault] = times;
	county->faults.most[fault] = most;
}

static int64_t parcels(struct county *county)
{
	return town_int(county->town, &post_service, "SELECT COUNT(*) FROM parcels");
}

static void a_lost_request_is_refused_at_once_or_met_with_silence(void **state)
{
	struct county *county = *state;
	int64_t began = county->town->clock.now_ms;
	strike(county, CC_FAULT_PEER_LOST, 1, false);
	CHECK_FAILS(town_send(county->town, 1, "A", "one"), &cc_unavailable);
	assert_int_equal(county->town->clock.now_ms, began);
	strike(county, CC_FAULT_PEER_LOST, 1, true);
	CHECK_FAILS(town_send(county->town, 1, "A", "one"), &cc_deadline_exceeded);
	assert_int_equal(county->town->clock.now_ms, began + 5000);
	assert_int_equal(parcels(county), 0);
	CHECK_OK(town_send(county->town, 1, "A", "one"));
	assert_int_equal(cc_network_sim_counts(county->network).lost, 2);
}

static void a_lost_reply_leaves_the_effect(void **state)
{
	struct county *county = *state;
	strike(county, CC_FAULT_PEER_REPLY_LOST, 1, false);
	CHECK_FAILS(town_send(county->town, 1, "A", "one"), &cc_deadline_exceeded);
	assert_int_equal(parcels(county), 1);
}

static void a_slow_request_may_come_too_late(void **state)
{
	struct county *county = *state;
	strike(county, CC_FAULT_PEER_SLOW, 2, true);
	CHECK_FAILS(town_send(county->town, 1, "A", "one"), &cc_deadline_exceeded);
	assert_int_equal(parcels(county), 0);
	county->faults.most[CC_FAULT_PEER_SLOW] = false;
	CHECK_OK(town_send(county->town, 1, "A", "one"));
}

/* An answer that was kept under the key is all that the second arrival gets. */
static void a_call_arrives_again_under_its_key_and_has_no_effect(void **state)
{
	struct county *county = *state;
	struct town *town = county->town;
	struct cc_ctx ctx = town_ctx(town);
	struct post_send_parcel_request cmd = { .parcel_id = town_id(1), .address = CC_STR("A") };
	struct post_parcel parcel;
	strike(county, CC_FAULT_PEER_TWICE, 1, true);
	CHECK_OK(cc_call_once(&ctx, &post_send_parcel_op, CC_STR("k"), &cmd, &parcel));
	CHECK(!cc_network_sim_step(county->network, town->peers, &ctx));
	town_pass(town, CC_MINUTES(30));
	CHECK(cc_network_sim_due(county->network).ms <= town->clock.now_ms);
	CHECK(cc_network_sim_step(county->network, town->peers, &ctx));
	CHECK(!cc_network_sim_step(county->network, town->peers, &ctx));
	assert_int_equal(parcels(county), 1);
	assert_int_equal(cc_network_sim_counts(county->network).repeated, 1);
}

static void it_does_arrive_again(void **state)
{
	struct county *county = *state;
	struct town *town = county->town;
	struct cc_ctx ctx = town_ctx(town);
	struct post_send_parcel_request cmd = { .parcel_id = town_id(1), .address = CC_STR("A") };
	struct post_parcel parcel;
	strike(county, CC_FAULT_PEER_TWICE, 1, false);
	CHECK_OK(cc_call_once(&ctx, &post_send_parcel_op, CC_STR("k"), &cmd, &parcel));
	town_sql(town, &post_service, "DELETE FROM idempotency"); /* whoever forgets does it twice */
	town_sql(town, &post_service, "DELETE FROM parcels");
	town_pass(town, 10);
	CHECK(cc_network_sim_step(county->network, town->peers, &ctx));
	assert_int_equal(parcels(county), 1);
}

static void what_has_no_key_comes_once(void **state)
{
	struct county *county = *state;
	strike(county, CC_FAULT_PEER_TWICE, 1, false);
	CHECK_OK(town_send(county->town, 1, "A", "one"));
	CHECK(cc_network_sim_due(county->network).ms == CC_TIME_NEVER.ms);
}

/* From outside to the post; the relay's calls stay inside the post. */
static void two_who_are_parted_do_not_reach_each_other_for_a_while(void **state)
{
	struct county *county = *state;
	struct town *town = county->town;
	strike(county, CC_FAULT_PEER_PARTITION, 1, false);
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_unavailable);
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_unavailable);
	town_shut(town, "A", false); /* others do */
	town_pass(town, 1000);
	CHECK_OK(town_send(town, 1, "A", "one"));
	strike(county, CC_FAULT_PEER_PARTITION, 1, false);
	CHECK_FAILS(town_send(town, 2, "A", "two"), &cc_unavailable);
	cc_network_sim_heal(county->network);
	CHECK_OK(town_send(town, 2, "A", "two"));
	assert_int_equal(cc_network_sim_counts(county->network).parted, 3);
}

/* The suite: nothing goes wrong, so all may share one network. */
static struct cc_network_sim *quiet;

static struct cc_peers *make_sim(struct cc_node *node)
{
	return cc_peers_sim_new(quiet, cc_peers_local_new(node));
}

#define COUNTY_CASE(test) cmocka_unit_test_setup_teardown(test, open_county, close_county)

int main(void)
{
	static const struct peers_suite_engine engine = { "peers: sim without faults", make_sim };
	struct cc_clock_sim clock;
	const struct CMUnitTest tests[] = {
		COUNTY_CASE(a_lost_request_is_refused_at_once_or_met_with_silence),
		COUNTY_CASE(a_lost_reply_leaves_the_effect),
		COUNTY_CASE(a_slow_request_may_come_too_late),
		COUNTY_CASE(a_call_arrives_again_under_its_key_and_has_no_effect),
		COUNTY_CASE(it_does_arrive_again),
		COUNTY_CASE(what_has_no_key_comes_once),
		COUNTY_CASE(two_who_are_parted_do_not_reach_each_other_for_a_while),
	};
	int failed = cmocka_run_group_tests_name("peers: sim by its faults", tests, NULL, NULL);
	cc_clock_sim_init(&clock, (cc_time){ 0 });
	quiet = cc_network_sim_new(&clock.base, NULL);
	failed += peers_suite(&engine);
	cc_network_sim_free(quiet);
	return failed;
}
