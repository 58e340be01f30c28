/* psp_sim_books.c - all that was made and moved, and who may look at it. */
#include "platform/adapters/sim/psp_sim_internal.h"

static const struct psp_sim *sim_of(const struct cc_psp *psp)
{
	return (const struct psp_sim *)psp;
}

void psp_sim_add(struct psp_sim *sim, struct psp_sim_list *list, void *item)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? 2 * list->capacity : 64, size = sizeof *list->items;
		list->items = cc_arena_grow(sim->arena, list->items, list->capacity * size, capacity * size);
		list->capacity = capacity;
	}
	list->items[list->count++] = item;
}

/* The place in its list of what is called "<prefix><place + 1>"; the list's length if it is none of it. */
static size_t place_of(const struct psp_sim_list *list, cc_str id, cc_str prefix)
{
	enum { DIGITS_MAX = 9 };
	size_t number = 0;
	if (id.len <= prefix.len || id.len > prefix.len + DIGITS_MAX ||
	    memcmp(id.ptr, prefix.ptr, prefix.len) != 0)
		return list->count;
	for (size_t i = prefix.len; i < id.len; i++) {
		if (id.ptr[i] < '0' || id.ptr[i] > '9')
			return list->count;
		number = 10 * number + (size_t)(id.ptr[i] - '0');
	}
	return number >= 1 && number <= list->count ? number - 1 : list->count;
}

struct psp_sim_payment *psp_sim_payment_of(const struct psp_sim *sim, cc_str intent_id)
{
	size_t place = place_of(&sim->payments, intent_id, CC_STR("pi_"));
	return place < sim->payments.count ? sim->payments.items[place] : NULL;
}

/* Movements --------------------------------------------------------------------- */

static int64_t *sum_of(struct cc_psp_sim_sums *sums, enum cc_psp_movement_kind kind)
{
	switch (kind) {
	case CC_PSP_AUTHORISED: return &sums->authorised;
	case CC_PSP_RELEASED: return &sums->released;
	case CC_PSP_CAPTURED: return &sums->captured;
	case CC_PSP_REFUNDED: return &sums->refunded;
	case CC_PSP_DISPUTED: return &sums->disputed;
	default: return &sums->reinstated;
	}
}

void psp_sim_move(struct psp_sim *sim, enum cc_psp_movement_kind kind, const struct psp_sim_payment *payment,
                  cc_money amount, cc_str reference)
{
	struct cc_psp_movement *movement = cc_arena_alloc(sim->arena, sizeof *movement);
	*movement = (struct cc_psp_movement){
		.id = cc_printf(&sim->ctx, "txn_%zu", sim->movements.count + 1),
		.kind = kind,
		.intent_id = payment->is.intent.id,
		.reference = reference,
		.amount = amount,
		.at = psp_sim_now(sim),
	};
	psp_sim_add(sim, &sim->movements, movement);
	*sum_of(&sim->sums, kind) += amount.minor;
	if (sim->moved)
		sim->moved(sim->arg, movement, &payment->is);
}

cc_err psp_sim_movements(struct psp_sim *sim, struct cc_ctx *ctx, cc_str after, size_t max,
                         struct cc_psp_movement_list *movements)
{
	const struct psp_sim_list *all = &sim->movements;
	size_t first = after.len > 0 ? place_of(all, after, CC_STR("txn_")) + 1 : 0;
	if (first > all->count)
		return cc_fail(ctx, &cc_psp_not_found, "There is no such movement; check its id.");
	size_t count = max < CC_PSP_LIST_MAX ? max : CC_PSP_LIST_MAX;
	count = count < all->count - first ? count : all->count - first;
	movements->items = cc_alloc_array(ctx, count, sizeof *movements->items);
	movements->count = count;
	for (size_t i = 0; i < count; i++)
		movements->items[i] = *(const struct cc_psp_movement *)all->items[first + i];
	return CC_OK;
}

/* For the audit ------------------------------------------------------------------ */

size_t cc_psp_sim_payments(const struct cc_psp *psp)
{
	return sim_of(psp)->payments.count;
}

const struct cc_psp_sim_payment *cc_psp_sim_payment(const struct cc_psp *psp, size_t number)
{
	assert(number < sim_of(psp)->payments.count);
	return &((const struct psp_sim_payment *)sim_of(psp)->payments.items[number])->is;
}

size_t cc_psp_sim_refunds(const struct cc_psp *psp)
{
	return sim_of(psp)->refunds.count;
}

const struct cc_psp_sim_refund *cc_psp_sim_refund(const struct cc_psp *psp, size_t number)
{
	assert(number < sim_of(psp)->refunds.count);
	return sim_of(psp)->refunds.items[number];
}

size_t cc_psp_sim_movements(const struct cc_psp *psp)
{
	return sim_of(psp)->movements.count;
}

const struct cc_psp_movement *cc_psp_sim_movement(const struct cc_psp *psp, size_t number)
{
	assert(number < sim_of(psp)->movements.count);
	return sim_of(psp)->movements.items[number];
}

const struct cc_psp_sim_payment *cc_psp_sim_newest(const struct cc_psp *psp, cc_str reference)
{
	const struct psp_sim_payment *payment = cc_names_find(&sim_of(psp)->by_reference, reference);
	return payment ? &payment->is : NULL;
}

const struct cc_psp_sim_payment *cc_psp_sim_before(const struct cc_psp_sim_payment *payment)
{
	const struct psp_sim_payment *before = ((const struct psp_sim_payment *)payment)->before;
	return before ? &before->is : NULL;
}

struct cc_psp_sim_sums cc_psp_sim_sums(const struct cc_psp *psp)
{
	return sim_of(psp)->sums;
}

void cc_psp_sim_watch(struct cc_psp *psp,
                      void (*moved)(void *arg, const struct cc_psp_movement *movement,
                                    const struct cc_psp_sim_payment *payment),
                      void *arg)
{
	struct psp_sim *sim = (struct psp_sim *)psp;
	sim->moved = moved;
	sim->arg = arg;
}
