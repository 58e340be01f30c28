/* heap.h - what is due, the earliest first; of what is due at once, the one with the lower lot. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sim_due_kind { SIM_DUE_FIBER, SIM_DUE_POST };

/* Part of whatever is due, whose owner keeps it. */
struct sim_due {
	int64_t at_us;
	uint64_t lot;
	size_t place; /* in the heap, from 1; 0: it is not there */
	enum sim_due_kind kind;
	struct sim_due *next; /* of a list it stands in meanwhile */
};

struct sim_heap {
	struct sim_due **items; /* from 1 */
	size_t count, room;
};

void sim_heap_push(struct sim_heap *heap, struct sim_due *due);
void sim_heap_remove(struct sim_heap *heap, struct sim_due *due);
struct sim_due *sim_heap_first(const struct sim_heap *heap); /* NULL if there is none */
void sim_heap_free(struct sim_heap *heap);
