/* apply.c - takes a batch of documents over, in one transaction. */
#include "platform/adapters/index_sqlite/internal.h"
#include "platform/core/protobuf.h"

/* What is there of a document that a batch replaces. */
struct old {
	bool exists;
	int64_t doc;
	struct cc_index_kept kept; /* without id and body; numbers[0] alone of the numbers */
};

struct apply {
	struct cc_fts *fts;
	struct cc_ctx *ctx;
	sqlite3_stmt *const *verbs;
};

static CC_RESULT failed(const struct apply *apply)
{
	return cc_fts_failure(apply->fts, apply->ctx, apply->fts->writer.db, "Writing to");
}

static CC_RESULT step(const struct apply *apply, enum cc_fts_verb verb)
{
	sqlite3_stmt *statement = apply->verbs[verb];
	int code = sqlite3_step(statement);
	cc_err err = code == SQLITE_DONE || code == SQLITE_ROW ? CC_OK : failed(apply);
	sqlite3_reset(statement);
	return err;
}

static CC_RESULT step_for(const struct apply *apply, enum cc_fts_verb verb, int64_t doc)
{
	sqlite3_bind_int64(apply->verbs[verb], 1, doc);
	return step(apply, verb);
}

static void bind_bytes(sqlite3_stmt *statement, int at, cc_str bytes)
{
	sqlite3_bind_blob(statement, at, bytes.len > 0 ? bytes.ptr : "", (int)bytes.len, SQLITE_STATIC);
}

/* What was there ---------------------------------------------------------------- */

static cc_str copied(struct cc_ctx *ctx, sqlite3_stmt *row, int column)
{
	const char *bytes = sqlite3_column_blob(row, column);
	return cc_copy(ctx, (cc_str){ bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, column) });
}

static CC_RESULT load_old(const struct apply *apply, cc_id id, struct old *old)
{
	sqlite3_stmt *row = apply->verbs[CC_FTS_GET_DOC];
	*old = (struct old){ .exists = false };
	sqlite3_bind_blob(row, 1, id.byte, sizeof id.byte, SQLITE_STATIC);
	int code = sqlite3_step(row);
	if (code == SQLITE_ROW) {
		old->exists = true;
		old->doc = sqlite3_column_int64(row, 0);
		old->kept.numbers[0] = sqlite3_column_int64(row, 1);
		old->kept.place.latitude = sqlite3_column_int(row, 2);
		old->kept.place.longitude = sqlite3_column_int(row, 3);
		for (int i = 0; i < CC_INDEX_TEXTS; i++)
			old->kept.texts[i] = copied(apply->ctx, row, 4 + i);
		old->kept.terms = copied(apply->ctx, row, 4 + CC_INDEX_TEXTS);
	}
	cc_err err = code == SQLITE_ROW || code == SQLITE_DONE ? CC_OK : failed(apply);
	sqlite3_reset(row);
	return err;
}

/* Words, terms, place ----------------------------------------------------------- */

static CC_RESULT change_words(const struct apply *apply, enum cc_fts_verb verb, int64_t doc,
                              const struct cc_index_kept *kept)
{
	cc_str text = cc_printf(apply->ctx, "%.*s %.*s %.*s", (int)kept->texts[0].len, kept->texts[0].ptr,
	                        (int)kept->texts[1].len, kept->texts[1].ptr, (int)kept->texts[2].len,
	                        kept->texts[2].ptr);
	sqlite3_bind_text(apply->verbs[verb], 2, text.ptr, (int)text.len, SQLITE_STATIC);
	return step_for(apply, verb, doc);
}

static CC_RESULT add_terms(const struct apply *apply, int64_t doc, const struct cc_index_kept *kept)
{
	sqlite3_stmt *statement = apply->verbs[CC_FTS_ADD_TERM];
	cc_str terms = kept->terms;
	for (struct cc_index_term term; cc_index_next_term(&terms, &term);) {
		if (term.kind >= CC_INDEX_KINDS_COUNTED)
			continue;
		sqlite3_bind_int(statement, 1, term.kind);
		bind_bytes(statement, 2, term.value);
		sqlite3_bind_int64(statement, 3, kept->numbers[0]);
		sqlite3_bind_int64(statement, 4, doc);
		TRY(step(apply, CC_FTS_ADD_TERM));
	}
	return CC_OK;
}

static CC_RESULT put_place(const struct apply *apply, int64_t doc, struct cc_place place)
{
	sqlite3_stmt *statement = apply->verbs[CC_FTS_PUT_PLACE];
	sqlite3_bind_int(statement, 2, place.latitude);
	sqlite3_bind_int(statement, 3, place.longitude);
	return step_for(apply, CC_FTS_PUT_PLACE, doc);
}

/* Documents --------------------------------------------------------------------- */

static CC_RESULT write_doc(const struct apply *apply, enum cc_fts_verb verb, const struct cc_index_kept *kept)
{
	sqlite3_stmt *statement = apply->verbs[verb];
	int at = 1;
	sqlite3_bind_blob(statement, at++, kept->id.byte, sizeof kept->id.byte, SQLITE_STATIC);
	for (int i = 0; i < CC_INDEX_NUMBERS; i++)
		sqlite3_bind_int64(statement, at++, kept->numbers[i]);
	sqlite3_bind_int(statement, at++, kept->place.latitude);
	sqlite3_bind_int(statement, at++, kept->place.longitude);
	for (int i = 0; i < CC_INDEX_TEXTS; i++)
		bind_bytes(statement, at++, kept->texts[i]);
	bind_bytes(statement, at++, kept->terms);
	bind_bytes(statement, at, kept->body);
	return step(apply, verb);
}

static CC_RESULT add(const struct apply *apply, const struct cc_index_kept *kept)
{
	TRY(write_doc(apply, CC_FTS_ADD_DOC, kept));
	int64_t doc = sqlite3_last_insert_rowid(apply->fts->writer.db);
	TRY(change_words(apply, CC_FTS_ADD_WORDS, doc, kept));
	TRY(put_place(apply, doc, kept->place));
	return add_terms(apply, doc, kept);
}

static bool same_words(const struct cc_index_kept *a, const struct cc_index_kept *b)
{
	for (int i = 0; i < CC_INDEX_TEXTS; i++)
		if (!cc_str_eq(a->texts[i], b->texts[i]))
			return false;
	return true;
}

/* Most changes are of seats that are left: then neither words nor place nor terms are touched. */
static CC_RESULT replace(const struct apply *apply, const struct old *old, const struct cc_index_kept *kept)
{
	if (!same_words(&old->kept, kept)) {
		TRY(change_words(apply, CC_FTS_DROP_WORDS, old->doc, &old->kept));
		TRY(change_words(apply, CC_FTS_ADD_WORDS, old->doc, kept));
	}
	if (old->kept.place.latitude != kept->place.latitude ||
	    old->kept.place.longitude != kept->place.longitude)
		TRY(put_place(apply, old->doc, kept->place));
	if (!cc_str_eq(old->kept.terms, kept->terms) || old->kept.numbers[0] != kept->numbers[0]) {
		TRY(step_for(apply, CC_FTS_DROP_TERMS, old->doc));
		TRY(add_terms(apply, old->doc, kept));
	}
	return write_doc(apply, CC_FTS_PUT_DOC, kept);
}

static CC_RESULT take_out(const struct apply *apply, const struct old *old)
{
	TRY(change_words(apply, CC_FTS_DROP_WORDS, old->doc, &old->kept));
	TRY(step_for(apply, CC_FTS_DROP_TERMS, old->doc));
	TRY(step_for(apply, CC_FTS_DROP_PLACE, old->doc));
	return step_for(apply, CC_FTS_DROP_DOC, old->doc);
}

static struct cc_index_kept kept_of(struct cc_ctx *ctx, const struct cc_index_doc *doc)
{
	struct cc_buf body = { .arena = ctx->arena };
	cc_protobuf_encode(&body, doc->message, doc->body);
	struct cc_index_kept kept = {
		.id = doc->id,
		.terms = cc_index_pack_terms(ctx->arena, doc->terms),
		.place = doc->place,
		.body = cc_buf_str(&body),
	};
	memcpy(kept.texts, doc->texts, sizeof kept.texts);
	memcpy(kept.numbers, doc->numbers, sizeof kept.numbers);
	return kept;
}

static CC_RESULT apply_doc(const struct apply *apply, const struct cc_index_doc *doc)
{
	struct old old;
	TRY(load_old(apply, doc->id, &old));
	if (doc->gone)
		return old.exists ? take_out(apply, &old) : CC_OK;
	struct cc_index_kept kept = kept_of(apply->ctx, doc);
	return old.exists ? replace(apply, &old, &kept) : add(apply, &kept);
}

/* Batches ----------------------------------------------------------------------- */

static CC_RESULT forget_all(const struct apply *apply)
{
	static const char *const sql = "DELETE FROM docs; DELETE FROM doc_terms; DELETE FROM places;"
				       "INSERT INTO doc_words (doc_words) VALUES ('delete-all');";
	return sqlite3_exec(apply->fts->writer.db, sql, NULL, NULL, NULL) == SQLITE_OK ? CC_OK
	                                                                               : failed(apply);
}

static CC_RESULT put_mark(const struct apply *apply, const struct cc_index_mark *mark)
{
	sqlite3_stmt *statement = apply->verbs[CC_FTS_PUT_MARK];
	sqlite3_bind_blob(statement, 1, mark->epoch.byte, sizeof mark->epoch.byte, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 2, mark->change);
	return step(apply, CC_FTS_PUT_MARK);
}

static CC_RESULT apply_batch(const struct apply *apply, const struct cc_index_batch *batch)
{
	if (batch->after.change == 0)
		TRY(forget_all(apply));
	for (size_t i = 0; i < batch->count; i++)
		TRY(apply_doc(apply, &batch->docs[i]));
	TRY(put_mark(apply, &batch->upto));
	return step(apply, CC_FTS_COMMIT);
}

/* The mark changes under the writer's lock alone. */
static CC_RESULT require_turn(const struct apply *apply, const struct cc_index_batch *batch)
{
	const struct cc_index_mark *mark = &apply->fts->mark;
	bool goes_on = batch->after.change == mark->change && cc_id_eq(batch->after.epoch, mark->epoch);
	if (batch->after.change == 0 || goes_on)
		return CC_OK;
	return cc_fail(apply->ctx, &cc_index_moved,
	               "The index stands at change %lld, not at %lld; read its mark.",
	               (long long)mark->change, (long long)batch->after.change);
}

static CC_RESULT apply_locked(struct cc_fts *fts, struct cc_ctx *ctx, const struct cc_index_batch *batch)
{
	TRY(cc_fts_open(fts, ctx));
	const struct apply apply = { fts, ctx, fts->writer.verbs };
	TRY(require_turn(&apply, batch));
	TRY(step(&apply, CC_FTS_BEGIN));
	cc_err err = apply_batch(&apply, batch);
	if (err != CC_OK) {
		sqlite3_step(apply.verbs[CC_FTS_ROLLBACK]);
		sqlite3_reset(apply.verbs[CC_FTS_ROLLBACK]);
		return err;
	}
	pthread_mutex_lock(&fts->lock);
	fts->mark = batch->upto;
	pthread_mutex_unlock(&fts->lock);
	return CC_OK;
}

cc_err cc_fts_apply(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_batch *batch)
{
	struct cc_fts *fts = (struct cc_fts *)index;
	pthread_mutex_lock(&fts->writing);
	cc_err err = apply_locked(fts, ctx, batch);
	pthread_mutex_unlock(&fts->writing);
	return err;
}
