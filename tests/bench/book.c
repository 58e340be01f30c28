/*
 * book - guests that book seats over HTTP, from the request until the booking is confirmed (a closed loop).
 *
 *   book --port 8080 --clients 64 --seconds 2 --sessions FILE --tokens FILE [--warm-up 0.3]
 *
 * As load.c, but each client asks for a booking, looks at it until it is confirmed, and then asks for the
 * next.  It looks for the first time when most are confirmed, and often from then on: what is measured
 * contains the wait for the next look.  Prints one line of JSON.
 */
#include <stdio.h>
#include <sys/epoll.h>

#include "tests/bench/client.h"

enum { EVENTS_MAX = 256, FIRST_GUESS_US = 5000, LOOK_AGAIN_US_MIN = 1000, GIVEN_UP_US = 20 * 1000000 };

struct guest {
	struct bench_client client;
	char booking[CC_ID_TEXT_LEN + 1];
	int64_t asked_us;
	int64_t look_us; /* when; 0: it waits for an answer */
	bool looks;      /* the answer that it waits for is of a look */
};

struct load {
	struct bench_lines sessions, tokens;
	int epoll;
	size_t guest_count, asked, looks;
	struct guest *guests;
	double usual_us;                   /* from the request until it is confirmed */
	int64_t counted_from_us, until_us; /* confirmations in between are counted */
	struct bench_samples samples;
};

static void ask(struct load *load, struct guest *guest)
{
	char body[256];
	if (load->asked == load->sessions.count * BENCH_SEATS_A_SESSION)
		bench_fail("all %zu seats are taken: give more sessions, or less time", load->asked);
	const char *session = load->sessions.items[load->asked++ % load->sessions.count];
	bench_new_id(guest->booking);
	snprintf(body, sizeof body,
	         "{\"booking_id\":\"%s\",\"session_id\":\"%s\",\"seats\":1,\"payment_method\":\"pm_card_"
	         "visa\"}",
	         guest->booking, session);
	guest->looks = false;
	guest->look_us = 0;
	bench_ask(&guest->client, &(struct bench_request){ "POST", "/v1/bookings", body, NULL });
	guest->asked_us = guest->client.sent_us;
}

static void look(struct load *load, struct guest *guest)
{
	char path[100];
	if (bench_us() - guest->asked_us > GIVEN_UP_US)
		bench_fail("a booking is still not confirmed: %s", guest->client.answer);
	snprintf(path, sizeof path, "/v1/bookings/%s", guest->booking);
	guest->looks = true;
	guest->look_us = 0;
	load->looks++;
	bench_ask(&guest->client, &(struct bench_request){ "GET", path, NULL, NULL });
}

static void count(struct load *load, const struct guest *guest)
{
	int64_t now_us = bench_us(), took_us = now_us - guest->asked_us;
	load->usual_us += ((double)took_us - load->usual_us) / 64;
	if (now_us >= load->counted_from_us && now_us <= load->until_us)
		bench_sample(&load->samples, took_us);
}

static void hear(struct load *load, struct guest *guest)
{
	if (!bench_hear(&guest->client))
		return;
	if (bench_status(&guest->client) != 200)
		bench_fail("it was refused: %s", guest->client.answer);
	if (strstr(guest->client.answer, "\"BOOKING_STATE_CONFIRMED\"")) {
		count(load, guest);
		ask(load, guest);
		return;
	}
	if (!strstr(guest->client.answer, "\"BOOKING_STATE_PENDING\""))
		bench_fail("a booking came to nothing: %s", guest->client.answer);
	int64_t again_us = (int64_t)(load->usual_us / 16);
	guest->look_us = !guest->looks                  ? guest->asked_us + (int64_t)(load->usual_us * 0.9)
	                 : again_us < LOOK_AGAIN_US_MIN ? bench_us() + LOOK_AGAIN_US_MIN
	                                                : bench_us() + again_us;
}

static void look_around(struct load *load)
{
	int64_t now_us = bench_us();
	for (size_t i = 0; i < load->guest_count; i++)
		if (load->guests[i].look_us != 0 && load->guests[i].look_us <= now_us)
			look(load, &load->guests[i]);
}

static void run(struct load *load)
{
	struct epoll_event events[EVENTS_MAX];
	for (size_t i = 0; i < load->guest_count; i++)
		ask(load, &load->guests[i]);
	while (bench_us() < load->until_us) {
		int n = epoll_wait(load->epoll, events, EVENTS_MAX, 1);
		for (int i = 0; i < n; i++)
			hear(load, events[i].data.ptr);
		look_around(load);
	}
}

static void report(struct load *load)
{
	double seconds = (double)(load->until_us - load->counted_from_us) / 1e6;
	printf("{\"clients\": %zu, \"answers\": %zu, \"per_second\": %.0f, \"p50_us\": %u, \"p99_us\": %u,"
	       " \"asked\": %zu, \"looks\": %zu}\n",
	       load->guest_count, load->samples.count, (double)load->samples.count / seconds,
	       bench_quantile(&load->samples, 0.5), bench_quantile(&load->samples, 0.99), load->asked,
	       load->looks);
}

int main(int argc, char **argv)
{
	struct bench_args args = { argc, argv };
	int port = (int)bench_number(&args, "--port", 0);
	struct load load = {
		.guest_count = (size_t)bench_number(&args, "--clients", 64),
		.sessions = bench_read_lines(bench_text(&args, "--sessions")),
		.tokens = bench_read_lines(bench_text(&args, "--tokens")),
		.epoll = epoll_create1(EPOLL_CLOEXEC),
		.usual_us = FIRST_GUESS_US,
	};
	if (load.guest_count < 1 || load.guest_count > BENCH_CLIENTS_MAX)
		bench_fail("--clients must be from 1 to %d", BENCH_CLIENTS_MAX);
	bench_samples_init(&load.samples);
	load.guests = bench_alloc(load.guest_count, sizeof *load.guests);
	for (size_t i = 0; i < load.guest_count; i++) {
		load.guests[i].client.token = load.tokens.items[i % load.tokens.count];
		bench_connect(&load.guests[i].client, load.epoll, port);
	}
	load.counted_from_us = bench_us() + (int64_t)(bench_number(&args, "--warm-up", 0.3) * 1e6);
	load.until_us = load.counted_from_us + (int64_t)(bench_number(&args, "--seconds", 2) * 1e6);
	run(&load);
	report(&load);
	return 0;
}
