/* company.c - the lives of a process: how it comes up, and how it goes down. */
#include "sim/company_internal.h"

#include <stdlib.h>

#include "platform/adapters/cache_memory.h"
#include "platform/adapters/log_embedded.h"
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sim/disk_sim.h"
#include "platform/adapters/sim/index_sim.h"
#include "platform/adapters/sim/log_sim.h"
#include "platform/adapters/sim/peers_sim.h"
#include "platform/adapters/sim/qr_sim.h"
#include "platform/adapters/sim/zones_sim.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "services/services.h"

enum { WORKERS = 12, LOOK_AGAIN_MS = 3600 * 1000, TICKER_SLEEP_MAX_MS = 24 * 3600 * 1000, SECRET = 0x5eed };

/* What runs without being asked ---------------------------------------------------- */

static void committed(void *arg, const struct cc_service *service)
{
	struct sim_company *company = arg;
	cc_events_wake(company->events, service);
	if (company->options.committed)
		company->options.committed(company->options.arg, service);
}

static void planned(void *arg, const struct cc_service *service, const struct cc_plan_note *notes)
{
	struct sim_company *company = arg;
	cc_effects_planned(cc_events_effects(company->events), service, notes);
}

static cc_time next_arrival(const struct sim_company *company)
{
	return cc_time_min(cc_network_sim_due(company->options.network),
	                   cc_broker_sim_due(company->options.broker));
}

static void wait_for_arrival(struct sim_company *company)
{
	const struct cc_threads *threads = sim_process_threads(company->process);
	struct cc_clock *clock = company->options.world_clock;
	cc_time now = clock->ops->now(clock);
	cc_time until = cc_time_min(next_arrival(company), cc_time_add(now, TICKER_SLEEP_MAX_MS));
	cc_mutex_lock(&company->ticker_lock);
	company->ticker_sleeps_until_ms = until.ms;
	if (!company->is_woken)
		cc_cond_wait_until(&company->ticks, &company->ticker_lock,
		                   cc_threads_in_ms(threads, until.ms - now.ms));
	company->ticker_sleeps_until_ms = 0;
	cc_mutex_unlock(&company->ticker_lock);
}

/* What the network and the broker had held back arrives. */
static void take_in(void *arg)
{
	struct sim_company *company = arg;
	const struct sim_company_options *options = &company->options;
	for (;;) {
		struct cc_arena *arena = cc_arena_new();
		struct cc_ctx ctx = {
			.arena = arena,
			.clock = options->clock,
			.entropy = options->entropy,
			.deadline = CC_TIME_NEVER,
		};
		while (cc_network_sim_step(options->network, company->peers, &ctx)) {
		}
		if (company->is_woken ||
		    cc_time_before(cc_broker_sim_due(options->broker),
		                   cc_time_add(options->world_clock->ops->now(options->world_clock), 1)))
			cc_events_wake(company->events, NULL);
		company->is_woken = false;
		cc_arena_free(arena);
		wait_for_arrival(company);
	}
}

void sim_company_tick(struct sim_company *company)
{
	if (company->state == SIM_COMPANY_UP && next_arrival(company).ms < company->ticker_sleeps_until_ms)
		cc_cond_signal(&company->ticks);
}

void sim_company_wake(struct sim_company *company)
{
	company->is_woken = true;
	if (company->state == SIM_COMPANY_UP)
		cc_cond_signal(&company->ticks);
}

/* Coming up ----------------------------------------------------------------------- */

static CC_RESULT open_store(struct sim_company *company, struct cc_ctx *ctx, const struct cc_service *service,
                            struct cc_store **store)
{
	struct cc_store_options options = {
		.threads = sim_process_threads(company->process),
		.clock = company->options.clock,
		.entropy = company->options.entropy,
		.migrate = true,
	};
	cc_node_lane_options(company->node, service, &options.lane);
	TRY(cc_sql_sqlite_new_on(ctx, cc_disk_sim_vfs(company->options.disk),
	                         cc_printf(ctx, "%s.db", service->name).ptr, &options.sql));
	return cc_store_open(ctx, service, &options, store);
}

/* A program that cannot open its stores says so and ends; somebody starts it again. */
static void open_stores(struct sim_company *company)
{
	struct cc_ctx ctx = {
		.arena = cc_arena_new(),
		.clock = company->options.clock,
		.entropy = company->options.entropy,
		.deadline = CC_TIME_NEVER,
	};
	for (size_t i = 0; cc_services[i]; i++) {
		struct cc_store *store = NULL;
		cc_err err = cc_service_has_store(cc_services[i])
		                     ? open_store(company, &ctx, cc_services[i], &store)
		                     : CC_OK;
		if (err != CC_OK)
			cc_die("cannot open the database of %s: %s (%s)", cc_services[i]->name, err->message,
			       err->reason);
		cc_node_add(company->node, cc_services[i], store);
	}
	cc_arena_free(ctx.arena);
}

static void equip(struct sim_company *company)
{
	const struct sim_company_options *options = &company->options;
	struct cc_node *node = company->node;
	company->cache = cc_cache_memory_new(&(struct cc_cache_memory_options){ .clock = options->clock });
	company->peers = cc_peers_sim_new(options->network, cc_peers_local_new(node));
	company->log = cc_log_sim_new(options->broker, cc_log_embedded_new(node));
	cc_node_set_sealer(node, &company->sealer.base);
	cc_node_set_signer(node, &company->signer.base);
	cc_node_set_cipher(node, &company->cipher.base);
	cc_node_set_cache(node, company->cache);
	cc_node_set_peers(node, company->peers);
	cc_node_set_psp(node, options->psp);
	cc_node_set_mailer(node, options->mailer);
	cc_node_set_qr(node, cc_qr_sim());
	cc_node_set_zones(node, cc_zones_sim());
	cc_node_set_index(node, company->index);
	cc_node_set_public_url(node, CC_STR("https://couchannel.example"));
}

/* The first fiber of a life, as main() is. */
static void live(void *arg)
{
	struct sim_company *company = arg;
	const struct cc_threads *threads = sim_process_threads(company->process);
	company->node = cc_node_new(&(struct cc_node_options){
		.threads = threads,
		.clock = company->options.clock,
		.entropy = company->options.entropy,
		.workers = WORKERS,
		.look_again_ms = LOOK_AGAIN_MS,
		.planned = planned,
		.committed = committed,
		.arg = company,
	});
	open_stores(company);
	equip(company);
	company->events = cc_events_new(company->node, company->log);
	cc_node_start(company->node);
	cc_events_start(company->events);
	cc_mutex_init(&company->ticker_lock, threads);
	cc_cond_init(&company->ticks, threads);
	company->state = SIM_COMPANY_UP;
	take_in(company);
}

/* Going down ---------------------------------------------------------------------- */

/* Nothing of this life is ever touched again. */
static void bury(struct sim_company *company, const char *why)
{
	if (company->options.died)
		company->options.died(company->options.arg, why);
	company->state = SIM_COMPANY_DOWN;
	company->node = NULL;
	company->events = NULL;
	cc_disk_sim_crash_somehow(company->options.disk);
	sim_company_cut(company);
}

static void died(void *arg, struct sim_process *process, const char *words)
{
	struct sim_company *company = arg;
	(void)process;
	bury(company, words);
}

void sim_company_start(struct sim_company *company)
{
	assert(company->state == SIM_COMPANY_DOWN);
	company->state = SIM_COMPANY_STARTING;
	company->lives++;
	company->process = sim_process_new(company->options.sim, "couchannel");
	sim_process_on_death(company->process, died, company);
	sim_spawn(company->process, "main", live, company);
}

void sim_company_crash(struct sim_company *company)
{
	if (company->state == SIM_COMPANY_DOWN)
		return;
	sim_process_kill(company->process);
	bury(company, NULL);
}

static void resume(void *arg)
{
	struct sim_process *process = arg;
	if (sim_process_alive(process))
		sim_process_resume(process);
}

void sim_company_pause(struct sim_company *company, int64_t us)
{
	struct sim *sim = company->options.sim;
	if (company->state == SIM_COMPANY_DOWN)
		return;
	sim_process_pause(company->process);
	sim_post(sim_world(sim), sim_now_us(sim) + us, resume, company->process);
}

/* Looking on ---------------------------------------------------------------------- */

enum sim_company_state sim_company_state(const struct sim_company *company)
{
	return company->state;
}

unsigned sim_company_lives(const struct sim_company *company)
{
	return company->lives;
}

struct cc_node *sim_company_node(struct sim_company *company)
{
	return company->state == SIM_COMPANY_UP ? company->node : NULL;
}

struct cc_events *sim_company_events(struct sim_company *company)
{
	return company->state == SIM_COMPANY_UP ? company->events : NULL;
}

struct sim_company *sim_company_new(const struct sim_company_options *options)
{
	struct sim_company *company = calloc(1, sizeof *company);
	if (!company)
		cc_die("out of memory for a company");
	company->options = *options;
	company->index = cc_index_sim_new();
	cc_sealer_sim_init(&company->sealer, SECRET);
	cc_signer_sim_init(&company->signer, SECRET);
	cc_cipher_sim_init(&company->cipher, SECRET);
	cc_mutex_init(&company->lock, sim_process_threads(sim_world(options->sim)));
	return company;
}
