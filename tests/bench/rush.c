/*
 * rush - a flash sale: many guests ask for one seat of the same session at the same moment.
 *
 *   rush --port 8080 --session ID --tokens FILE
 *
 * One connection for each token, all open before the first request is sent.  Each guest has looked at their
 * bookings a moment before, as one does who waits for a sale, and then asks once.  A decision is the answer
 * to HoldSeats: a seat, or 409 sold_out.  Anything else ends the run.  Prints one line of JSON.
 */
#include <stdio.h>
#include <sys/epoll.h>

#include "tests/bench/client.h"

enum { EVENTS_MAX = 256 };

static bool is_sold(const struct bench_client *client)
{
	int status = bench_status(client);
	if (status != 200 && (status != 409 || !strstr(client->answer, "\"sold_out\"")))
		bench_fail("neither sold nor sold out: %s", client->answer);
	return status == 200;
}

static void ask(struct bench_client *client, const char *session)
{
	char booking[CC_ID_TEXT_LEN + 1], path[100], body[128];
	bench_new_id(booking);
	snprintf(path, sizeof path, "/v1/sessions/%s/holds", session);
	snprintf(body, sizeof body, "{\"booking_id\":\"%s\",\"seats\":1}", booking);
	bench_ask(client, &(struct bench_request){ "POST", path, body, NULL });
}

static void hear_all(int epoll, size_t waiting, struct bench_samples *samples)
{
	struct epoll_event events[EVENTS_MAX];
	while (waiting > 0) {
		int n = epoll_wait(epoll, events, EVENTS_MAX, BENCH_ANSWER_WITHIN_MS);
		if (n <= 0)
			bench_fail("no answer within %d ms", BENCH_ANSWER_WITHIN_MS);
		for (int i = 0; i < n; i++) {
			struct bench_client *client = events[i].data.ptr;
			if (!bench_hear(client))
				continue;
			bench_sample(samples, bench_us() - client->sent_us);
			waiting--;
		}
	}
}

static void look_in(struct bench_client *buyers, size_t count, int epoll)
{
	struct bench_samples samples;
	bench_samples_init(&samples);
	for (size_t i = 0; i < count; i++)
		bench_ask(&buyers[i], &(struct bench_request){ "GET", "/v1/bookings", NULL, NULL });
	hear_all(epoll, count, &samples);
}

int main(int argc, char **argv)
{
	struct bench_args args = { argc, argv };
	int port = (int)bench_number(&args, "--port", 0), epoll = epoll_create1(EPOLL_CLOEXEC);
	const char *session = bench_text(&args, "--session");
	struct bench_lines tokens = bench_read_lines(bench_text(&args, "--tokens"));
	struct bench_samples samples;
	struct bench_client *buyers = bench_alloc(tokens.count, sizeof *buyers);
	bench_samples_init(&samples);
	for (size_t i = 0; i < tokens.count; i++) {
		buyers[i].token = tokens.items[i];
		bench_connect(&buyers[i], epoll, port);
	}
	look_in(buyers, tokens.count, epoll);
	int64_t began_us = bench_us();
	for (size_t i = 0; i < tokens.count; i++)
		ask(&buyers[i], session);
	hear_all(epoll, tokens.count, &samples);
	double seconds = (double)(bench_us() - began_us) / 1e6;
	size_t sold = 0;
	for (size_t i = 0; i < tokens.count; i++)
		sold += is_sold(&buyers[i]);
	printf("{\"buyers\": %zu, \"sold\": %zu, \"per_second\": %.0f, \"p50_us\": %u, \"p99_us\": %u}\n",
	       tokens.count, sold, (double)tokens.count / seconds, bench_quantile(&samples, 0.5),
	       bench_quantile(&samples, 0.99));
	return 0;
}
