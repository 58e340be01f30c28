/* Whatever is typed is no syntax: it folds to words that stay as they are, and the index looks for them. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/index_sqlite/index_sqlite.h"
#include "tests/fuzz/fuzz.h"

/* Words that a file of tests has, too, so that some are found. */
static struct cc_index_doc document(const struct sample *body)
{
	return (struct cc_index_doc){
		.id = { { 1 } },
		.texts = { CC_STR("czarni warta or near not and"), CC_STR("lodz"), CC_STR("ania k") },
		.message = &sample_message,
		.body = body,
	};
}

/* Once: its files are gone as soon as they are open. */
static struct cc_index *open_index(struct cc_ctx *ctx)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char folder[] = "/tmp/couchannel-fuzz-XXXXXX", path[64];
	struct cc_index *index = NULL;
	struct sample body = { .seats = 1 };
	struct cc_index_doc doc = document(&body);
	const struct cc_index_batch batch = { .upto = { { { 1 } }, 1 }, .docs = &doc, .count = 1 };
	const struct cc_index_query all = cc_index_all();
	struct cc_index_found found;
	FUZZ_CHECK(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/index.db", folder);
	FUZZ_CHECK(cc_index_sqlite_new(ctx, path, &index) == CC_OK);
	FUZZ_CHECK(index->ops->apply(index, ctx, &batch) == CC_OK);
	FUZZ_CHECK(index->ops->find(index, ctx, &all, &found) == CC_OK && found.count == 1);
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		snprintf(path, sizeof path, "%s/index.db%s", folder, suffixes[i]);
		unlink(path);
	}
	rmdir(folder);
	return index;
}

static cc_str first_words(cc_str folded)
{
	cc_str rest = folded, word;
	for (int i = 0; i < CC_INDEX_WORDS_MAX && cc_next_word(&rest, &word); i++)
		folded.len = (size_t)(word.ptr + word.len - folded.ptr);
	return folded;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct cc_index *index;
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_index_query query = cc_index_all();
	struct cc_index_found found;
	struct cc_index_doc doc = document(NULL);
	if (!index)
		index = open_index(ctx);

	cc_str folded = cc_fold(ctx, (cc_str){ (const char *)bytes, size });
	FUZZ_CHECK(folded.len <= size);
	FUZZ_CHECK(cc_str_eq(cc_fold(ctx, folded), folded));
	query.words = first_words(folded);
	FUZZ_CHECK(index->ops->find(index, ctx, &query, &found) == CC_OK);
	FUZZ_CHECK(found.count == (cc_index_rank(query.words, doc.texts) > 0));
	sample_ctx_free(ctx);
	return 0;
}
