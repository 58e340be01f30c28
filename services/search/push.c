/*
 * push.c - what changed goes to the index, in batches, until it has come as far as the store.
 *
 * The index says how far it has come, and is given what follows; so one that was lost is filled again,
 * and it does not matter who pushes, or how often.
 */
#include "services/search/internal.h"

enum { BATCHES_MAX = 40, WAIT_AFTER_FAILURE_MS = 5000 };

/* Before the first change, which has the number 2: an index that stands there lacks nothing of nothing. */
static const int64_t beginning = 1;

static struct cc_index_doc *documents(struct cc_ctx *ctx, const struct search_change_list *changes)
{
	struct cc_index_doc *docs = cc_alloc_array(ctx, changes->count, sizeof *docs);
	for (size_t i = 0; i < changes->count; i++) {
		const struct search_change *change = &changes->items[i];
		docs[i] = change->hit ? search_document(ctx, change->hit)
		                      : (struct cc_index_doc){ .id = change->session_id, .gone = true };
	}
	return docs;
}

/* From where the index is; from the beginning, if that is in another numbering, or beyond this one: a store
 * that was restored knows less than its index. */
static CC_RESULT read_on(struct cc_ctx *ctx, struct cc_index_mark *after,
                         struct search_read_changes_response *changes)
{
	struct search_read_changes_request query = { .after = after->change };
	TRY(cc_call(ctx, &search_read_changes_op, &query, changes));
	if (cc_id_eq(changes->epoch, after->epoch)) {
		after->change = changes->after;
		return CC_OK;
	}
	*after = (struct cc_index_mark){ changes->epoch, 0 };
	query.after = 0;
	return cc_call(ctx, &search_read_changes_op, &query, changes);
}

static CC_RESULT push_batch(struct cc_ctx *ctx, int64_t *change, bool *done)
{
	struct cc_index_mark after;
	struct search_read_changes_response changes;
	TRY(cc_index_read_mark(ctx, &after));
	TRY(read_on(ctx, &after, &changes));
	size_t count = changes.items.count;
	*change = count > 0          ? changes.items.items[count - 1].change
	          : after.change > 0 ? after.change
	                             : beginning;
	*done = count < CC_INDEX_BATCH_MAX;
	if (*change == after.change)
		return CC_OK;
	return cc_index_apply(ctx, &(struct cc_index_batch){
					   .after = after,
					   .upto = { after.epoch, *change },
					   .docs = documents(ctx, &changes.items),
					   .count = count,
				   });
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	struct search_pushed *pushed = outcome;
	bool done = false;
	(void)key, (void)plan;
	for (int i = 0; i < BATCHES_MAX && !done; i++)
		TRY(push_batch(ctx, &pushed->change, &done));
	return CC_OK;
}

/* If it failed, the next one goes on from wherever the index is. */
static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct search_pushed *pushed = outcome;
	(void)plan;
	if (err != CC_OK)
		return cc_sql_exec(ctx, &end_push_for_now, cc_time_add(cc_now(ctx), WAIT_AFTER_FAILURE_MS));
	return cc_sql_exec(ctx, &end_push, pushed->change, cc_now(ctx));
}

const struct cc_effect search_push_effect = {
	.name = "search.push",
	.plan = &search_push_message,
	.outcome = &search_pushed_message,
	.deadline_ms = CC_SECONDS(20),
	.tries = 3,
	.act = act,
	.settle = settle,
};

static cc_err run(struct cc_ctx *ctx)
{
	const struct search_push plan = { 0 };
	TRY(cc_sql_exec(ctx, &begin_push, cc_new_id(ctx)));
	return cc_plan(ctx, &search_push_effect, &plan, 0);
}

const struct cc_timer search_push_timer = {
	.name = "search.push",
	.next = &next_push,
	.run = run,
};
