/* port.h - addresses to listen on. */
#pragma once

#include "cli/cli.h"

/* Is "host:port" reachable from this machine only? */
bool cli_is_loopback(const char *address);
/* 0 if there is none. */
unsigned cli_port_of(const char *address);
/* The process that listens on the port: its number and name.  False if it cannot be seen. */
bool cli_port_holder(struct cli *cli, unsigned port, long *pid, const char **name);
/* Where the process listens by IPv4: "http://127.0.0.1:8080".  NULL if that cannot be seen. */
const char *cli_address_of(struct cli *cli, long pid);
