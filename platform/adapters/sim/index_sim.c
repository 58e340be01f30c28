#include "platform/adapters/sim/index_sim.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/index_match.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"

struct state {
	struct cc_index_mark mark;
	struct cc_index_kept *docs;
	size_t count, capacity;
};

struct index_sim {
	struct cc_index base;
	pthread_mutex_t lock;   /* of what follows */
	struct cc_arena *arena; /* of all that was ever taken over */
	struct state kept, found;
	bool lags;
	int refuse;
};

static CC_RESULT enter(struct index_sim *sim, struct cc_ctx *ctx)
{
	pthread_mutex_lock(&sim->lock);
	if (sim->refuse == 0)
		return CC_OK;
	sim->refuse--;
	pthread_mutex_unlock(&sim->lock);
	return cc_fail(ctx, &cc_unavailable, "The index is out of reach; try again in a moment.");
}

/* Keeping ----------------------------------------------------------------------- */

static cc_str copied(struct cc_arena *arena, cc_str text)
{
	char *copy = cc_arena_alloc(arena, text.len + 1);
	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	return (cc_str){ copy, text.len };
}

static struct cc_index_kept kept_of(struct cc_arena *arena, const struct cc_index_doc *doc)
{
	struct cc_buf body = { .arena = arena };
	cc_protobuf_encode(&body, doc->message, doc->body);
	struct cc_index_kept kept = {
		.id = doc->id,
		.terms = cc_index_pack_terms(arena, doc->terms),
		.place = doc->place,
		.body = cc_buf_str(&body),
	};
	for (int i = 0; i < CC_INDEX_TEXTS; i++)
		kept.texts[i] = copied(arena, doc->texts[i]);
	memcpy(kept.numbers, doc->numbers, sizeof kept.numbers);
	return kept;
}

static size_t find_doc(const struct state *state, cc_id id)
{
	size_t at = 0;
	while (at < state->count && !cc_id_eq(state->docs[at].id, id))
		at++;
	return at;
}

static void take_out(struct state *state, size_t at)
{
	if (at < state->count)
		state->docs[at] = state->docs[--state->count];
}

static void put(struct cc_arena *arena, struct state *state, size_t at, const struct cc_index_doc *doc)
{
	if (at == state->count && state->count == state->capacity) {
		size_t capacity = state->capacity ? state->capacity * 2 : 16, size = sizeof *state->docs;
		state->docs = cc_arena_grow(arena, state->docs, state->capacity * size, capacity * size);
		state->capacity = capacity;
	}
	state->count += at == state->count;
	state->docs[at] = kept_of(arena, doc);
}

/* A state of its own: what is put into the other one later is not in it. */
static void show(struct index_sim *sim)
{
	sim->found = sim->kept;
	sim->found.docs = cc_arena_alloc(sim->arena, sim->kept.count * sizeof *sim->found.docs);
	if (sim->kept.count > 0)
		memcpy(sim->found.docs, sim->kept.docs, sim->kept.count * sizeof *sim->found.docs);
	sim->found.capacity = sim->kept.count;
}

static CC_RESULT take_over(struct index_sim *sim, struct cc_ctx *ctx, const struct cc_index_batch *batch)
{
	struct state *kept = &sim->kept;
	bool goes_on = batch->after.change == kept->mark.change &&
	               cc_id_eq(batch->after.epoch, kept->mark.epoch);
	if (batch->after.change != 0 && !goes_on)
		return cc_fail(ctx, &cc_index_moved, "The index stands elsewhere; read its mark.");
	if (batch->after.change == 0)
		kept->count = 0;
	for (size_t i = 0; i < batch->count; i++) {
		size_t at = find_doc(kept, batch->docs[i].id);
		if (batch->docs[i].gone)
			take_out(kept, at);
		else
			put(sim->arena, kept, at, &batch->docs[i]);
	}
	kept->mark = batch->upto;
	if (!sim->lags)
		show(sim);
	return CC_OK;
}

static cc_err apply(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_batch *batch)
{
	struct index_sim *sim = (struct index_sim *)index;
	TRY(enter(sim, ctx));
	cc_err err = take_over(sim, ctx, batch);
	pthread_mutex_unlock(&sim->lock);
	return err;
}

static cc_err read_mark(struct cc_index *index, struct cc_ctx *ctx, struct cc_index_mark *mark)
{
	struct index_sim *sim = (struct index_sim *)index;
	TRY(enter(sim, ctx));
	*mark = sim->kept.mark;
	pthread_mutex_unlock(&sim->lock);
	return CC_OK;
}

/* Finding ----------------------------------------------------------------------- */

static void count_facets(const struct cc_index_query *query, cc_str terms, struct cc_index_tally *tallies)
{
	for (struct cc_index_term term; cc_index_next_term(&terms, &term);)
		for (size_t i = 0; i < query->facet_count; i++)
			if (query->facets[i] == term.kind)
				cc_index_tally_add(&tallies[i], term.value);
}

static void look_at_all(const struct state *state, struct cc_ctx *ctx, const struct cc_index_query *query,
                        struct cc_index_found *found)
{
	struct cc_index_tally tallies[CC_INDEX_FACETS_MAX];
	size_t most = state->count < CC_INDEX_HITS_MAX ? state->count : CC_INDEX_HITS_MAX;
	*found = (struct cc_index_found){
		.hits = cc_arena_alloc(ctx->arena, most * sizeof *found->hits),
		.mark = state->mark,
	};
	for (size_t i = 0; i < CC_INDEX_FACETS_MAX; i++)
		tallies[i] = (struct cc_index_tally){ .arena = ctx->arena };
	for (size_t i = 0; i < state->count && !found->more; i++) {
		struct cc_index_hit hit;
		if (!cc_index_meets(query, &state->docs[i], &hit))
			continue;
		found->more = found->count == CC_INDEX_HITS_MAX;
		if (found->more)
			break;
		hit.body = copied(ctx->arena, hit.body);
		found->hits[found->count++] = hit;
		count_facets(query, state->docs[i].terms, tallies);
	}
	for (size_t i = 0; i < query->facet_count; i++)
		found->facets[i] = cc_index_tally_list(&tallies[i]);
}

static cc_err find(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_query *query,
                   struct cc_index_found *found)
{
	struct index_sim *sim = (struct index_sim *)index;
	TRY(enter(sim, ctx));
	look_at_all(&sim->found, ctx, query, found);
	pthread_mutex_unlock(&sim->lock);
	return CC_OK;
}

/* Faults ------------------------------------------------------------------------ */

void cc_index_sim_lag(struct cc_index *index, bool lags)
{
	struct index_sim *sim = (struct index_sim *)index;
	pthread_mutex_lock(&sim->lock);
	sim->lags = lags;
	if (!lags)
		show(sim);
	pthread_mutex_unlock(&sim->lock);
}

void cc_index_sim_refuse(struct cc_index *index, int calls)
{
	struct index_sim *sim = (struct index_sim *)index;
	pthread_mutex_lock(&sim->lock);
	sim->refuse = calls;
	pthread_mutex_unlock(&sim->lock);
}

void cc_index_sim_lose(struct cc_index *index)
{
	struct index_sim *sim = (struct index_sim *)index;
	pthread_mutex_lock(&sim->lock);
	sim->kept.mark = (struct cc_index_mark){ .change = 0 };
	sim->kept.count = 0;
	show(sim);
	pthread_mutex_unlock(&sim->lock);
}

static void free_sim(struct cc_index *index)
{
	struct index_sim *sim = (struct index_sim *)index;
	if (!sim)
		return;
	cc_arena_free(sim->arena);
	pthread_mutex_destroy(&sim->lock);
	free(sim);
}

static const struct cc_index_ops ops = {
	.name = "sim",
	.read_mark = read_mark,
	.apply = apply,
	.find = find,
	.free = free_sim,
};

struct cc_index *cc_index_sim_new(void)
{
	struct index_sim *sim = calloc(1, sizeof *sim);
	if (!sim || pthread_mutex_init(&sim->lock, NULL) != 0)
		cc_die("out of memory for an index");
	sim->base.ops = &ops;
	sim->arena = cc_arena_new();
	return &sim->base;
}
