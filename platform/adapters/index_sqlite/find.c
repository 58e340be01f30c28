/* find.c - walks the documents that a query may find, and keeps those that it does. */
#include "platform/adapters/index_sqlite/internal.h"

#define COLUMNS                                                                                              \
	"d.id, d.n0, d.n1, d.n2, d.n3, d.n4, d.n5, d.latitude, d.longitude, d.text0, d.text1, d.text2,"      \
	" d.terms, d.body"

/* CROSS JOIN: in this order. */
const char *const cc_fts_path_sql[CC_FTS_PATHS] = {
	[CC_FTS_BY_TERM] = "SELECT " COLUMNS " FROM doc_terms AS t CROSS JOIN docs AS d ON d.doc = t.doc"
			   " WHERE t.kind = ? AND t.value = ? AND t.n0 BETWEEN ? AND ?",
	[CC_FTS_BY_WORDS] = "SELECT " COLUMNS
			    " FROM doc_words CROSS JOIN docs AS d ON d.doc = doc_words.rowid"
			    " WHERE doc_words MATCH ?",
	[CC_FTS_BY_PLACE] = "SELECT " COLUMNS " FROM places AS p CROSS JOIN docs AS d ON d.doc = p.doc"
			    " WHERE p.north >= ? AND p.south <= ? AND p.east >= ? AND p.west <= ?",
	[CC_FTS_BY_NUMBER] = "SELECT " COLUMNS " FROM docs AS d WHERE d.n0 BETWEEN ? AND ?",
};

/* Where to begin ---------------------------------------------------------------- */

/* The term that fewest documents have: kinds are numbered so. */
static const struct cc_index_term *narrowest(const struct cc_index_query *query)
{
	const struct cc_index_term *best = NULL;
	for (size_t i = 0; i < query->terms.count; i++)
		if (!best || query->terms.items[i].kind < best->kind)
			best = &query->terms.items[i];
	return best;
}

static enum cc_fts_path choose_path(const struct cc_index_query *query, const struct cc_index_term *term)
{
	if (term && term->kind < CC_INDEX_KINDS_NARROW)
		return CC_FTS_BY_TERM;
	if (query->words.len > 0)
		return CC_FTS_BY_WORDS;
	if (query->place && query->radius_m >= 0)
		return CC_FTS_BY_PLACE;
	return term ? CC_FTS_BY_TERM : CC_FTS_BY_NUMBER;
}

/* "czarni" "war" *: a folded word has nothing in it that could end a string. */
static cc_str match_expression(struct cc_ctx *ctx, cc_str words)
{
	struct cc_buf expression = { .arena = ctx->arena };
	for (cc_str word; cc_next_word(&words, &word);) {
		cc_buf_add_char(&expression, '"');
		cc_buf_add(&expression, word);
		cc_buf_add(&expression, words.len > 0 ? CC_STR("\" ") : CC_STR("\" *"));
	}
	return cc_buf_str(&expression);
}

static void bind_box(sqlite3_stmt *walk, struct cc_box box)
{
	sqlite3_bind_int(walk, 1, box.south_west.latitude);
	sqlite3_bind_int(walk, 2, box.north_east.latitude);
	sqlite3_bind_int(walk, 3, box.south_west.longitude);
	sqlite3_bind_int(walk, 4, box.north_east.longitude);
}

static void bind_numbers(sqlite3_stmt *walk, int at, const struct cc_index_query *query)
{
	sqlite3_bind_int64(walk, at, query->from[0]);
	sqlite3_bind_int64(walk, at + 1, query->to[0]);
}

static sqlite3_stmt *begin_walk(struct cc_fts_reader *reader, struct cc_ctx *ctx,
                                const struct cc_index_query *query)
{
	const struct cc_index_term *term = narrowest(query);
	enum cc_fts_path path = choose_path(query, term);
	sqlite3_stmt *walk = reader->paths[path];
	cc_str expression;
	switch (path) {
	case CC_FTS_BY_TERM:
		sqlite3_bind_int(walk, 1, term->kind);
		sqlite3_bind_blob(walk, 2, term->value.len > 0 ? term->value.ptr : "", (int)term->value.len,
		                  SQLITE_STATIC);
		bind_numbers(walk, 3, query);
		break;
	case CC_FTS_BY_WORDS:
		expression = match_expression(ctx, query->words);
		sqlite3_bind_text(walk, 1, expression.ptr, (int)expression.len, SQLITE_STATIC);
		break;
	case CC_FTS_BY_PLACE: bind_box(walk, cc_box_around(*query->place, query->radius_m)); break;
	case CC_FTS_BY_NUMBER:
	case CC_FTS_PATHS: bind_numbers(walk, 1, query); break;
	}
	return walk;
}

/* What is found ----------------------------------------------------------------- */

static cc_str bytes_of(sqlite3_stmt *row, int column)
{
	const char *bytes = sqlite3_column_blob(row, column);
	return (cc_str){ bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, column) };
}

/* Points into the row. */
static void read_doc(sqlite3_stmt *row, struct cc_index_kept *doc)
{
	int column = 0;
	cc_str id = bytes_of(row, column++);
	assert(id.len == sizeof doc->id.byte);
	memcpy(doc->id.byte, id.ptr, id.len);
	for (int i = 0; i < CC_INDEX_NUMBERS; i++)
		doc->numbers[i] = sqlite3_column_int64(row, column++);
	doc->place.latitude = sqlite3_column_int(row, column++);
	doc->place.longitude = sqlite3_column_int(row, column++);
	for (int i = 0; i < CC_INDEX_TEXTS; i++)
		doc->texts[i] = bytes_of(row, column++);
	doc->terms = bytes_of(row, column++);
	doc->body = bytes_of(row, column);
}

struct haul {
	struct cc_ctx *ctx;
	const struct cc_index_query *query;
	struct cc_index_found *found;
	size_t capacity;
	struct cc_index_tally tallies[CC_INDEX_FACETS_MAX];
};

static struct cc_index_hit *next_place(struct haul *haul)
{
	struct cc_index_found *found = haul->found;
	if (found->count == haul->capacity) {
		size_t capacity = haul->capacity ? haul->capacity * 2 : 32, size = sizeof *found->hits;
		found->hits = cc_arena_grow(haul->ctx->arena, found->hits, haul->capacity * size,
		                            capacity * size);
		haul->capacity = capacity;
	}
	return &found->hits[found->count];
}

static void count_facets(struct haul *haul, cc_str terms)
{
	const struct cc_index_query *query = haul->query;
	for (struct cc_index_term term; query->facet_count > 0 && cc_index_next_term(&terms, &term);)
		for (size_t i = 0; i < query->facet_count; i++)
			if (query->facets[i] == term.kind)
				cc_index_tally_add(&haul->tallies[i], term.value);
}

static void look_at(struct haul *haul, sqlite3_stmt *row)
{
	struct cc_index_kept doc;
	struct cc_index_hit hit;
	read_doc(row, &doc);
	if (!cc_index_meets(haul->query, &doc, &hit))
		return;
	hit.body = cc_copy(haul->ctx, hit.body);
	*next_place(haul) = hit;
	haul->found->count++;
	count_facets(haul, doc.terms);
}

static int walk_on(struct haul *haul, sqlite3_stmt *walk)
{
	int code = SQLITE_ROW;
	for (int looked_at = 0; (code = sqlite3_step(walk)) == SQLITE_ROW; looked_at++) {
		if (looked_at == CC_FTS_SCANNED_MAX || haul->found->count == CC_INDEX_HITS_MAX) {
			haul->found->more = true;
			return SQLITE_DONE;
		}
		look_at(haul, walk);
	}
	return code;
}

static CC_RESULT search(struct cc_fts *fts, struct haul *haul, struct cc_fts_reader *reader)
{
	sqlite3_stmt *walk = begin_walk(reader, haul->ctx, haul->query);
	int code = walk_on(haul, walk);
	cc_err err = code == SQLITE_DONE ? CC_OK : cc_fts_failure(fts, haul->ctx, reader->db, "Searching");
	sqlite3_reset(walk);
	return err;
}

cc_err cc_fts_find(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_query *query,
                   struct cc_index_found *found)
{
	struct cc_fts *fts = (struct cc_fts *)index;
	struct cc_fts_reader *reader;
	struct cc_index_found all = { .hits = NULL };
	struct haul haul = { .ctx = ctx, .query = query, .found = &all };
	for (size_t i = 0; i < CC_INDEX_FACETS_MAX; i++)
		haul.tallies[i].arena = ctx->arena;

	pthread_mutex_lock(&fts->lock);
	all.mark = fts->mark;
	pthread_mutex_unlock(&fts->lock);
	TRY(cc_fts_take_reader(fts, ctx, &reader));
	cc_err err = search(fts, &haul, reader);
	cc_fts_give_back(fts, reader);
	TRY(err);
	for (size_t i = 0; i < query->facet_count; i++)
		all.facets[i] = cc_index_tally_list(&haul.tallies[i]);
	*found = all;
	return CC_OK;
}
