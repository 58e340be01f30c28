/*
 * load - guests that hold seats over HTTP as fast as they are answered (a closed loop).
 *
 *   load --port 8080 --clients 64 --seconds 2 --sessions FILE --tokens FILE [--warm-up 0.3] [--keys]
 *
 * FILE: an id of a session, or a token, on each line.  Each session takes SEATS_A_SESSION
 * requests; running out ends the run early, loudly.  --keys sends an Idempotency-Key with each
 * request.  Prints one line of JSON.  One thread: on two cores it must leave room for the server.
 */
#include <stdio.h>
#include <sys/epoll.h>

#include "tests/bench/client.h"

enum { EVENTS_MAX = 256 };

struct load {
	struct bench_lines sessions, tokens;
	bool keys;
	int epoll;
	size_t client_count, asked;
	struct bench_client *clients;
	int64_t counted_from_us, until_us; /* answers in between are counted */
	struct bench_samples samples;
};

/* Every request is for another booking: a new hold, never a repeated one. */
static void ask(struct load *load, struct bench_client *client)
{
	char booking[CC_ID_TEXT_LEN + 1], path[100], body[128];
	if (load->asked == load->sessions.count * BENCH_SEATS_A_SESSION)
		bench_fail("all %zu seats are taken: give more sessions, or less time", load->asked);
	const char *session = load->sessions.items[load->asked++ % load->sessions.count];

	bench_new_id(booking);
	snprintf(path, sizeof path, "/v1/sessions/%s/holds", session);
	snprintf(body, sizeof body, "{\"booking_id\":\"%s\",\"seats\":1}", booking);
	bench_ask(client, &(struct bench_request){ "POST", path, body, load->keys ? booking : NULL });
}

/* Anything but a granted hold ends the run: it would be no measurement. */
static void hear(struct load *load, struct bench_client *client)
{
	if (!bench_hear(client))
		return;
	if (bench_status(client) != 200)
		bench_fail("a hold was not granted: %s", client->answer);
	int64_t now_us = bench_us();
	if (now_us >= load->counted_from_us && now_us <= load->until_us)
		bench_sample(&load->samples, now_us - client->sent_us);
	ask(load, client);
}

static void run(struct load *load)
{
	struct epoll_event events[EVENTS_MAX];
	for (size_t i = 0; i < load->client_count; i++)
		ask(load, &load->clients[i]);
	while (bench_us() < load->until_us) {
		int n = epoll_wait(load->epoll, events, EVENTS_MAX, BENCH_ANSWER_WITHIN_MS);
		if (n <= 0)
			bench_fail("no answer within %d ms", BENCH_ANSWER_WITHIN_MS);
		for (int i = 0; i < n; i++)
			hear(load, events[i].data.ptr);
	}
}

static void report(struct load *load)
{
	double seconds = (double)(load->until_us - load->counted_from_us) / 1e6;
	printf("{\"clients\": %zu, \"answers\": %zu, \"per_second\": %.0f, \"p50_us\": %u, \"p99_us\": %u}\n",
	       load->client_count, load->samples.count, (double)load->samples.count / seconds,
	       bench_quantile(&load->samples, 0.5), bench_quantile(&load->samples, 0.99));
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
	};
	if (load.client_count < 1 || load.client_count > BENCH_CLIENTS_MAX)
		bench_fail("--clients must be from 1 to %d", BENCH_CLIENTS_MAX);
	bench_samples_init(&load.samples);
	load.clients = bench_alloc(load.client_count, sizeof *load.clients);
	for (size_t i = 0; i < load.client_count; i++) {
		load.clients[i].token = load.tokens.items[i % load.tokens.count];
		bench_connect(&load.clients[i], load.epoll, port);
	}
	load.counted_from_us = bench_us() + (int64_t)(bench_number(&args, "--warm-up", 0.3) * 1e6);
	load.until_us = load.counted_from_us + (int64_t)(bench_number(&args, "--seconds", 2) * 1e6);
	run(&load);
	report(&load);
	return 0;
}
