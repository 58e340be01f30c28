#include "platform/core/index_match.h"

#include <stdlib.h>

struct cc_index_query cc_index_all(void)
{
	struct cc_index_query query = { .words = CC_STR(""), .radius_m = -1 };
	for (size_t i = 0; i < CC_INDEX_NUMBERS; i++) {
		query.from[i] = INT64_MIN;
		query.to[i] = INT64_MAX;
	}
	return query;
}

/* Words ------------------------------------------------------------------------- */

enum { NOT_THERE, BEGINS_ONE, STANDS };

static int find_word(cc_str word, cc_str text, bool may_begin)
{
	int best = NOT_THERE;
	for (cc_str other; best < STANDS && cc_next_word(&text, &other);) {
		if (other.len < word.len || memcmp(other.ptr, word.ptr, word.len) != 0)
			continue;
		if (other.len == word.len)
			best = STANDS;
		else if (may_begin)
			best = BEGINS_ONE;
	}
	return best;
}

static int32_t rank_word(cc_str word, const cc_str texts[CC_INDEX_TEXTS], bool may_begin)
{
	int32_t best = 0;
	for (int i = 0; i < CC_INDEX_TEXTS; i++) {
		int found = find_word(word, texts[i], may_begin);
		int32_t whole = CC_INDEX_RANK_MAX >> i;
		int32_t rank = found == STANDS ? whole : found == BEGINS_ONE ? whole / 10 * 9 : 0;
		best = rank > best ? rank : best;
	}
	return best;
}

int32_t cc_index_rank(cc_str words, const cc_str texts[CC_INDEX_TEXTS])
{
	int32_t sum = 0, count = 0;
	for (cc_str word; cc_next_word(&words, &word); count++) {
		int32_t rank = rank_word(word, texts, words.len == 0);
		if (rank == 0)
			return 0;
		sum += rank;
	}
	return count > 0 ? sum / count : CC_INDEX_RANK_MAX;
}

/* Terms ------------------------------------------------------------------------- */

/* Each is its kind, its length, its value. */
cc_str cc_index_pack_terms(struct cc_arena *arena, struct cc_index_term_list terms)
{
	struct cc_buf packed = { .arena = arena };
	assert(terms.count <= CC_INDEX_TERMS_MAX);
	for (size_t i = 0; i < terms.count; i++) {
		const struct cc_index_term *term = &terms.items[i];
		assert(term->kind >= 0 && term->kind < CC_INDEX_KINDS_MAX);
		assert(term->value.len <= CC_INDEX_TERM_BYTES_MAX);
		cc_buf_add_char(&packed, (char)term->kind);
		cc_buf_add_char(&packed, (char)term->value.len);
		cc_buf_add(&packed, term->value);
	}
	return cc_buf_str(&packed);
}

bool cc_index_next_term(cc_str *packed, struct cc_index_term *term)
{
	if (packed->len == 0)
		return false;
	size_t len = (uint8_t)packed->ptr[1];
	*term = (struct cc_index_term){ packed->ptr[0], { packed->ptr + 2, len } };
	*packed = (cc_str){ packed->ptr + 2 + len, packed->len - 2 - len };
	return true;
}

static bool has_term(cc_str packed, const struct cc_index_term *wanted)
{
	for (struct cc_index_term term; cc_index_next_term(&packed, &term);)
		if (term.kind == wanted->kind && cc_str_eq(term.value, wanted->value))
			return true;
	return false;
}

/* Queries ----------------------------------------------------------------------- */

static bool numbers_meet(const struct cc_index_query *query, const int64_t numbers[CC_INDEX_NUMBERS])
{
	for (size_t i = 0; i < CC_INDEX_NUMBERS; i++)
		if (numbers[i] < query->from[i] || numbers[i] > query->to[i])
			return false;
	return true;
}

static bool terms_meet(const struct cc_index_query *query, cc_str packed)
{
	for (size_t i = 0; i < query->terms.count; i++)
		if (!has_term(packed, &query->terms.items[i]))
			return false;
	return true;
}

/* What is cheap is asked first. */
bool cc_index_meets(const struct cc_index_query *query, const struct cc_index_kept *doc,
                    struct cc_index_hit *hit)
{
	if (!numbers_meet(query, doc->numbers) || !terms_meet(query, doc->terms))
		return false;
	int64_t distance_m = query->place ? cc_distance_m(*query->place, doc->place) : -1;
	if (query->place && query->radius_m >= 0 && distance_m > query->radius_m)
		return false;
	int32_t rank = cc_index_rank(query->words, doc->texts);
	if (rank == 0)
		return false;
	*hit = (struct cc_index_hit){
		.id = doc->id,
		.rank = rank,
		.distance_m = distance_m,
		.body = doc->body,
	};
	memcpy(hit->numbers, doc->numbers, sizeof hit->numbers);
	return true;
}

/* Facets ------------------------------------------------------------------------ */

enum { CAPACITY_MIN = 64 };

/* FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv */
static uint64_t hash_of(cc_str text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (uint8_t)text.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static struct cc_index_count *slot_of(const struct cc_index_tally *tally, cc_str value)
{
	size_t at = hash_of(value) & (tally->capacity - 1);
	while (tally->slots[at].value.ptr && !cc_str_eq(tally->slots[at].value, value))
		at = (at + 1) & (tally->capacity - 1);
	return &tally->slots[at];
}

/* Half of the slots stay free. */
static void make_room(struct cc_index_tally *tally)
{
	struct cc_index_tally old = *tally;
	if (tally->used * 2 < tally->capacity)
		return;
	tally->capacity = old.capacity ? old.capacity * 2 : CAPACITY_MIN;
	tally->slots = cc_arena_alloc(tally->arena, tally->capacity * sizeof *tally->slots);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i].value.ptr)
			*slot_of(tally, old.slots[i].value) = old.slots[i];
}

void cc_index_tally_add(struct cc_index_tally *tally, cc_str value)
{
	make_room(tally);
	struct cc_index_count *slot = slot_of(tally, value);
	if (!slot->value.ptr) {
		char *copy = cc_arena_alloc(tally->arena, value.len + 1);
		if (value.len > 0)
			memcpy(copy, value.ptr, value.len);
		slot->value = (cc_str){ copy, value.len };
		tally->used++;
	}
	slot->count++;
}

static int by_count(const void *a, const void *b)
{
	const struct cc_index_count *left = a, *right = b;
	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	size_t shorter = left->value.len < right->value.len ? left->value.len : right->value.len;
	int order = memcmp(left->value.ptr, right->value.ptr, shorter);
	return order != 0 ? order
	                  : (left->value.len > right->value.len) - (left->value.len < right->value.len);
}

struct cc_index_count_list cc_index_tally_list(const struct cc_index_tally *tally)
{
	struct cc_index_count_list list = { .items = NULL };
	if (tally->used == 0)
		return list;
	list.items = cc_arena_alloc(tally->arena, tally->used * sizeof *list.items);
	for (size_t i = 0; i < tally->capacity; i++)
		if (tally->slots[i].value.ptr)
			list.items[list.count++] = tally->slots[i];
	qsort(list.items, list.count, sizeof *list.items, by_count);
	return list;
}
