/* client.h - a client of the server under load: one connection that is kept open, one request at a time. */
#pragma once

#include "platform/core/id.h"
#include "tests/bench/bench.h"

enum {
	BENCH_CLIENTS_MAX = 4096,
	BENCH_REQUEST_BYTES_MAX = 2048,
	BENCH_ANSWER_BYTES_MAX = 16 * 1024,
	BENCH_ANSWER_WITHIN_MS = 10000,
};

struct bench_client {
	int fd;
	const char *token;
	int64_t sent_us;
	size_t len;                                /* of the answer so far */
	char answer[BENCH_ANSWER_BYTES_MAX + 1];   /* NUL-terminated */
};

/* Its answers are events of this epoll, whose data is the client. */
void bench_connect(struct bench_client *client, int epoll, int port);

/* What a request is of, apart from the client's token. */
struct bench_request {
	const char *method, *path, *body; /* body NULL: none */
	const char *key;                  /* an Idempotency-Key; NULL: none */
};
void bench_ask(struct bench_client *client, const struct bench_request *request);

/* Reads what is there; true once the answer is whole. */
bool bench_hear(struct bench_client *client);
int bench_status(const struct bench_client *client);

/* A UUIDv7, NUL-terminated. */
void bench_new_id(char text[CC_ID_TEXT_LEN + 1]);

/* How long things took. */
struct bench_samples {
	uint32_t *items_us;
	size_t count;
};
void bench_samples_init(struct bench_samples *samples);
void bench_sample(struct bench_samples *samples, int64_t took_us);
/* Sorts them; at 0.5 the median.  There is at least one. */
uint32_t bench_quantile(struct bench_samples *samples, double part);
