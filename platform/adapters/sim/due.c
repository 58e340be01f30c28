#include "platform/adapters/sim/due.h"

static bool before(const struct cc_due_item *a, const struct cc_due_item *b)
{
	return a->at.ms != b->at.ms ? a->at.ms < b->at.ms : a->turn < b->turn;
}

static void swap(struct cc_due_item *a, struct cc_due_item *b)
{
	struct cc_due_item kept = *a;
	*a = *b;
	*b = kept;
}

void cc_due_put(struct cc_due *due, cc_time at, int kind, void *what)
{
	if (due->count == due->capacity) {
		size_t capacity = due->capacity ? 2 * due->capacity : 64, size = sizeof *due->items;
		due->items = cc_arena_grow(due->arena, due->items, due->capacity * size, capacity * size);
		due->capacity = capacity;
	}
	size_t place = due->count++;
	due->items[place] = (struct cc_due_item){ at, due->turns++, kind, what };
	for (size_t above; place > 0 && before(&due->items[place], &due->items[(place - 1) / 2]);
	     place = above) {
		above = (place - 1) / 2;
		swap(&due->items[place], &due->items[above]);
	}
}

cc_time cc_due_next(const struct cc_due *due)
{
	return due->count > 0 ? due->items[0].at : CC_TIME_NEVER;
}

static size_t earlier_below(const struct cc_due *due, size_t place)
{
	size_t left = 2 * place + 1, right = left + 1;
	return right < due->count && before(&due->items[right], &due->items[left]) ? right : left;
}

bool cc_due_take(struct cc_due *due, cc_time now, struct cc_due_item *item)
{
	if (due->count == 0 || due->items[0].at.ms > now.ms)
		return false;
	*item = due->items[0];
	due->items[0] = due->items[--due->count];
	for (size_t place = 0, below; 2 * place + 1 < due->count; place = below) {
		below = earlier_below(due, place);
		if (!before(&due->items[below], &due->items[place]))
			break;
		swap(&due->items[place], &due->items[below]);
	}
	return true;
}
