#include "sim/scheduler/heap.h"

#include <assert.h>
#include <stdlib.h>

#include "platform/core/arena.h"

enum { ROOM_AT_FIRST = 256 };

static bool before(const struct sim_due *a, const struct sim_due *b)
{
	return a->at_us != b->at_us ? a->at_us < b->at_us : a->lot < b->lot;
}

static void put(struct sim_heap *heap, size_t place, struct sim_due *due)
{
	heap->items[place] = due;
	due->place = place;
}

static void rise(struct sim_heap *heap, struct sim_due *due, size_t place)
{
	for (; place > 1 && before(due, heap->items[place / 2]); place /= 2)
		put(heap, place, heap->items[place / 2]);
	put(heap, place, due);
}

static void sink(struct sim_heap *heap, struct sim_due *due, size_t place)
{
	for (size_t child; (child = place * 2) <= heap->count; place = child) {
		if (child < heap->count && before(heap->items[child + 1], heap->items[child]))
			child++;
		if (!before(heap->items[child], due))
			break;
		put(heap, place, heap->items[child]);
	}
	put(heap, place, due);
}

void sim_heap_push(struct sim_heap *heap, struct sim_due *due)
{
	assert(due->place == 0);
	if (heap->count + 1 >= heap->room) {
		heap->room = heap->room ? heap->room * 2 : ROOM_AT_FIRST;
		heap->items = reallocarray(heap->items, heap->room, sizeof heap->items[0]);
		if (!heap->items)
			cc_die("out of memory for what is due");
	}
	heap->count++;
	rise(heap, due, heap->count);
}

void sim_heap_remove(struct sim_heap *heap, struct sim_due *due)
{
	size_t place = due->place;
	assert(place > 0 && heap->items[place] == due);
	struct sim_due *last = heap->items[heap->count--];
	due->place = 0;
	if (last == due)
		return;
	if (place > 1 && before(last, heap->items[place / 2]))
		rise(heap, last, place);
	else
		sink(heap, last, place);
}

struct sim_due *sim_heap_first(const struct sim_heap *heap)
{
	return heap->count > 0 ? heap->items[1] : NULL;
}

void sim_heap_free(struct sim_heap *heap)
{
	free(heap->items);
	*heap = (struct sim_heap){ 0 };
}
