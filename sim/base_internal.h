/* base_internal.h - what the files that build the base world share. */
#pragma once

#include "sim/base.h"

struct sim_builder {
	struct sim_world *world;
	struct sim_base *base;
	struct cc_ctx ctx; /* its ids are the base world's */
};

/* Asks for what cannot be refused; refused, it ends the process. */
void sim_must(struct sim_builder *builder, struct cc_principal who, const struct cc_op *op, const void *in,
              void *out);

/* Waits until everybody has heard of everything. */
void sim_settle(struct sim_builder *builder);

/* people.c, calendar.c, homes.c, evenings.c: in this order. */
void sim_build_people(struct sim_builder *builder);
void sim_build_calendar(struct sim_builder *builder);
void sim_build_homes(struct sim_builder *builder);
void sim_build_evenings(struct sim_builder *builder);
