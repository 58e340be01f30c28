/* node_internal.h - what the files of a node share. */
#pragma once

#include "platform/runtime/node.h"
#include "platform/runtime/node_keys.h"
#include "platform/runtime/node_workers.h"

enum { CC_SERVICES_MAX = 32 };

struct cc_node_member {
	struct cc_node *node;
	const struct cc_service *service;
	struct cc_store *store; /* NULL: COMPOSE only */
};

struct cc_node_route {
	const struct cc_op *op;
	struct cc_store *store;
};

struct cc_node {
	struct cc_node_options options;
	struct cc_peers *peers;
	struct cc_sealer *sealer;
	struct cc_signer *signer;
	struct cc_cipher *cipher;
	struct cc_psp *psp;
	struct cc_cache *cache;
	struct cc_mailer *mailer;
	struct cc_qr_encoder *qr;
	struct cc_zones *zones;
	cc_str public_url;
	struct cc_index *index;
	struct cc_node_keys *keys;
	struct cc_node_workers *workers;
	bool has_threads;
	/* In the order of cc_node_lane_options() or cc_node_add(). */
	struct cc_node_member members[CC_SERVICES_MAX];
	size_t member_count;
	const struct cc_service *services[CC_SERVICES_MAX + 1]; /* those added */
	size_t service_count;
	struct cc_node_route *routes; /* sorted by op */
	size_t route_count;
};

/* NULL if no service of the node has the operation. */
const struct cc_node_route *cc_node_route(const struct cc_node *node, const struct cc_op *op);

/* What a worker does with a COMPOSE. */
void cc_node_run_compose(struct cc_invocation *invocation);
