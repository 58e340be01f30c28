/*
 * load - guests that hold seats over HTTP as fast as they are answered (a closed loop).
 *
 *   load --port 8080 --clients 64 --seconds 2 --sessions FILE --tokens FILE [--warm-up 0.3] [--keys]
 *
 * FILE: an id of a session, or a token, on each line.  Each session takes SEATS_A_SESSION
 * requests; running out ends the run early, loudly.  --keys sends an Idempotency-Key with each
 * request.  Prints one line of JSON.  One thread: on two cores it must leave room for the server.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/core/id.h"
#include "tests/bench/bench.h"

enum {
	CLIENTS_MAX = 1024,
	SAMPLES_MAX = 1 << 23,
	EVENTS_MAX = 256,
	REQUEST_BYTES_MAX = 2048,
	ANSWER_BYTES_MAX = 16 * 1024,
	ANSWER_WITHIN_MS = 10000,
};

struct client {
	int fd;
	const char *token;
	int64_t sent_us;
	size_t len;                        /* of the answer so far */
	char answer[ANSWER_BYTES_MAX + 1]; /* NUL-terminated */
};

struct load {
	struct bench_lines sessions, tokens;
	bool keys;
	int epoll;
	size_t client_count, asked;
	struct client *clients;
	int64_t counted_from_us, until_us; /* answers in between are counted */
	uint32_t *samples_us;
	size_t sample_count;
};

static void connect_client(struct load *load, struct client *client, int port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int yes = 1;
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = client };
	client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (client->fd < 0 || connect(client->fd, (struct sockaddr *)&address, sizeof address) != 0 ||
	    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0 ||
	    epoll_ctl(load->epoll, EPOLL_CTL_ADD, client->fd, &event) != 0)
		bench_fail("cannot connect to port %d: %s", port, strerror(errno));
}

/* Every request is for another booking: a new hold, never a repeated one. */
static void new_booking(char text[CC_ID_TEXT_LEN + 1])
{
	uint8_t random[10];
	if (getrandom(random, sizeof random, 0) != sizeof random)
		bench_fail("no random bytes: %s", strerror(errno));
	cc_id_print(cc_id_v7(bench_now(), random), text);
	text[CC_ID_TEXT_LEN] = '\0';
}

static void ask(struct load *load, struct client *client)
{
	char booking[CC_ID_TEXT_LEN + 1], key[64] = "", body[128], request[REQUEST_BYTES_MAX];
	if (load->asked == load->sessions.count * BENCH_SEATS_A_SESSION)
		bench_fail("all %zu seats are taken: give more sessions, or less time", load->asked);
	const char *session = load->sessions.items[load->asked++ % load->sessions.count];

	new_booking(booking);
	if (load->keys)
		snprintf(key, sizeof key, "Idempotency-Key: %s\r\n", booking);
	int body_len = snprintf(body, sizeof body, "{\"booking_id\":\"%s\",\"seats\":1}", booking);
	int len =
		snprintf(request, sizeof request,
	                 "POST /v1/sessions/%s/holds HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
	                 "Content-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s",
	                 session, client->token, key, body_len, body);
	client->len = 0;
	client->sent_us = bench_us();
	if (len >= (int)sizeof request || write(client->fd, request, (size_t)len) != len)
		bench_fail("a request could not be sent whole: %s", strerror(errno));
}

/* Is the answer all there?  Anything but a granted hold ends the run: it would be no measurement. */
static bool is_answered(const struct client *client)
{
	const char *body = strstr(client->answer, "\r\n\r\n");
	if (!body)
		return false;
	const char *length = strcasestr(client->answer, "\r\nContent-Length:");
	if (!length || length > body)
		bench_fail("an answer without a length: %s", client->answer);
	if (client->len < (size_t)(body + 4 - client->answer) + strtoul(length + 17, NULL, 10))
		return false;
	if (strncmp(client->answer, "HTTP/1.1 200 ", 13) != 0)
		bench_fail("a hold was not granted: %s", client->answer);
	return true;
}

static void count(struct load *load, const struct client *client, int64_t now_us)
{
	if (now_us < load->counted_from_us || now_us > load->until_us)
		return;
	if (load->sample_count == SAMPLES_MAX)
		bench_fail("more than %d answers: give less time", SAMPLES_MAX);
	load->samples_us[load->sample_count++] = (uint32_t)(now_us - client->sent_us);
}

static void hear(struct load *load, struct client *client)
{
	ssize_t n = read(client->fd, client->answer + client->len, ANSWER_BYTES_MAX - client->len);
	if (n <= 0)
		bench_fail("the server hung up: %s", n < 0 ? strerror(errno) : "end of stream");
	client->len += (size_t)n;
	client->answer[client->len] = '\0';
	if (!is_answered(client))
		return;
	count(load, client, bench_us());
	ask(load, client);
}

static void run(struct load *load)
{
	struct epoll_event events[EVENTS_MAX];
	for (size_t i = 0; i < load->client_count; i++)
		ask(load, &load->clients[i]);
	while (bench_us() < load->until_us) {
		int n = epoll_wait(load->epoll, events, EVENTS_MAX, ANSWER_WITHIN_MS);
		if (n <= 0)
			bench_fail("no answer within %d ms", ANSWER_WITHIN_MS);
		for (int i = 0; i < n; i++)
			hear(load, events[i].data.ptr);
	}
}

static int by_size(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return a < b ? -1 : a > b;
}

static void report(struct load *load)
{
	size_t n = load->sample_count;
	double seconds = (double)(load->until_us - load->counted_from_us) / 1e6;
	if (n == 0)
		bench_fail("nothing was answered in %.1f s", seconds);
	qsort(load->samples_us, n, sizeof *load->samples_us, by_size);
	printf("{\"clients\": %zu, \"answers\": %zu, \"per_second\": %.0f, \"p50_us\": %u, \"p99_us\": %u}\n",
	       load->client_count, n, (double)n / seconds, load->samples_us[n / 2],
	       load->samples_us[n * 99 / 100]);
}

int main(int argc, char **argv)
{
	struct bench_args args = { argc, argv };
	int port = (int)bench_number(&args, "--port", 0);
	struct load load = {
		.client_count = (size_t)bench_number(&args, "--clients", 64),
		.sessions = bench_read_lines(bench_text(&args, "--sessions")),
		.tokens = bench_read_lines(bench_text(&args, "--tokens")),
		.keys = bench_flag(&args, "--keys"),
		.epoll = epoll_create1(EPOLL_CLOEXEC),
		.samples_us = bench_alloc(SAMPLES_MAX, sizeof(uint32_t)),
	};
	if (load.client_count < 1 || load.client_count > CLIENTS_MAX)
		bench_fail("--clients must be from 1 to %d", CLIENTS_MAX);
	load.clients = bench_alloc(load.client_count, sizeof *load.clients);
	for (size_t i = 0; i < load.client_count; i++) {
		load.clients[i].token = load.tokens.items[i % load.tokens.count];
		connect_client(&load, &load.clients[i], port);
	}
	load.counted_from_us = bench_us() + (int64_t)(bench_number(&args, "--warm-up", 0.3) * 1e6);
	load.until_us = load.counted_from_us + (int64_t)(bench_number(&args, "--seconds", 2) * 1e6);
	run(&load);
	report(&load);
	return 0;
}
