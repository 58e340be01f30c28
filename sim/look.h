/*
 * look.h - a number out of a store of the company, read between two events of the run, which do not notice.
 *
 * It takes no time and meets no fault.  Only while the company is up.
 */
#pragma once

#include "platform/core/service.h"

struct sim_world;
struct sim_looks;
struct cc_arena;

struct sim_looks *sim_looks_new(struct cc_arena *arena);
/* Before the disk crashes; the stores are opened again when they are asked. */
void sim_looks_close(struct sim_looks *looks);

/* The only column of the only row; 0 if there is none, or if it is NULL.  `sql` is a string constant: it is
 * prepared once for its address. */
int64_t sim_look(struct sim_world *world, const struct cc_service *service, const char *sql);
