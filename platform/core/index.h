/*
 * index.h - documents that are found by their words, terms, numbers and place.
 *
 * An index is a copy: whatever is in it can be made again from the store of the service that fills it.
 * It says how far it has come (its mark), and whoever fills it goes on from there; an index that was
 * lost says that it has not come far.
 *
 * Called where no transaction of the store waits for it: cc_index_find() in a READ or a COMPOSE, the
 * others in a COMPOSE alone.  All fail with UNAVAILABLE if the index cannot be reached.
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/fold.h"
#include "platform/core/message.h"
#include "platform/core/place.h"

enum {
	CC_INDEX_TEXTS = 3,
	CC_INDEX_NUMBERS = 6,
	CC_INDEX_KINDS_MAX = 32,
	CC_INDEX_KINDS_NARROW = 8,   /* kinds below are those of which few documents share a value */
	CC_INDEX_KINDS_COUNTED = 16, /* kinds from here on are counted for facets; no query asks for them */
	CC_INDEX_TERMS_MAX = 64,
	CC_INDEX_TERM_BYTES_MAX = 250,
	CC_INDEX_WORDS_MAX = 8,
	CC_INDEX_FACETS_MAX = 5,
	CC_INDEX_BATCH_MAX = 256,
	CC_INDEX_HITS_MAX = 2000,
	CC_INDEX_RANK_MAX = 10000,
};

/* How far an index has come: all changes of one numbering up to a number.  { 0 }: nowhere. */
struct cc_index_mark {
	cc_id epoch;
	int64_t change;
};

/* Equal values are equal bytes.  Its kind is the service's own small number. */
struct cc_index_term {
	int kind;
	cc_str value;
};
struct cc_index_term_list { struct cc_index_term *items; size_t count; };

struct cc_index_doc {
	cc_id id;
	bool gone;                         /* take it out; the rest is not looked at */
	cc_str texts[CC_INDEX_TEXTS];      /* folded; a word counts for less in a later one */
	struct cc_index_term_list terms;
	int64_t numbers[CC_INDEX_NUMBERS]; /* the first one is what most queries limit */
	struct cc_place place;
	const struct cc_message *message;  /* what a hit brings back */
	const void *body;
};

struct cc_index_batch {
	struct cc_index_mark after; /* change 0: all that is there is forgotten first */
	struct cc_index_mark upto;
	const struct cc_index_doc *docs;
	size_t count;               /* at most CC_INDEX_BATCH_MAX */
};

/* Every condition must be met. */
struct cc_index_query {
	cc_str words; /* folded, CC_INDEX_WORDS_MAX at most; the last one may be the beginning of a word */
	struct cc_index_term_list terms;
	int64_t from[CC_INDEX_NUMBERS], to[CC_INDEX_NUMBERS]; /* inclusive */
	const struct cc_place *place; /* NULL: none, and no distances */
	int64_t radius_m;             /* from the place; negative: however far */
	int facets[CC_INDEX_FACETS_MAX]; /* kinds whose values are counted */
	size_t facet_count;
};

/* One that no document fails to meet. */
struct cc_index_query cc_index_all(void);

struct cc_index_hit {
	cc_id id;
	int32_t rank;       /* of its words: cc_index_rank() */
	int64_t distance_m; /* negative: the query has no place */
	int64_t numbers[CC_INDEX_NUMBERS];
	cc_str body;
};

struct cc_index_count {
	cc_str value;
	int32_t count;
};
struct cc_index_count_list { struct cc_index_count *items; size_t count; };

struct cc_index_found {
	struct cc_index_hit *hits; /* in no order; those documents that meet the query: */
	size_t count;
	bool more;                 /* not all of them, as there are too many */
	struct cc_index_count_list facets[CC_INDEX_FACETS_MAX]; /* of the hits; the most frequent first */
	struct cc_index_mark mark; /* as of then, or older */
};

/* The batch does not go on from where the index is: FAILED_PRECONDITION. */
extern const struct cc_reason cc_index_moved;

CC_RESULT cc_index_read_mark(struct cc_ctx *ctx, struct cc_index_mark *mark);
/* Whole or not at all; kept, unless the index is lost.  Fails: index_moved. */
CC_RESULT cc_index_apply(struct cc_ctx *ctx, const struct cc_index_batch *batch);
CC_RESULT cc_index_find(struct cc_ctx *ctx, const struct cc_index_query *query, struct cc_index_found *found);
/* What a hit brings back, as the message that was put in; strings point into the hit. */
CC_RESULT cc_index_body(struct cc_ctx *ctx, const struct cc_index_hit *hit, const struct cc_message *message,
                        void *body);

/*
 * How well words fit texts, from 0 (one of them is in none) to CC_INDEX_RANK_MAX: on the average over
 * the words, 10000 for one that stands in the first text, half of it in the second, a quarter in the
 * third; a tenth less for the last word if it only begins one.  The best place of each counts.
 */
int32_t cc_index_rank(cc_str words, const cc_str texts[CC_INDEX_TEXTS]);
