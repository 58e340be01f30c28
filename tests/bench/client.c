#include "tests/bench/client.h"

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

enum { SAMPLES_MAX = 1 << 23 };

void bench_connect(struct bench_client *client, int epoll, int port)
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
	    epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event) != 0)
		bench_fail("cannot connect to port %d: %s", port, strerror(errno));
}

void bench_ask(struct bench_client *client, const struct bench_request *request)
{
	char text[BENCH_REQUEST_BYTES_MAX], key[64] = "", length[80] = "";
	if (request->key)
		snprintf(key, sizeof key, "Idempotency-Key: %s\r\n", request->key);
	if (request->body)
		snprintf(length, sizeof length, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
		         strlen(request->body));
	int len = snprintf(text, sizeof text,
	                   "%s %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n%s%s\r\n%s",
	                   request->method, request->path, client->token, key, length,
	                   request->body ? request->body : "");
	client->len = 0;
	client->sent_us = bench_us();
	if (len >= (int)sizeof text || write(client->fd, text, (size_t)len) != len)
		bench_fail("a request could not be sent whole: %s", strerror(errno));
}

static bool is_whole(const struct bench_client *client)
{
	const char *body = strstr(client->answer, "\r\n\r\n");
	if (!body)
		return false;
	const char *length = strcasestr(client->answer, "\r\nContent-Length:");
	if (!length || length > body)
		bench_fail("an answer without a length: %s", client->answer);
	return client->len >= (size_t)(body + 4 - client->answer) + strtoul(length + 17, NULL, 10);
}

bool bench_hear(struct bench_client *client)
{
	ssize_t n = read(client->fd, client->answer + client->len, BENCH_ANSWER_BYTES_MAX - client->len);
	if (n <= 0)
		bench_fail("the server hung up: %s", n < 0 ? strerror(errno) : "end of stream");
	client->len += (size_t)n;
	client->answer[client->len] = '\0';
	return is_whole(client);
}

int bench_status(const struct bench_client *client)
{
	if (strncmp(client->answer, "HTTP/1.1 ", 9) != 0)
		bench_fail("no answer: %s", client->answer);
	return atoi(client->answer + 9);
}

void bench_new_id(char text[CC_ID_TEXT_LEN + 1])
{
	uint8_t random[10];
	if (getrandom(random, sizeof random, 0) != sizeof random)
		bench_fail("no random bytes: %s", strerror(errno));
	cc_id_print(cc_id_v7(bench_now(), random), text);
	text[CC_ID_TEXT_LEN] = '\0';
}

void bench_samples_init(struct bench_samples *samples)
{
	samples->items_us = bench_alloc(SAMPLES_MAX, sizeof *samples->items_us);
	samples->count = 0;
}

void bench_sample(struct bench_samples *samples, int64_t took_us)
{
	if (samples->count == SAMPLES_MAX)
		bench_fail("more than %d answers: give less time", SAMPLES_MAX);
	samples->items_us[samples->count++] = (uint32_t)took_us;
}

static int by_size(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return a < b ? -1 : a > b;
}

uint32_t bench_quantile(struct bench_samples *samples, double part)
{
	if (samples->count == 0)
		bench_fail("nothing was answered");
	qsort(samples->items_us, samples->count, sizeof *samples->items_us, by_size);
	return samples->items_us[(size_t)((double)samples->count * part)];
}
