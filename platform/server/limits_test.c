/* What a connection may do, how much, and for how long. */
#include "platform/server/client_test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define EVENING "/v1/sessions/00000000-0000-7000-8000-000000000065"
#define HOST    "Host: localhost\r\n"
#define SEATS   "GET " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n"

enum { TIMEOUT_MS = 400 };

static int open_edge(void **state)
{
	*state = edge_open(NULL);
	edge_publish_evening(*state, 6);
	return 0;
}

/* Short times, small limits. */
static int open_strict_edge(void **state)
{
	*state = edge_open(&(struct cc_http_options){
		.request_timeout_ms = TIMEOUT_MS,
		.idle_timeout_ms = 1000,
		.body_bytes_max = 256,
		.connections_max = 4,
	});
	edge_publish_evening(*state, 6);
	return 0;
}

static int close_edge(void **state)
{
	edge_close(*state);
	return 0;
}

/* The head of a hold, without the empty line. */
static void begin_hold(struct edge *edge, struct client *client)
{
	client_sendf(client,
	             "POST " EVENING "/holds HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n%s",
	             edge_token(edge, EDGE_GUEST, "bookings:write"));
}

static void check_refused(struct client *client, int status, const char *reason)
{
	char expected[80];
	struct reply reply = client_read(client);
	assert_int_equal(reply.status, status);
	snprintf(expected, sizeof expected, "\"reason\":\"%s\"", reason);
	assert_non_null(strstr(reply.body, expected));
}

/* Connections --------------------------------------------------------------------- */

static void pipelined_requests_are_answered_in_order(void **state)
{
	struct client *client = client_new(*state);
	client_send(client,
	            "GET /healthz HTTP/1.1\r\n" HOST "\r\n" SEATS "GET /nothing HTTP/1.1\r\n" HOST "\r\n");
	assert_non_null(strstr(client_read(client).body, "ok"));
	assert_non_null(strstr(client_read(client).body, "seats_free"));
	assert_int_equal(client_read(client).status, 404);
	client_free(client);
}

static void a_write_in_the_pipeline_holds_the_others_back(void **state)
{
	static const char hold[] = "{\"booking_id\":\"00000000-0000-7000-8000-0000000000c8\",\"seats\":2}";
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_sendf(client, "Content-Length: %zu\r\n\r\n%s" SEATS, strlen(hold), hold);
	assert_non_null(strstr(client_read(client).body, "HOLD_STATE_HELD"));
	assert_non_null(strstr(client_read(client).body, "\"seats_free\":4"));
	client_free(client);
}

static void a_connection_is_kept_for_the_next_request(void **state)
{
	struct client *client = client_new(*state);
	for (int i = 0; i < 20; i++) {
		client_send(client, SEATS);
		assert_int_equal(client_read(client).status, 200);
	}
	client_send(client, "GET /healthz HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
	assert_int_equal(client_read(client).status, 200);
	assert_true(client_closed(client, 1000));
	client_free(client);
}

static void more_connections_than_there_may_be_wait(void **state)
{
	struct client *clients[5];
	for (size_t i = 0; i < CC_COUNT(clients); i++) {
		clients[i] = client_new(*state);
		client_send(clients[i], SEATS);
	}
	size_t answered = 0;
	for (size_t i = 0; i < CC_COUNT(clients); i++)
		answered += !client_silent(clients[i], 100);
	assert_in_range(answered, 1, 4);
	for (size_t i = 0; i < CC_COUNT(clients); i++) {
		assert_int_equal(client_read(clients[i]).status,
		                 200); /* its turn comes: the idle ones are closed */
		client_free(clients[i]);
	}
}

/* Bodies -------------------------------------------------------------------------- */

static void a_body_may_come_in_chunks(void **state)
{
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_send(client, "Transfer-Encoding: chunked\r\n\r\n"
	                    "f\r\n{\"booking_id\":\"\r\n24\r\n00000000-0000-7000-8000-0000000000c8\r\n");
	usleep(20000);
	client_send(client, "c\r\n\",\"seats\":1}\r\n0\r\n\r\n");
	struct reply reply = client_read(client);
	assert_int_equal(reply.status, 200);
	client_send(client, SEATS);
	assert_int_equal(client_read(client).status, 200);
	client_free(client);
}

static void a_client_that_asks_may_go_on(void **state)
{
	static const char hold[] = "{\"booking_id\":\"00000000-0000-7000-8000-0000000000c8\",\"seats\":2}";
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_sendf(client, "Expect: 100-continue\r\nContent-Length: %zu\r\n\r\n", strlen(hold));
	assert_int_equal(client_read_head(client).status, 100);
	client_send(client, hold);
	assert_int_equal(client_read(client).status, 200);
	client_free(client);
}

static void a_client_that_asks_may_be_told_no(void **state)
{
	struct client *client = client_new(*state);
	client_send(client,
	            "POST " EVENING "/holds HTTP/1.1\r\n" HOST
	            "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
	check_refused(client, 401, "unauthenticated");
	assert_true(client_closed(client, 1000));
	client_free(client);
}

static void a_body_may_not_be_large(void **state)
{
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_send(client, "Content-Length: 257\r\n\r\n{");
	check_refused(client, 413, "body_too_large");
	assert_true(client_closed(client, 1000));
	client_free(client);
}

static void a_body_in_chunks_may_not_be_large_either(void **state)
{
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_send(client, "Transfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 17; i++)
		client_send(client, "10\r\n                \r\n");
	client_send(client, "0\r\n\r\n");
	check_refused(client, 413, "body_too_large");
	client_free(client);
}

static void what_follows_a_refusal_is_not_read_forever(void **state)
{
	static char chunk[16 * 1024 + 16];
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_send(client, "Transfer-Encoding: chunked\r\n\r\n");
	snprintf(chunk, sizeof chunk, "4000\r\n%*s\r\n", 0x4000, "");
	bool closed = false;
	for (int i = 0; i < 1000 && !closed; i++)
		closed = !client_try_send(client, chunk);
	assert_true(closed);
	client_free(client);
}

/* Heads --------------------------------------------------------------------------- */

static void a_head_may_not_be_large(void **state)
{
	static char filler[6300];
	memset(filler, 'a', sizeof filler - 1);
	struct client *client = client_new(*state);
	client_sendf(client, "GET /healthz HTTP/1.1\r\n" HOST "X-Filler: %s\r\n\r\n", filler);
	check_refused(client, 431, "header_too_large");
	client_free(client);
}

/* libmicrohttpd refuses what does not fit into a connection's memory itself. */
static void a_head_beyond_memory_is_refused_too(void **state)
{
	static char filler[9000];
	memset(filler, 'a', sizeof filler - 1);
	struct client *client = client_new(*state);
	client_send(client, "GET /healthz HTTP/1.1\r\n" HOST "Cookie: ");
	client_try_send(client, filler);
	assert_int_equal(client_read(client).status, 431);
	client_free(client);
}

static void an_address_may_not_be_long(void **state)
{
	static char filler[2100];
	memset(filler, 'a', sizeof filler - 1);
	struct client *client = client_new(*state);
	client_sendf(client, "GET /%s HTTP/1.1\r\n" HOST "\r\n", filler);
	check_refused(client, 414, "uri_too_long");
	client_free(client);
}

/* Time ---------------------------------------------------------------------------- */

/* Sends a byte each 50 ms, each a sign of life, until the connection is closed; how long that took. */
static int64_t drip(struct edge *edge, struct client *client, const char *bytes)
{
	int64_t start = edge_now_ms(edge);
	while (edge_now_ms(edge) - start < 10 * TIMEOUT_MS) {
		if (client->len > 0 || !client_silent(client, 50) || !client_try_send(client, bytes))
			break;
	}
	return edge_now_ms(edge) - start;
}

static void a_head_that_drips_is_cut_at_the_deadline(void **state)
{
	struct client *client = client_new(*state);
	client_send(client, "GET /healthz HTTP/1.1\r\n" HOST "X-Slow: ");
	assert_in_range(drip(*state, client, "a"), TIMEOUT_MS - 50, 2 * TIMEOUT_MS);
	check_refused(client, 408, "request_timeout");
	assert_true(client_closed(client, 1000));
	client_free(client);
}

static void a_body_that_drips_is_cut_at_the_deadline(void **state)
{
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_send(client, "Content-Length: 200\r\n\r\n{");
	assert_in_range(drip(*state, client, " "), TIMEOUT_MS - 50, 2 * TIMEOUT_MS);
	check_refused(client, 408, "request_timeout");
	assert_true(client_closed(client, 1000));
	assert_true(edge_logged(*state, "\"status\":408"));
	client_free(client);
}

/* libmicrohttpd would spin on it. */
static void a_chunk_header_without_end_is_cut_at_the_deadline(void **state)
{
	static char filler[9000];
	memset(filler, 'x', sizeof filler - 1);
	struct client *client = client_new(*state);
	begin_hold(*state, client);
	client_send(client, "Transfer-Encoding: chunked\r\n\r\n5;");
	client_send(client, filler);
	clock_t before = clock();
	int64_t start = edge_now_ms(*state);
	check_refused(client, 408, "request_timeout");
	assert_in_range(edge_now_ms(*state) - start, TIMEOUT_MS - 50, 2 * TIMEOUT_MS);
	assert_in_range((clock() - before) * 1000 / CLOCKS_PER_SEC, 0,
	                TIMEOUT_MS / 2); /* of processor time */
	client_free(client);
}

static void a_request_line_that_drips_is_cut_too(void **state)
{
	struct client *client = client_new(*state);
	client_send(client, "GET /");
	assert_in_range(drip(*state, client, "a"), 1000, 1000 + 2 * TIMEOUT_MS);
	assert_true(client_closed(client, 1000));
	client_free(client);
}

static void an_idle_connection_is_closed(void **state)
{
	struct client *client = client_new(*state);
	client_send(client, SEATS);
	assert_int_equal(client_read(client).status, 200);
	assert_true(client_silent(client, 500));
	assert_true(client_closed(client, 1500));
	client_free(client);
}

/* Stopping ------------------------------------------------------------------------ */

static void *stop(void *edge)
{
	edge_stop(edge, 3000);
	return NULL;
}

static void stopping_answers_what_is_in_hand(void **state)
{
	char value[256];
	pthread_t stopper;
	struct client *busy = client_new(*state), *idle = client_new(*state);
	client_send(idle, SEATS);
	assert_int_equal(client_read(idle).status, 200);
	client_send(busy, "GET /healthz HTTP/1.1\r\n" HOST);
	usleep(50000);
	pthread_create(&stopper, NULL, stop, *state);
	assert_true(client_closed(idle, 1000));
	client_send(busy, "\r\n");
	struct reply reply = client_read(busy);
	assert_int_equal(reply.status, 200);
	assert_string_equal(reply_header(&reply, "Connection", value), "close");
	assert_true(client_closed(busy, 1000));
	pthread_join(stopper, NULL);
	client_free(busy);
	client_free(idle);
}

static void stopping_does_not_wait_for_a_slow_client(void **state)
{
	struct client *client = client_new(*state);
	client_send(client, "GET /healthz HTTP/1.1\r\n" HOST);
	usleep(50000);
	int64_t start = edge_now_ms(*state);
	edge_stop(*state, 200);
	assert_in_range(edge_now_ms(*state) - start, 0, 1500);
	assert_true(client_closed(client, 1000));
	client_free(client);
}

#define CASE(name)   cmocka_unit_test_setup_teardown(name, open_edge, close_edge)
#define STRICT(name) cmocka_unit_test_setup_teardown(name, open_strict_edge, close_edge)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(pipelined_requests_are_answered_in_order),
		CASE(a_write_in_the_pipeline_holds_the_others_back),
		CASE(a_connection_is_kept_for_the_next_request),
		STRICT(more_connections_than_there_may_be_wait),
		CASE(a_body_may_come_in_chunks),
		CASE(a_client_that_asks_may_go_on),
		CASE(a_client_that_asks_may_be_told_no),
		STRICT(a_body_may_not_be_large),
		STRICT(a_body_in_chunks_may_not_be_large_either),
		STRICT(what_follows_a_refusal_is_not_read_forever),
		CASE(a_head_may_not_be_large),
		CASE(a_head_beyond_memory_is_refused_too),
		CASE(an_address_may_not_be_long),
		STRICT(a_head_that_drips_is_cut_at_the_deadline),
		STRICT(a_body_that_drips_is_cut_at_the_deadline),
		STRICT(a_chunk_header_without_end_is_cut_at_the_deadline),
		STRICT(a_request_line_that_drips_is_cut_too),
		STRICT(an_idle_connection_is_closed),
		CASE(stopping_answers_what_is_in_hand),
		CASE(stopping_does_not_wait_for_a_slow_client),
	};
	return cmocka_run_group_tests_name("server: limits", cases, NULL, NULL);
}
