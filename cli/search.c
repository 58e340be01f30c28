/*
 * search.c - throws away what search has heard, and lets it hear all of it again.
 *
 * Search runs here as it does in a server, on one thread; those that it hears only lend their logs.
 */
#include "cli/commands.h"
#include "cli/host.h"
#include "platform/adapters/log_embedded.h"
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/runtime/replay.h"
#include "services/search/search.h"

struct rebuild {
	struct cli *cli;
	struct cli_targets targets;
	struct cc_node *node;
	struct cc_store *store; /* search's */
	struct cc_index *index;
	struct cc_peers *peers;
	struct cc_log *log;
	struct cc_events *events;
};

/* Search, and whoever says what it hears. */
static bool takes_part(const struct cc_service *service)
{
	const struct cc_consumer *const *consumer = search_service.consumers;
	bool heard = service == &search_service;
	for (; *consumer; consumer++)
		for (const struct cc_event *const *event = service->events; *event; event++)
			heard |= *event == (*consumer)->event;
	return heard;
}

/* A service that says what it has said, and does nothing else. */
static const struct cc_service *silent(struct cli *cli, const struct cc_service *service)
{
	static const struct cc_consumer *const no_consumers[] = { NULL };
	static const struct cc_timer *const no_timers[] = { NULL };
	struct cc_service *copy = cc_alloc(cli->ctx, sizeof *copy);
	*copy = *service;
	copy->consumers = no_consumers;
	copy->timers = no_timers;
	copy->effects = NULL;
	copy->sagas = NULL;
	return copy;
}

static CC_RESULT open_store(struct rebuild *rebuild, const struct cc_service *service)
{
	struct cli *cli = rebuild->cli;
	const struct cc_service *part = service == &search_service ? service : silent(cli, service);
	struct cc_store_options options = {
		.threads = cc_threads_system(),
		.clock = cli->ctx->clock,
		.entropy = cli->ctx->entropy,
		.migrate = true,
	};
	struct cc_store *store;
	cc_node_lane_options(rebuild->node, part, &options.lane);
	TRY(cc_sql_sqlite_new(cli->ctx, cli_database_path(cli, service), &options.sql));
	TRY(cc_store_open(cli->ctx, part, &options, &store));
	cc_node_add(rebuild->node, part, store);
	if (part == &search_service)
		rebuild->store = store;
	return CC_OK;
}

static bool open_all(struct rebuild *rebuild, struct cli_failure *failure)
{
	struct cli *cli = rebuild->cli;
	if (!cli_read_targets(cli, &rebuild->targets, failure) || !cli_make_data(cli, failure) ||
	    !cli_check_writers(cli, &rebuild->targets, failure))
		return false;
	rebuild->node = cc_node_new(&(struct cc_node_options){
		.threads = cc_threads_system(), .clock = cli->ctx->clock, .entropy = cli->ctx->entropy });
	for (size_t i = 0; i < rebuild->targets.count; i++) {
		const struct cc_service *service = rebuild->targets.services[i];
		cc_err err = takes_part(service) ? open_store(rebuild, service) : CC_OK;
		if (err == CC_OK)
			continue;
		*failure = (struct cli_failure){
			.exit = cli_exit_of(err),
			.what = cli_text(cli, "cannot open the database %s", cli_database_path(cli, service)),
			.why = cli_text(cli, "%s (%s)", err->message, err->reason),
			.fix = "couchannel doctor",
		};
		return false;
	}
	return cli_open_index(cli, &rebuild->index, failure);
}

static void hear_everything(struct rebuild *rebuild)
{
	cc_node_set_index(rebuild->node, rebuild->index);
	rebuild->peers = cc_peers_local_new(rebuild->node);
	cc_node_set_peers(rebuild->node, rebuild->peers);
	rebuild->log = cc_log_embedded_new(rebuild->node);
	rebuild->events = cc_events_new(rebuild->node, rebuild->log);
	while (cc_events_step(rebuild->events) > 0) {
	}
}

static int report(struct rebuild *rebuild)
{
	struct cli *cli = rebuild->cli;
	struct cc_events_stats stats = cc_events_stats(rebuild->events);
	if (stats.lag == 0 && stats.parked == 0 && stats.retried == 0) {
		fprintf(stderr, "Heard %llu events again; the index is filled.\n",
		        (unsigned long long)stats.delivered);
		return CLI_EXIT_OK;
	}
	const struct cli_failure failure = {
		.exit = CLI_EXIT_FAILED,
		.what = "not every event could be heard",
		.why = cli_text(cli, "%llu failed, %llu were parked", (unsigned long long)stats.retried,
		                (unsigned long long)stats.parked),
		.fix = "couchannel events parked; what is left is heard by the next server",
	};
	return cli_fail(cli, &failure);
}

static void close_all(struct rebuild *rebuild)
{
	cc_events_free(rebuild->events);
	if (rebuild->log)
		rebuild->log->ops->free(rebuild->log);
	cc_node_free(rebuild->node);
	if (rebuild->peers)
		rebuild->peers->ops->free(rebuild->peers);
	if (rebuild->index)
		rebuild->index->ops->free(rebuild->index);
}

static int rebuild_search(struct rebuild *rebuild)
{
	struct cli *cli = rebuild->cli;
	struct cli_failure failure;
	if (!open_all(rebuild, &failure))
		return cli_fail(cli, &failure);
	cc_err err = cc_replay_forget(cli->ctx, rebuild->store);
	if (err != CC_OK)
		return cli_fail_because(cli, err, "search could not forget", "couchannel doctor");
	hear_everything(rebuild);
	return report(rebuild);
}

int cli_search(struct cli *cli)
{
	struct rebuild rebuild = { .cli = cli };
	int exit = rebuild_search(&rebuild);
	close_all(&rebuild);
	return exit;
}
