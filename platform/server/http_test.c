/* Requests over a socket, against inventory on its real store: every status, and what comes with it. */
#include "platform/server/client_test.h"

#include <stdio.h>

#define EVENING "/v1/sessions/00000000-0000-7000-8000-000000000065"
#define HOST    "Host: localhost\r\n"

static int open_edge(void **state)
{
	*state = edge_open(NULL);
	edge_publish_evening(*state, 6);
	return 0;
}

static int close_edge(void **state)
{
	edge_close(*state);
	return 0;
}

static const char *guest(struct edge *edge)
{
	return edge_token(edge, EDGE_GUEST, "bookings:write bookings:read sessions:read");
}

static void send_hold(struct client *client, const char *headers, int booking, int seats)
{
	char body[128];
	snprintf(body, sizeof body, "{\"booking_id\":\"00000000-0000-7000-8000-%012x\",\"seats\":%d}",
	         (unsigned)booking, seats);
	client_sendf(client,
	             "POST " EVENING "/holds HTTP/1.1\r\n" HOST
	             "Content-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n%s",
	             headers, strlen(body), body);
}

static void check_problem(const struct reply *reply, int status, const char *reason)
{
	char value[256], expected[320];
	if (reply->status != status || !strstr(reply->body, reason))
		print_error("%s%s\n", reply->head, reply->body);
	assert_int_equal(reply->status, status);
	assert_string_equal(reply_header(reply, "Content-Type", value), "application/problem+json");
	assert_non_null(reply_header(reply, "X-Request-Id", value));
	snprintf(expected, sizeof expected, "\"instance\":\"urn:uuid:%s\"", value);
	assert_non_null(strstr(reply->body, expected));
	snprintf(expected, sizeof expected, "{\"type\":\"/docs#problem-%s\",\"title\":\"", reason);
	assert_ptr_equal(strstr(reply->body, expected), reply->body);
	snprintf(expected, sizeof expected, "\"status\":%d,\"detail\":\"", status);
	assert_non_null(strstr(reply->body, expected));
	snprintf(expected, sizeof expected, "\"reason\":\"%s\"", reason);
	assert_non_null(strstr(reply->body, expected));
}

static void check_refused(struct edge *edge, const char *request, int status, const char *reason)
{
	struct reply reply = edge_ask(edge, request);
	check_problem(&reply, status, reason);
}

/* Answers ------------------------------------------------------------------------- */

static void a_read_is_answered_in_json(void **state)
{
	char value[256];
	struct reply reply = edge_ask(*state, "GET " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n");
	assert_int_equal(reply.status, 200);
	assert_string_equal(reply_header(&reply, "Content-Type", value), "application/json");
	assert_int_equal(strlen(reply_header(&reply, "X-Request-Id", value)), 36);
	assert_int_equal(strlen(reply_header(&reply, "traceparent", value)), 55);
	assert_non_null(strstr(reply.body, "\"seats_total\":6,\"seats_free\":6"));
}

static void a_write_is_answered_once_it_is_kept(void **state)
{
	struct client *client = client_new(*state);
	send_hold(client, guest(*state), 200, 2);
	struct reply reply = client_read(client);
	assert_int_equal(reply.status, 200);
	assert_non_null(strstr(reply.body, "\"state\":\"HOLD_STATE_HELD\",\"seats\":2"));
	client_send(client, "GET " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n");
	reply = client_read(client);
	assert_non_null(strstr(reply.body, "\"seats_free\":4"));
	client_free(client);
}

static void head_is_get_without_the_body(void **state)
{
	char get_length[256], head_length[256];
	struct reply get = edge_ask(*state, "GET " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n");
	struct client *client = client_new(*state);
	client_send(client, "HEAD " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n");
	struct reply head = client_read_head(client);
	assert_int_equal(head.status, 200);
	assert_string_equal(reply_header(&head, "Content-Length", head_length),
	                    reply_header(&get, "Content-Length", get_length));
	assert_true(client_silent(client, 50));
	client_free(client);
}

static void a_trace_goes_on(void **state)
{
	char value[256];
	struct reply reply = edge_ask(
		*state, "GET /healthz HTTP/1.1\r\n" HOST
			"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n\r\n");
	assert_non_null(reply_header(&reply, "traceparent", value));
	assert_memory_equal(value, "00-4bf92f3577b34da6a3ce929d0e0e4736-", 36);
	assert_memory_not_equal(value + 36, "00f067aa0ba902b7", 16);
}

static void an_absolute_target_is_understood(void **state)
{
	struct reply reply = edge_ask(*state, "GET http://localhost" EVENING "/availability HTTP/1.1\r\n" HOST
	                                      "\r\n");
	assert_int_equal(reply.status, 200);
}

static void probes_metrics_and_documents_are_served(void **state)
{
	struct reply reply = edge_ask(*state, "GET /healthz HTTP/1.1\r\n" HOST "\r\n");
	assert_string_equal(reply.body, "{\"status\":\"ok\"}");
	reply = edge_ask(*state, "GET /readinessz HTTP/1.1\r\n" HOST "\r\n");
	assert_int_equal(reply.status, 200);
	assert_string_equal(
		reply.body,
		"{\"status\":\"ok\",\"dependencies\":[{\"name\":\"sql.inventory\",\"status\":\"ok\"}]}");
	reply = edge_ask(*state, "GET /openapi.json HTTP/1.1\r\n" HOST "\r\n");
	assert_string_equal(reply.body, "{\"openapi\":\"3.1.0\"}");
	edge_ask(*state, "GET " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n");
	reply = edge_ask(*state, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");
	assert_non_null(strstr(reply.body, "couchannel_http_connections "));
	assert_non_null(strstr(reply.body, "operation=\"inventory.get_availability\""));
}

static cc_err never_answers(struct cc_ctx *ctx, void *arg)
{
	(void)arg;
	return cc_fail(ctx, &cc_unavailable, "It is away.");
}

static void a_process_is_not_ready_without_what_it_needs(void **state)
{
	const struct cc_dependency dependencies[] = { { "psp", never_answers, NULL }, { NULL, NULL, NULL } };
	struct edge *edge = edge_open(&(struct cc_http_options){ .dependencies = dependencies });
	(void)state;
	struct reply reply = edge_ask(edge, "GET /readinessz HTTP/1.1\r\n" HOST "\r\n");
	assert_int_equal(reply.status, 503);
	assert_string_equal(reply.body, "{\"status\":\"unavailable\",\"dependencies\":[{\"name\":\"psp\","
	                                "\"status\":\"unavailable\"}]}");
	edge_close(edge);
}

/* Idempotency --------------------------------------------------------------------- */

static void a_repeated_request_has_one_effect_and_one_answer(void **state)
{
	char headers[1024], value[256];
	struct client *client = client_new(*state);
	snprintf(headers, sizeof headers, "%sIdempotency-Key: once\r\n", guest(*state));
	send_hold(client, headers, 200, 2);
	struct reply first = client_read(client);
	assert_int_equal(first.status, 200);
	assert_null(reply_header(&first, "Idempotency-Replayed", value));

	snprintf(headers, sizeof headers, "%sIdempotency-Key: \"once\"\r\n", guest(*state));
	send_hold(client, headers, 200, 2);
	struct reply again = client_read(client);
	assert_string_equal(reply_header(&again, "Idempotency-Replayed", value), "true");
	assert_string_equal(first.body, again.body);

	send_hold(client, headers, 201, 1);
	struct reply other = client_read(client);
	check_problem(&other, 422, "idempotency_key_reused");
	client_free(client);
}

static void a_repeated_refusal_is_the_same_to_the_last_byte(void **state)
{
	char headers[1024], value[256];
	struct client *client = client_new(*state);
	snprintf(headers, sizeof headers, "%sIdempotency-Key: refused\r\n", guest(*state));
	send_hold(client, headers, 200, 7);
	struct reply first = client_read(client);
	check_problem(&first, 409, "sold_out");
	send_hold(client, headers, 200, 7);
	struct reply again = client_read(client);
	assert_string_equal(reply_header(&again, "Idempotency-Replayed", value), "true");
	assert_string_equal(first.body, again.body);
	client_free(client);
}

static void a_key_is_visible_ascii(void **state)
{
	static const char *const keys[] = { "a b", "\"a", "\"a\\b\"", "\"\"", "z\xc5\xbc" };
	char headers[1024];
	struct client *client = client_new(*state);
	for (size_t i = 0; i < CC_COUNT(keys); i++) {
		snprintf(headers, sizeof headers, "%sIdempotency-Key: %s\r\n", guest(*state), keys[i]);
		send_hold(client, headers, 200, 1);
		struct reply reply = client_read(client);
		check_problem(&reply, 400, "invalid_idempotency_key");
	}
	client_free(client);
}

/* Who asks ------------------------------------------------------------------------ */

static void who_shows_no_token_is_asked_for_one(void **state)
{
	char value[256];
	struct client *client = client_new(*state);
	send_hold(client, "", 200, 1);
	struct reply reply = client_read(client);
	check_problem(&reply, 401, "unauthenticated");
	assert_string_equal(reply_header(&reply, "WWW-Authenticate", value), "Bearer realm=\"couchannel\"");
	send_hold(client, guest(*state), 200, 1); /* the refused body was read: the connection is of use */
	assert_int_equal(client_read(client).status, 200);
	client_free(client);
}

static void a_token_that_is_none_is_invalid(void **state)
{
	char value[256];
	struct reply reply = edge_ask(*state, "GET " EVENING " HTTP/1.1\r\n" HOST
	                                      "Authorization: Bearer a.b.c\r\n\r\n");
	check_problem(&reply, 401, "unauthenticated");
	assert_string_equal(reply_header(&reply, "WWW-Authenticate", value),
	                    "Bearer realm=\"couchannel\", error=\"invalid_token\"");
}

static void a_token_without_the_scope_is_not_enough(void **state)
{
	char value[256];
	struct client *client = client_new(*state);
	send_hold(client, edge_token(*state, EDGE_GUEST, "sessions:read"), 200, 1);
	struct reply reply = client_read(client);
	check_problem(&reply, 403, "permission_denied");
	assert_string_equal(
		reply_header(&reply, "WWW-Authenticate", value),
		"Bearer realm=\"couchannel\", error=\"insufficient_scope\", scope=\"bookings:write\"");
	client_free(client);
}

/* What is refused ----------------------------------------------------------------- */

static void other_paths_and_methods_are_refused(void **state)
{
	char value[256];
	check_refused(*state, "GET /v1/nothing HTTP/1.1\r\n" HOST "\r\n", 404, "no_such_route");
	check_refused(*state, "GET /v1/%zz HTTP/1.1\r\n" HOST "\r\n", 400, "malformed_path");
	struct reply reply = edge_ask(*state, "PUT " EVENING "/availability HTTP/1.1\r\n" HOST "\r\n");
	check_problem(&reply, 405, "method_not_allowed");
	assert_string_equal(reply_header(&reply, "Allow", value), "GET, HEAD");
}

static void what_is_not_there_is_not_found(void **state)
{
	check_refused(*state,
	              "GET /v1/sessions/00000000-0000-7000-8000-0000000000ff/availability HTTP/1.1\r\n" HOST
	              "\r\n",
	              404, "session_not_found");
}

static void inputs_are_refused_field_by_field(void **state)
{
	struct client *client = client_new(*state);
	send_hold(client, guest(*state), 200, 9);
	struct reply reply = client_read(client);
	check_problem(&reply, 400, "invalid_argument");
	assert_non_null(strstr(
		reply.body, "\"violations\":[{\"pointer\":\"/seats\",\"rule\":\"max\",\"description\":\""));
	client_free(client);
	check_refused(*state, "GET " EVENING "/availability?seats=1 HTTP/1.1\r\n" HOST "\r\n", 400,
	              "invalid_argument");
}

static void only_json_is_read(void **state)
{
	char request[2048];
	snprintf(request, sizeof request,
	         "POST " EVENING "/holds HTTP/1.1\r\n" HOST
	         "%sContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
	         guest(*state));
	check_refused(*state, request, 415, "unsupported_media_type");
	snprintf(request, sizeof request,
	         "POST " EVENING "/holds HTTP/1.1\r\n" HOST
	         "%sContent-Type: Application/JSON; charset=UTF-8\r\nContent-Length: 1\r\n\r\n{",
	         guest(*state));
	check_refused(*state, request, 400, "malformed_json");
	check_refused(*state, "GET " EVENING "/availability HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}",
	              400, "unexpected_body");
}

static void ambiguous_framing_is_refused(void **state)
{
	check_refused(*state, "GET /healthz HTTP/1.1\r\n" HOST HOST "\r\n", 400, "bad_request");
	check_refused(*state,
	              "POST " EVENING "/holds HTTP/1.1\r\n" HOST
	              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	              400, "bad_request");
	check_refused(*state,
	              "POST " EVENING "/holds HTTP/1.1\r\n" HOST
	              "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
	              400, "bad_request");
	check_refused(*state, "POST " EVENING "/holds HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip\r\n\r\n",
	              501, "unsupported_transfer_encoding");
	assert_int_equal(edge_ask(*state, "GET /healthz HTTP/1.1\r\n\r\n").status, 400); /* no Host */
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_edge, close_edge)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_read_is_answered_in_json),
		CASE(a_write_is_answered_once_it_is_kept),
		CASE(head_is_get_without_the_body),
		CASE(a_trace_goes_on),
		CASE(an_absolute_target_is_understood),
		CASE(probes_metrics_and_documents_are_served),
		CASE(a_process_is_not_ready_without_what_it_needs),
		CASE(a_repeated_request_has_one_effect_and_one_answer),
		CASE(a_repeated_refusal_is_the_same_to_the_last_byte),
		CASE(a_key_is_visible_ascii),
		CASE(who_shows_no_token_is_asked_for_one),
		CASE(a_token_that_is_none_is_invalid),
		CASE(a_token_without_the_scope_is_not_enough),
		CASE(other_paths_and_methods_are_refused),
		CASE(what_is_not_there_is_not_found),
		CASE(inputs_are_refused_field_by_field),
		CASE(only_json_is_read),
		CASE(ambiguous_framing_is_refused),
	};
	return cmocka_run_group_tests_name("server: requests", cases, NULL, NULL);
}
