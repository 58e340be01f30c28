/* hook.c - posts an event to whoever wants to hear of it. */
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "platform/adapters/psp_sandbox_http/edge.h"
#include "platform/core/buf.h"
#include "platform/core/run.h"

enum { STEP_SECONDS = 5, STATUS_LINE_MAX = 64 };

bool cc_psp_hook_parse(struct cc_ctx *ctx, cc_str url, struct cc_psp_hook *hook)
{
	static const cc_str scheme = { "http://", 7 };
	if (url.len <= scheme.len || memcmp(url.ptr, scheme.ptr, scheme.len) != 0)
		return false;
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] <= ' ' || url.ptr[i] > '~')
			return false;
	const char *start = url.ptr + scheme.len, *end = url.ptr + url.len;
	const char *slash = memchr(start, '/', (size_t)(end - start));
	cc_str authority = { start, (size_t)((slash ? slash : end) - start) };
	const char *colon = memchr(authority.ptr, ':', authority.len);
	cc_str host = { authority.ptr, colon ? (size_t)(colon - authority.ptr) : authority.len };
	cc_str port = colon ? (cc_str){ colon + 1, authority.len - host.len - 1 } : CC_STR("80");
	if (host.len == 0 || port.len == 0)
		return false;
	*hook = (struct cc_psp_hook){
		.host = cc_copy(ctx, host), /* with a NUL behind it */
		.port = cc_copy(ctx, port),
		.path = slash ? cc_copy(ctx, (cc_str){ slash, (size_t)(end - slash) }) : CC_STR("/"),
	};
	return true;
}

static int connect_to(const struct cc_psp_hook *hook)
{
	const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
	const struct timeval limit = { .tv_sec = STEP_SECONDS };
	struct addrinfo *found;
	if (getaddrinfo(hook->host.ptr, hook->port.ptr, &wanted, &found) != 0)
		return -1;
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0 ||
	                setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0 ||
	                connect(fd, found->ai_addr, found->ai_addrlen) != 0)) {
		close(fd);
		fd = -1;
	}
	freeaddrinfo(found);
	return fd;
}

static bool send_all(int fd, cc_str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
		if (n <= 0)
			return false;
		bytes = (cc_str){ bytes.ptr + n, bytes.len - (size_t)n };
	}
	return true;
}

/* "HTTP/1.1 204 ...": all that matters of an answer. */
static bool was_taken(int fd)
{
	char line[STATUS_LINE_MAX] = { 0 };
	size_t len = 0;
	while (len < sizeof line - 1 && !memchr(line, '\n', len)) {
		ssize_t n = recv(fd, line + len, sizeof line - 1 - len, 0);
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	return strncmp(line, "HTTP/1.", 7) == 0 && len > 12 && line[8] == ' ' && line[9] == '2';
}

cc_err cc_psp_hook_post(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body)
{
	const struct cc_psp_hook *hook = arg;
	struct cc_buf request = { .arena = ctx->arena };
	cc_buf_printf(&request,
	              "POST %s HTTP/1.1\r\nHost: %s:%s\r\nContent-Type: application/json\r\n"
	              "Content-Length: %zu\r\nStripe-Signature: %.*s\r\nConnection: close\r\n\r\n",
	              hook->path.ptr, hook->host.ptr, hook->port.ptr, body.len, (int)signature.len,
	              signature.ptr);
	cc_buf_add(&request, body);
	int fd = connect_to(hook);
	bool taken = fd >= 0 && send_all(fd, cc_buf_str(&request)) && was_taken(fd);
	if (fd >= 0)
		close(fd);
	return taken ? CC_OK : cc_fail(ctx, &cc_unavailable, "The event was not taken.");
}
