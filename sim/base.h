/*
 * base.h - what is there before a seed begins: people, a calendar, homes, evenings and their prices.
 *
 * Made once by the services' own operations, and the same for all seeds, which differ by who comes and by
 * what goes wrong.
 */
#pragma once

#include "sim/world.h"

enum {
	SIM_COMPETITIONS = 3, SIM_TEAMS = 6, SIM_FIXTURES = 9,
	SIM_HOSTS = 8, SIM_GUESTS = 60, SIM_EVENINGS = 20,
	SIM_SEATS_MAX = 40, /* of an evening */
};

/* A living room that is open for one fixture. */
struct sim_evening {
	cc_id session_id;
	int host, fixture;
	int seats, per_guest; /* how many there are, and how many one guest may have */
	const char *rule_id;  /* the licence rule that it stands under */
	int heads_max;        /* by that rule's first version */
	cc_time starts_at;    /* as it was announced */
};

struct sim_base {
	cc_time began_at, ready_at;
	cc_id admin_id;
	cc_id host_ids[SIM_HOSTS], home_ids[SIM_HOSTS], guest_ids[SIM_GUESTS];
	cc_id competition_ids[SIM_COMPETITIONS], team_ids[SIM_TEAMS], fixture_ids[SIM_FIXTURES];
	struct sim_evening evenings[SIM_EVENINGS];
};

/* From a fiber of the world, on a company that is up and meets no faults.  What fails ends the process. */
void sim_base_build(struct sim_world *world, struct cc_entropy *entropy, struct sim_base *base);

/* Where a host lives. */
cc_str sim_street(struct cc_ctx *ctx, int host);

/* Who asks, with the scopes of their roles. */
struct cc_principal sim_guest(const struct sim_base *base, int guest);
struct cc_principal sim_host(const struct sim_base *base, int host);
struct cc_principal sim_admin(const struct sim_base *base);
