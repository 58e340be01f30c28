/* peers_test.c - the suite of ports/peers.h on each of its adapters, and how the failing one fails. */
#include "platform/adapters/peers_local.h"
#include "platform/core/run.h"
#include "tests/conformance/peers_suite.h"

static struct cc_peers *make_local(struct cc_node *node)
{
	return cc_peers_local_new(node);
}

static struct cc_peers *make_fail(struct cc_node *node)
{
	return cc_peers_fail_new(cc_peers_local_new(node));
}

static int64_t parcels(struct town *town)
{
	return town_int(town, &post_service, "SELECT COUNT(*) FROM parcels");
}

static void what_is_refused_was_not_done(void **state)
{
	struct town *town = *state;
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .refuse = 2 });
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_unavailable);
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_unavailable);
	assert_int_equal(parcels(town), 0);
	CHECK_OK(town_send(town, 1, "A", "one"));
}

static void a_lost_request_looks_like_a_lost_reply(void **state)
{
	struct town *town = *state;
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_request = 1, .lose_reply = 1 });
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_deadline_exceeded);
	assert_int_equal(parcels(town), 0);
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_deadline_exceeded);
	assert_int_equal(parcels(town), 1);
}

static void a_key_finds_the_effect_whose_reply_was_lost(void **state)
{
	struct town *town = *state;
	struct cc_ctx ctx = town_ctx(town);
	struct post_send_parcel_request cmd = { .parcel_id = town_id(1), .address = CC_STR("A") };
	struct post_parcel parcel;
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_reply = 1 });
	CHECK_FAILS(cc_call_once(&ctx, &post_send_parcel_op, CC_STR("k"), &cmd, &parcel),
	            &cc_deadline_exceeded);
	CHECK_OK(cc_call_once(&ctx, &post_send_parcel_op, CC_STR("k"), &cmd, &parcel));
	CHECK(cc_id_eq(parcel.parcel_id, cmd.parcel_id));
	assert_int_equal(parcels(town), 1);
}

static void five_seconds_pass(void *town)
{
	town_pass(town, 5000);
}

static void a_call_that_was_delayed_beyond_its_deadline_is_not_made(void **state)
{
	struct town *town = *state;
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){
						.delay = 1, .pass = five_seconds_pass, .arg = town });
	CHECK_FAILS(town_send(town, 1, "A", "one"), &cc_deadline_exceeded);
	assert_int_equal(parcels(town), 0);
	CHECK_OK(town_send(town, 1, "A", "one"));
}

int main(void)
{
	static const struct peers_suite_engine engines[] = {
		{ "peers: local", make_local },
		{ "peers: fail without a plan", make_fail },
	};
	const struct CMUnitTest failing[] = {
		TOWN_CASE(what_is_refused_was_not_done),
		TOWN_CASE(a_lost_request_looks_like_a_lost_reply),
		TOWN_CASE(a_key_finds_the_effect_whose_reply_was_lost),
		TOWN_CASE(a_call_that_was_delayed_beyond_its_deadline_is_not_made),
	};
	int failed = cmocka_run_group_tests_name("peers: fail by its plan", failing, NULL, NULL);
	for (size_t i = 0; i < CC_COUNT(engines); i++)
		failed += peers_suite(&engines[i]);
	return failed;
}
