#include "platform/server/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/core/arena.h"
#include "platform/core/context.h"

static const struct cc_reason cannot_listen = { "cannot_listen", CC_UNAVAILABLE };

/* "host:port" or "[host]:port", as two C strings. */
static bool split(struct cc_ctx *ctx, const char *address, const char **host, const char **port)
{
	const char *colon = strrchr(address, ':');
	if (!colon || colon[1] == '\0')
		return false;
	cc_str name = { address, (size_t)(colon - address) };
	if (name.len >= 2 && name.ptr[0] == '[' && name.ptr[name.len - 1] == ']')
		name = (cc_str){ name.ptr + 1, name.len - 2 };
	*host = cc_copy(ctx, name).ptr;
	*port = colon + 1;
	return name.len > 0;
}

/* A socket that listens, or -1 and errno. */
static int open_socket(const struct addrinfo *info)
{
	int yes = 1;
	int fd = socket(info->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes); /* without it, a restart waits a minute */
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0)
		return fd;
	int why = errno;
	close(fd);
	errno = why;
	return -1;
}

static unsigned port_of(int fd)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address = { .v6 = { 0 } };
	socklen_t size = sizeof address;
	if (getsockname(fd, &address.any, &size) != 0)
		cc_die("a socket does not know its address: %s", strerror(errno));
	return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

cc_err cc_listen(struct cc_ctx *ctx, const char *address, int *fd, unsigned *port)
{
	const struct addrinfo hints = {
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
	};
	const char *host, *service;
	if (!split(ctx, address, &host, &service))
		return cc_fail(ctx, &cannot_listen, "%s is no address to listen on; 127.0.0.1:8080 is one.",
		               address);
	struct addrinfo *info = NULL;
	int failed = getaddrinfo(host, service, &hints, &info);
	if (failed)
		return cc_fail(ctx, &cannot_listen, "%s is no address to listen on: %s.", address,
		               gai_strerror(failed));
	int made = open_socket(info);
	int why = errno;
	freeaddrinfo(info);
	if (made < 0)
		return cc_fail(ctx, &cannot_listen,
		               "%s cannot be listened on: %s. Free it, or choose another address.", address,
		               strerror(why));
	*fd = made;
	*port = port_of(made);
	return CC_OK;
}
