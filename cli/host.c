#include "cli/host.h"

#include "cli/documents.h"
#include "platform/adapters/cache_memory.h"
#include "platform/adapters/cipher_aes.h"
#include "platform/adapters/log_embedded.h"
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sealer_hmac.h"
#include "platform/adapters/signer_p256.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"

/* From a lane's thread, which runs only while events and HTTP are there. */
static void committed(void *arg, const struct cc_service *service)
{
	struct cli_host *host = arg;
	if (!host->http)
		return; /* an operator's errand, which starts nothing */
	cc_events_wake(host->events, service);
	cc_http_committed(host->http, service);
}

static void planned(void *arg, const struct cc_service *service, const struct cc_plan_note *notes)
{
	struct cli_host *host = arg;
	cc_effects_planned(cc_events_effects(host->events), service, notes);
}

void cli_host_init(struct cli_host *host, struct cli *cli)
{
	host->cli = cli;
	host->cache = cc_cache_memory_new(&(struct cc_cache_memory_options){ .clock = cli->ctx->clock });
	host->node = cc_node_new(&(struct cc_node_options){
		.threads = cc_threads_system(),
		.clock = cli->ctx->clock,
		.entropy = cli->ctx->entropy,
		.planned = planned,
		.committed = committed,
		.arg = host,
	});
}

static cc_err answers(struct cc_ctx *ctx, void *store)
{
	TRY(cc_store_begin_read(store, ctx));
	cc_store_end_read(store, ctx);
	return CC_OK;
}

static CC_RESULT open_store(struct cli_host *host, const struct cc_service *service, struct cc_store **store)
{
	struct cc_ctx *ctx = host->cli->ctx;
	struct cc_store_options options = {
		.threads = cc_threads_system(), .clock = ctx->clock, .entropy = ctx->entropy, .migrate = true
	};
	cc_node_lane_options(host->node, service, &options.lane);
	TRY(cc_sql_sqlite_new(ctx, cli_database_path(host->cli, service), &options.sql));
	return cc_store_open(ctx, service, &options, store);
}

bool cli_host_open(struct cli_host *host, const struct cc_service *service, struct cli_failure *failure)
{
	struct cli *cli = host->cli;
	struct cc_store *store;
	if (!cc_service_has_store(service)) {
		cc_node_add(host->node, service, NULL);
		return true;
	}
	cc_err err = open_store(host, service, &store);
	if (err != CC_OK) {
		*failure = (struct cli_failure){
			.exit = cli_exit_of(err),
			.what = cli_text(cli, "cannot open the database %s", cli_database_path(cli, service)),
			.why = cli_text(cli, "%s (%s)", err->message, err->reason),
			.fix = cc_is(err, CC_FAILED_PRECONDITION) ? "couchannel migrate --dry-run"
			                                          : "couchannel doctor",
		};
		return false;
	}
	cc_node_add(host->node, service, store);
	size_t count = 0;
	while (host->dependencies[count].name)
		count++;
	host->dependencies[count] = (struct cc_dependency){ service->name, answers, store };
	return true;
}

void cli_host_equip(struct cli_host *host)
{
	cc_node_set_sealer(host->node, host->sealer);
	cc_node_set_signer(host->node, host->signer);
	cc_node_set_cipher(host->node, host->cipher);
	cc_node_set_cache(host->node, host->cache);
}

/* HTTP is there before the lanes run, so that nothing is committed unheard. */
cc_err cli_host_start(struct cli_host *host)
{
	struct cli *cli = host->cli;
	host->peers = cc_peers_local_new(host->node);
	cc_node_set_peers(host->node, host->peers);
	cli_host_equip(host);
	host->log = cc_log_embedded_new(host->node);
	host->events = cc_events_new(host->node, host->log);
	cc_events_set_telemetry(host->events, host->telemetry);
	cli_host_add_gauges(host);
	cli_host_add_figures(host);
	const struct cc_http_options options = {
		.listen = cli->values.of[CLI_LISTEN].text,
		.node = host->node,
		.auth = host->auth,
		.telemetry = host->telemetry,
		.documents = cli_documents(cli, host->targets.services),
		.dependencies = host->dependencies,
		.listening = cli_host_set_public_url,
		.arg = host,
	};
	TRY(cc_http_start(cli->ctx, &options, &host->http));
	cc_node_start(host->node);
	cc_events_start(host->events);
	cli_host_start_psp(host);
	return CC_OK;
}

void cli_host_close(struct cli_host *host, int64_t drain_ms)
{
	if (host->http)
		cc_http_stop(host->http, drain_ms);
	cli_host_stop_psp(host); /* it tells the node what happens */
	if (host->events)
		cc_events_stop(host->events);
	if (host->node)
		cc_node_stop(host->node);
	cc_http_free(host->http);
	cc_events_free(host->events);
	if (host->log)
		host->log->ops->free(host->log);
	if (host->peers)
		host->peers->ops->free(host->peers);
	if (host->node)
		cc_node_free(host->node);
	if (host->zones)
		host->zones->ops->free(host->zones);
	if (host->index)
		host->index->ops->free(host->index);
	if (host->mailer)
		host->mailer->ops->free(host->mailer);
	if (host->psp)
		host->psp->ops->free(host->psp);
	if (host->cache)
		host->cache->ops->free(host->cache);
	cc_auth_free(host->auth);
	cc_cipher_aes_free(host->cipher);
	cc_signer_p256_free(host->signer);
	cc_sealer_hmac_free(host->sealer);
	cc_telemetry_free(host->telemetry);
}
