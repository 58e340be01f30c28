/*
 * host.h - one process that answers: its stores, node, events and HTTP, put together and taken apart.
 *
 * The only place that knows which adapters there are.  Made in this order and taken apart in the
 * opposite one: telemetry, sealer, signer, cipher, auth, cache, node with its stores, payment provider,
 * mailer, index, peers, log, events, HTTP.
 */
#pragma once

#include "cli/site.h"
#include "platform/runtime/events.h"
#include "platform/runtime/telemetry.h"
#include "platform/server/http.h"

struct cli_host {
	struct cli *cli;
	struct cli_targets targets;
	struct cc_telemetry *telemetry;
	struct cc_auth *auth;
	struct cc_sealer *sealer;
	struct cc_signer *signer;
	struct cc_cipher *cipher;
	struct cc_cache *cache;
	struct cc_node *node;
	struct cc_peers *peers;
	struct cc_log *log;
	struct cc_events *events;
	struct cc_psp *psp; /* NULL if no service here takes payments */
	struct cc_mailer *mailer;
	struct cc_zones *zones;
	struct cc_index *index;
	struct cc_http *http;
	struct cc_dependency dependencies[CLI_SERVICES_MAX + 1];
};

/* Opens the database of a service, brings its schema up to date and gives it to the node. */
bool cli_host_open(struct cli_host *host, const struct cc_service *service, struct cli_failure *failure);
/* Node, peers, log and events; keys and stores come after it.  telemetry is the caller's to set. */
void cli_host_init(struct cli_host *host, struct cli *cli);
/* Gives the node what it seals, signs, encrypts and remembers with. */
void cli_host_equip(struct cli_host *host);
/* Starts listening, then all threads. */
CC_RESULT cli_host_start(struct cli_host *host);
/* Drains, stops and frees all of it, however far it came. */
void cli_host_close(struct cli_host *host, int64_t drain_ms);

/* keys.c: what it seals and signs with, and whose tokens it believes. */
bool cli_host_open_keys(struct cli_host *host, struct cli_failure *failure);

/* serve.c: the log, as --log-style says; all that is opened before it starts; what to say if it cannot
 * listen. */
void cli_host_open_log(struct cli_host *host);
bool cli_host_open_all(struct cli_host *host, struct cli_failure *failure);
void cli_explain_listening(struct cli *cli, cc_err err, struct cli_failure *failure);

/* index.c: what searches look into. */
bool cli_open_index(struct cli *cli, struct cc_index **index, struct cli_failure *failure);
bool cli_host_open_index(struct cli_host *host, struct cli_failure *failure);

/* psp.c: whether --psp can be used; opens the provider, after the stores; starts it and its events; stops
 * those. */
bool cli_check_psp(struct cli *cli, struct cli_failure *failure);
bool cli_host_open_psp(struct cli_host *host, struct cli_failure *failure);
void cli_host_start_psp(struct cli_host *host);
void cli_host_stop_psp(struct cli_host *host);
/* Gives an event of the provider to the service of this node (arg) that takes them. */
cc_err cli_psp_hear(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body);

/* mail.c: whether --public-url can be used; opens the outbox; tells the node where guests find the pages. */
bool cli_check_public_url(struct cli *cli, struct cli_failure *failure);
bool cli_host_open_mailer(struct cli_host *host, struct cli_failure *failure);
void cli_host_set_public_url(void *host, unsigned port);
/* "http://127.0.0.1:8080", once it listens. */
const char *cli_host_url(const struct cli_host *host);

/* gauges.c: what the metrics say about lanes and events. */
void cli_host_add_gauges(struct cli_host *host);
/* figures.c: what the services say about themselves. */
void cli_host_add_figures(struct cli_host *host);
