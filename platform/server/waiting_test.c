/* What becomes of writes while their lane is busy. */
#include "platform/server/client_test.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define HOLDS "POST /v1/sessions/00000000-0000-7000-8000-000000000065/holds HTTP/1.1\r\nHost: localhost\r\n"
#define SEATS                                                                                                \
	"GET /v1/sessions/00000000-0000-7000-8000-000000000065/availability HTTP/1.1\r\nHost: "              \
	"localhost\r\n\r\n"

enum { TIMEOUT_MS = 1000, WAIT_LIMIT_MS = 500, A_MOMENT_US = 100 * 1000 };

static int open_edge(void **state)
{
	*state = edge_open(&(struct cc_http_options){ .request_timeout_ms = TIMEOUT_MS });
	edge_publish_evening(*state, 6);
	return 0;
}

static int close_edge(void **state)
{
	edge_close(*state);
	return 0;
}

static void send_hold(struct edge *edge, struct client *client, int booking, const char *headers)
{
	char body[128];
	snprintf(body, sizeof body, "{\"booking_id\":\"00000000-0000-7000-8000-%012x\",\"seats\":1}",
	         (unsigned)booking);
	client_sendf(client, HOLDS "%s%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
	             edge_token(edge, EDGE_GUEST, "bookings:write"), headers, strlen(body), body);
}

static void check_refused(struct client *client, int status, const char *reason)
{
	char expected[80];
	struct reply reply = client_read(client);
	assert_int_equal(reply.status, status);
	snprintf(expected, sizeof expected, "\"reason\":\"%s\"", reason);
	assert_non_null(strstr(reply.body, expected));
}

static void check_free_seats(struct edge *edge, int seats)
{
	char expected[40];
	struct reply reply = edge_ask(edge, SEATS);
	snprintf(expected, sizeof expected, "\"seats_free\":%d,", seats);
	assert_non_null(strstr(reply.body, expected));
}

static void reads_do_not_wait_for_writes(void **state)
{
	struct client *client = client_new(*state);
	edge_block_lane(*state);
	send_hold(*state, client, 200, "");
	check_free_seats(*state, 6);
	assert_true(client_silent(client, 50));
	edge_unblock_lane(*state);
	assert_int_equal(client_read(client).status, 200);
	check_free_seats(*state, 5);
	client_free(client);
}

/* Not when the loop next looks at its deadlines, eight times in a request's time. */
static void a_finished_write_is_answered_at_once(void **state)
{
	struct client *client = client_new(*state);
	int64_t start = edge_now_ms(*state);
	for (int i = 0; i < 24; i++) {
		send_hold(*state, client, 200, "");
		assert_int_equal(client_read(client).status, 200);
	}
	assert_in_range(edge_now_ms(*state) - start, 0, 2 * TIMEOUT_MS);
	client_free(client);
}

static void a_lane_that_is_far_behind_turns_writes_away(void **state)
{
	char value[256];
	struct client *first = client_new(*state), *second = client_new(*state);
	edge_block_lane(*state);
	send_hold(*state, first, 200, "");
	usleep((WAIT_LIMIT_MS + 100) * 1000);
	send_hold(*state, second, 201, "");
	struct reply reply = client_read(second);
	assert_int_equal(reply.status, 503);
	assert_non_null(strstr(reply.body, "\"reason\":\"overloaded\""));
	assert_string_equal(reply_header(&reply, "Retry-After", value), "1");
	edge_unblock_lane(*state);
	assert_int_equal(client_read(first).status, 200);
	client_free(first);
	client_free(second);
}

static void a_write_whose_time_is_up_is_not_done(void **state)
{
	struct client *client = client_new(*state);
	edge_block_lane(*state);
	send_hold(*state, client, 200, "");
	usleep((TIMEOUT_MS + 100) * 1000);
	edge_unblock_lane(*state);
	check_refused(client, 504, "deadline_exceeded");
	check_free_seats(*state, 6);
	client_free(client);
}

static void a_key_is_in_use_while_it_is_worked_on(void **state)
{
	struct client *first = client_new(*state), *second = client_new(*state);
	edge_block_lane(*state);
	send_hold(*state, first, 200, "Idempotency-Key: busy\r\n");
	usleep(A_MOMENT_US);
	send_hold(*state, second, 200, "Idempotency-Key: busy\r\n");
	check_refused(second, 409, "idempotency_key_in_use");
	edge_unblock_lane(*state);
	assert_int_equal(client_read(first).status, 200);
	send_hold(*state, second, 200, "Idempotency-Key: busy\r\n");
	struct reply reply = client_read(second);
	char value[256];
	assert_string_equal(reply_header(&reply, "Idempotency-Replayed", value), "true");
	client_free(first);
	client_free(second);
}

static void a_client_that_leaves_has_its_effect_all_the_same(void **state)
{
	struct client *client = client_new(*state);
	edge_block_lane(*state);
	send_hold(*state, client, 200, "");
	usleep(A_MOMENT_US);
	client_free(client);
	edge_unblock_lane(*state);
	assert_true(edge_logged(*state, "inventory.hold_seats"));
	check_free_seats(*state, 5);
}

static void *stop(void *edge)
{
	edge_stop(edge, 1);
	return NULL;
}

/* Even beyond the drain time: the lane works in the requests' memory. */
static void stopping_waits_for_writes_in_hand(void **state)
{
	pthread_t stopper;
	struct client *client = client_new(*state);
	edge_block_lane(*state);
	send_hold(*state, client, 200, "");
	usleep(A_MOMENT_US);
	pthread_create(&stopper, NULL, stop, *state);
	assert_true(client_silent(client, 100));
	edge_unblock_lane(*state);
	pthread_join(stopper, NULL);
	assert_true(edge_logged(*state, "inventory.hold_seats"));
	client_free(client);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_edge, close_edge)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(reads_do_not_wait_for_writes),
		CASE(a_finished_write_is_answered_at_once),
		CASE(a_lane_that_is_far_behind_turns_writes_away),
		CASE(a_write_whose_time_is_up_is_not_done),
		CASE(a_key_is_in_use_while_it_is_worked_on),
		CASE(a_client_that_leaves_has_its_effect_all_the_same),
		CASE(stopping_waits_for_writes_in_hand),
	};
	return cmocka_run_group_tests_name("server: waiting", cases, NULL, NULL);
}
