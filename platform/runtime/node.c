/* node.c - the services of one process: who they are, when they start and stop. */
#include "platform/runtime/node_internal.h"

#include <stdlib.h>

/* Most of them wait, for a lane or for the network. */
enum { WORKERS = 64, WORKERS_QUEUE_MAX = 256, LOOK_AGAIN_MS = 1000 };

struct cc_node *cc_node_new(const struct cc_node_options *options)
{
	struct cc_node *node = calloc(1, sizeof *node);
	if (!node)
		cc_die("out of memory for a node");
	node->options = *options;
	if (node->options.workers == 0)
		node->options.workers = WORKERS;
	if (node->options.look_again_ms == 0)
		node->options.look_again_ms = LOOK_AGAIN_MS;
	node->keys = cc_node_keys_new(options->threads);
	node->workers = cc_node_workers_new(&(struct cc_node_workers_options){
		.threads = options->threads,
		.clock = options->clock,
		.count = node->options.workers,
		.queue_max = options->workers_queue_max ? options->workers_queue_max : WORKERS_QUEUE_MAX,
		.run = cc_node_run_compose,
	});
	return node;
}

static struct cc_node_member *member_of(struct cc_node *node, const struct cc_service *service)
{
	for (size_t i = 0; i < node->member_count; i++)
		if (node->members[i].service == service)
			return &node->members[i];
	return NULL;
}

static struct cc_node_member *join(struct cc_node *node, const struct cc_service *service)
{
	struct cc_node_member *member = member_of(node, service);
	if (member)
		return member;
	assert(node->member_count < CC_SERVICES_MAX);
	member = &node->members[node->member_count++];
	*member = (struct cc_node_member){ .node = node, .service = service };
	return member;
}

static void tell_committed(void *arg)
{
	struct cc_node_member *member = arg;
	const struct cc_node_options *options = &member->node->options;
	if (options->committed)
		options->committed(options->arg, member->service);
}

static void tell_planned(void *arg, const struct cc_plan_note *notes)
{
	struct cc_node_member *member = arg;
	const struct cc_node_options *options = &member->node->options;
	if (options->planned)
		options->planned(options->arg, member->service, notes);
}

void cc_node_lane_options(struct cc_node *node, const struct cc_service *service,
                          struct cc_lane_options *options)
{
	options->planned = tell_planned;
	options->committed = tell_committed;
	options->arg = join(node, service);
}

static int compare_routes(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct cc_node_route *)a)->op;
	uintptr_t right = (uintptr_t)((const struct cc_node_route *)b)->op;
	return (left > right) - (left < right);
}

void cc_node_add(struct cc_node *node, const struct cc_service *service, struct cc_store *store)
{
	join(node, service)->store = store;
	node->services[node->service_count++] = service;

	size_t count = 0;
	while (service->ops[count])
		count++;
	node->routes = reallocarray(node->routes, node->route_count + count, sizeof *node->routes);
	if (!node->routes)
		cc_die("out of memory for operations");
	for (size_t i = 0; i < count; i++)
		node->routes[node->route_count++] = (struct cc_node_route){ service->ops[i], store };
	qsort(node->routes, node->route_count, sizeof *node->routes, compare_routes);
}

void cc_node_set_peers(struct cc_node *node, struct cc_peers *peers)
{
	node->peers = peers;
}

void cc_node_set_psp(struct cc_node *node, struct cc_psp *psp)
{
	node->psp = psp;
}

void cc_node_set_cache(struct cc_node *node, struct cc_cache *cache)
{
	node->cache = cache;
}

void cc_node_set_mailer(struct cc_node *node, struct cc_mailer *mailer)
{
	node->mailer = mailer;
}

void cc_node_set_qr(struct cc_node *node, struct cc_qr_encoder *qr)
{
	node->qr = qr;
}

void cc_node_set_zones(struct cc_node *node, struct cc_zones *zones)
{
	node->zones = zones;
}

void cc_node_set_public_url(struct cc_node *node, cc_str url)
{
	node->public_url = url;
}

void cc_node_set_index(struct cc_node *node, struct cc_index *index)
{
	node->index = index;
}

void cc_node_set_sealer(struct cc_node *node, struct cc_sealer *sealer)
{
	node->sealer = sealer;
}

void cc_node_set_signer(struct cc_node *node, struct cc_signer *signer)
{
	node->signer = signer;
}

void cc_node_set_cipher(struct cc_node *node, struct cc_cipher *cipher)
{
	node->cipher = cipher;
}

const struct cc_node_route *cc_node_route(const struct cc_node *node, const struct cc_op *op)
{
	struct cc_node_route wanted = { .op = op };
	return bsearch(&wanted, node->routes, node->route_count, sizeof *node->routes, compare_routes);
}

bool cc_node_has(struct cc_node *node, const struct cc_op *op)
{
	return cc_node_route(node, op) != NULL;
}

struct cc_store *cc_node_store(struct cc_node *node, const struct cc_op *op)
{
	const struct cc_node_route *route = cc_node_route(node, op);
	return route ? route->store : NULL;
}

struct cc_store *cc_node_store_of(struct cc_node *node, const struct cc_service *service)
{
	struct cc_node_member *member = member_of(node, service);
	return member ? member->store : NULL;
}

const struct cc_service *const *cc_node_services(struct cc_node *node)
{
	return node->services;
}

const struct cc_threads *cc_node_threads(const struct cc_node *node)
{
	return node->options.threads;
}

bool cc_node_has_threads(const struct cc_node *node)
{
	return node->has_threads;
}

size_t cc_node_worker_count(const struct cc_node *node)
{
	return node->options.workers;
}

int64_t cc_node_look_again_ms(const struct cc_node *node)
{
	return node->options.look_again_ms;
}

void cc_node_start(struct cc_node *node)
{
	node->has_threads = true;
	for (size_t i = 0; i < node->member_count; i++)
		if (node->members[i].store)
			cc_lane_start(cc_store_lane(node->members[i].store));
	cc_node_workers_start(node->workers);
}

size_t cc_node_step(struct cc_node *node)
{
	assert(!node->has_threads);
	size_t done = cc_node_workers_step(node->workers);
	for (size_t i = 0; i < node->member_count; i++)
		if (node->members[i].store)
			done += cc_lane_step(cc_store_lane(node->members[i].store));
	return done;
}

/* Workers first: what they still do may need the lanes. */
void cc_node_stop(struct cc_node *node)
{
	cc_node_workers_stop(node->workers);
	for (size_t i = 0; i < node->member_count; i++)
		if (node->members[i].store)
			cc_lane_stop(cc_store_lane(node->members[i].store));
}

void cc_node_free(struct cc_node *node)
{
	if (!node)
		return;
	cc_node_stop(node);
	for (size_t i = 0; i < node->member_count; i++)
		cc_store_close(node->members[i].store);
	cc_node_workers_free(node->workers);
	cc_node_keys_free(node->keys);
	free(node->routes);
	free(node);
}
