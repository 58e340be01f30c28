/* Live seats: the state at once, and again after each event of the evening. */
#include "platform/server/client_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define STREAM_PATH "/v1/sessions/00000000-0000-7000-8000-000000000065/availability/stream"

enum { HEARTBEAT_MS = 300 };

static int open_edge(void **state)
{
	*state = edge_open(&(struct cc_http_options){ .heartbeat_ms = HEARTBEAT_MS, .streams_max = 4 });
	edge_publish_evening(*state, 6);
	return 0;
}

static int close_edge(void **state)
{
	edge_close(*state);
	return 0;
}

static struct client *open_stream(struct edge *edge, const char *headers, struct reply *reply)
{
	struct client *client = client_new(edge);
	client_sendf(client, "GET " STREAM_PATH " HTTP/1.1\r\nHost: localhost\r\n%s\r\n", headers);
	*reply = client_read_head(client);
	return client;
}

/* The next message's state; its id in *id. */
static const char *await_state(struct client *client, long long *id, struct reply *text)
{
	client_await(client, "\n\n", text);
	while (!strstr(text->body, "data: ")) /* heartbeats */
		client_await(client, "\n\n", text);
	const char *line = strstr(text->body, "id: ");
	assert_non_null(line);
	assert_int_equal(sscanf(line, "id: %lld", id), 1);
	assert_non_null(strstr(text->body, "\nevent: availability\n"));
	return strstr(text->body, "data: ");
}

static void a_stream_begins_with_the_state(void **state)
{
	char value[256];
	long long id;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	assert_int_equal(reply.status, 200);
	assert_string_equal(reply_header(&reply, "Content-Type", value), "text/event-stream");
	assert_string_equal(reply_header(&reply, "Cache-Control", value), "no-cache, no-transform");
	assert_string_equal(reply_header(&reply, "X-Accel-Buffering", value), "no");
	assert_non_null(reply_header(&reply, "X-Request-Id", value));
	assert_non_null(strstr(await_state(client, &id, &reply), "\"seats_free\":6"));
	assert_non_null(strstr(reply.body, "retry: 2000\n"));
	assert_true(id > 0);
	client_free(client);
}

static void a_stream_says_what_has_changed(void **state)
{
	long long first, second;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	await_state(client, &first, &reply);
	edge_hold(*state, 200, 2);
	assert_non_null(strstr(await_state(client, &second, &reply), "\"seats_free\":4"));
	assert_true(second > first);
	client_free(client);
}

static void many_changes_at_once_are_few_messages(void **state)
{
	long long id;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	await_state(client, &id, &reply);
	for (int i = 0; i < 6; i++)
		edge_hold(*state, 200 + i, 1);
	int messages = 1;
	while (!strstr(await_state(client, &id, &reply), "\"seats_free\":0"))
		messages++;
	assert_in_range(messages, 1, 6);
	client_free(client);
}

static void all_who_watch_are_told(void **state)
{
	long long id;
	struct reply reply;
	struct client *clients[3];
	for (size_t i = 0; i < CC_COUNT(clients); i++) {
		clients[i] = open_stream(*state, "", &reply);
		await_state(clients[i], &id, &reply);
	}
	edge_hold(*state, 200, 5);
	for (size_t i = 0; i < CC_COUNT(clients); i++) {
		assert_non_null(strstr(await_state(clients[i], &id, &reply), "\"seats_free\":1"));
		client_free(clients[i]);
	}
}

static void who_comes_back_is_told_only_what_was_missed(void **state)
{
	char header[64];
	long long id, again;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	await_state(client, &id, &reply);
	client_free(client);

	snprintf(header, sizeof header, "Last-Event-ID: %lld\r\n", id);
	client = open_stream(*state, header, &reply);
	assert_non_null(strstr(client_await(client, "\n\n", &reply), "retry: 2000\n\n"));
	assert_non_null(
		strstr(client_await(client, "\n\n", &reply), ":\n\n")); /* a heartbeat, and no state */
	edge_hold(*state, 200, 1);
	assert_non_null(strstr(await_state(client, &again, &reply), "\"seats_free\":5"));
	client_free(client);

	client = open_stream(*state, header, &reply);
	assert_non_null(strstr(await_state(client, &again, &reply), "\"seats_free\":5"));
	assert_true(again > id);
	client_free(client);
}

static void a_quiet_stream_gives_signs_of_life(void **state)
{
	long long id;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	await_state(client, &id, &reply);
	int64_t start = edge_now_ms(*state);
	for (int i = 0; i < 3; i++)
		assert_non_null(strstr(client_await(client, "\n\n", &reply), ":\n\n"));
	assert_in_range(edge_now_ms(*state) - start, 2 * HEARTBEAT_MS, 6 * HEARTBEAT_MS);
	client_free(client);
}

static void a_stream_of_nothing_is_a_problem(void **state)
{
	struct reply reply =
		edge_ask(*state, "GET /v1/sessions/00000000-0000-7000-8000-0000000000ff/availability/stream "
	                         "HTTP/1.1\r\nHost: localhost\r\n\r\n");
	assert_int_equal(reply.status, 404);
	assert_non_null(strstr(reply.body, "\"reason\":\"session_not_found\""));
}

static void a_stream_that_cannot_go_on_says_why_and_ends(void **state)
{
	long long id;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	await_state(client, &id, &reply);
	edge_withdraw_evening(*state);
	client_await(client, "0\r\n\r\n", &reply);
	const char *problem = strstr(reply.body,
	                             "event: problem\ndata: {\"type\":\"/docs#problem-session_not_found\"");
	assert_non_null(problem);
	assert_null(strstr(problem, "id: ")); /* who comes back has not seen a state */
	client_free(client);
}

static void head_of_a_stream_ends_at_once(void **state)
{
	char value[256];
	struct client *client = client_new(*state);
	client_send(client, "HEAD " STREAM_PATH " HTTP/1.1\r\nHost: localhost\r\n\r\n");
	struct reply reply = client_read_head(client);
	assert_int_equal(reply.status, 200);
	assert_string_equal(reply_header(&reply, "Content-Type", value), "text/event-stream");
	client_send(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
	assert_int_equal(client_read(client).status, 200);
	client_free(client);
}

static void streams_are_counted_and_bounded(void **state)
{
	char value[256];
	struct reply reply;
	struct client *clients[5];
	int refused = 0;
	for (size_t i = 0; i < CC_COUNT(clients); i++) {
		clients[i] = open_stream(*state, "", &reply);
		refused += reply.status == 503;
		if (reply.status == 503)
			assert_string_equal(reply_header(&reply, "Retry-After", value), "5");
	}
	assert_int_equal(refused, 1);
	for (size_t i = 0; i < CC_COUNT(clients); i++)
		client_free(clients[i]);
	/* That a client has left is noticed by the heartbeats. */
	for (int tries = 0; tries < 50; tries++, usleep(100000)) {
		reply = edge_ask(*state, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
		if (strstr(reply.body, "\ncouchannel_http_streams 0\n"))
			return;
	}
	fail_msg("streams are left: %s", reply.body);
}

static void stopping_ends_streams(void **state)
{
	long long id;
	struct reply reply;
	struct client *client = open_stream(*state, "", &reply);
	await_state(client, &id, &reply);
	int64_t start = edge_now_ms(*state);
	edge_stop(*state, 3000);
	assert_in_range(edge_now_ms(*state) - start, 0, 1500);
	client_await(client, "0\r\n\r\n", &reply); /* the last chunk: an end, not a loss */
	assert_true(client_closed(client, 1000));
	client_free(client);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_edge, close_edge)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_stream_begins_with_the_state),
		CASE(a_stream_says_what_has_changed),
		CASE(many_changes_at_once_are_few_messages),
		CASE(all_who_watch_are_told),
		CASE(who_comes_back_is_told_only_what_was_missed),
		CASE(a_quiet_stream_gives_signs_of_life),
		CASE(a_stream_of_nothing_is_a_problem),
		CASE(a_stream_that_cannot_go_on_says_why_and_ends),
		CASE(head_of_a_stream_ends_at_once),
		CASE(streams_are_counted_and_bounded),
		CASE(stopping_ends_streams),
	};
	return cmocka_run_group_tests_name("server: streams", cases, NULL, NULL);
}
