#include "cli/port.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

enum { STATE_LISTEN = 0x0a }; /* include/net/tcp_states.h */

bool cli_is_loopback(const char *address)
{
	const char *colon = strrchr(address, ':');
	cc_str host = { address, colon ? (size_t)(colon - address) : strlen(address) };
	return cc_str_eq(host, CC_STR("localhost")) || cc_str_eq(host, CC_STR("[::1]")) ||
	       (host.len > 4 && memcmp(host.ptr, "127.", 4) == 0 &&
	        strspn(host.ptr, "0123456789.") == host.len);
}

unsigned cli_port_of(const char *address)
{
	const char *colon = strrchr(address, ':');
	return colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 0;
}

struct listener {
	uint32_t address; /* of IPv4, in network order */
	unsigned port;
	unsigned long inode;
};

/* proc(5), /proc/net/tcp: "sl: local_address rem_address st ... inode". */
static bool is_listener(const char *line, struct listener *listener)
{
	char address[33];
	unsigned state;
	if (sscanf(line, " %*d: %32[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*s %*s %*s %*d %*d %lu", address,
	           &listener->port, &state, &listener->inode) != 4 ||
	    state != STATE_LISTEN)
		return false;
	listener->address = (uint32_t)strtoul(address, NULL, 16);
	return true;
}

static unsigned long inode_in(const char *path, unsigned port)
{
	char line[512];
	FILE *file = fopen(path, "re");
	unsigned long found = 0;
	while (file && !found && fgets(line, sizeof line, file)) {
		struct listener listener;
		if (is_listener(line, &listener) && listener.port == port)
			found = listener.inode;
	}
	if (file)
		fclose(file);
	return found;
}

static bool has_socket(struct cli *cli, const char *pid, const char *socket)
{
	const char *folder = cli_text(cli, "/proc/%s/fd", pid);
	DIR *fds = opendir(folder);
	bool found = false;
	for (const struct dirent *fd; fds && !found && (fd = readdir(fds));) {
		char target[64], path[320];
		snprintf(path, sizeof path, "%s/%s", folder, fd->d_name);
		ssize_t n = readlink(path, target, sizeof target - 1);
		found = n > 0 && cc_str_eq((cc_str){ target, (size_t)n }, cc_str_of(socket));
	}
	if (fds)
		closedir(fds);
	return found;
}

static const char *process_name(struct cli *cli, const char *pid)
{
	char name[64] = "";
	FILE *file = fopen(cli_text(cli, "/proc/%s/comm", pid), "re");
	if (file && fgets(name, sizeof name, file))
		name[strcspn(name, "\n")] = '\0';
	if (file)
		fclose(file);
	return cli_text(cli, "%s", name);
}

bool cli_port_holder(struct cli *cli, unsigned port, long *pid, const char **name)
{
	unsigned long inode = inode_in("/proc/net/tcp", port);
	inode = inode ? inode : inode_in("/proc/net/tcp6", port);
	const char *socket = cli_text(cli, "socket:[%lu]", inode);
	DIR *processes = inode ? opendir("/proc") : NULL;
	bool found = false;
	for (const struct dirent *one; processes && !found && (one = readdir(processes));) {
		if (!isdigit((unsigned char)one->d_name[0]) || !has_socket(cli, one->d_name, socket))
			continue;
		found = true;
		*pid = strtol(one->d_name, NULL, 10);
		*name = process_name(cli, one->d_name);
	}
	if (processes)
		closedir(processes);
	return found;
}

const char *cli_address_of(struct cli *cli, long pid)
{
	char line[512], address[INET_ADDRSTRLEN];
	FILE *file = fopen("/proc/net/tcp", "re");
	const char *found = NULL, *process = cli_text(cli, "%ld", pid);
	while (file && !found && fgets(line, sizeof line, file)) {
		struct listener listener;
		if (!is_listener(line, &listener) ||
		    !has_socket(cli, process, cli_text(cli, "socket:[%lu]", listener.inode)))
			continue;
		if (listener.address == INADDR_ANY)
			listener.address = htonl(INADDR_LOOPBACK);
		found = cli_text(cli, "http://%s:%u",
		                 inet_ntop(AF_INET, &listener.address, address, sizeof address),
		                 listener.port);
	}
	if (file)
		fclose(file);
	return found;
}
