/* index_match.h - what a query finds, decided in one place for every engine.  For the index adapters. */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/index.h"

/* Terms as bytes that an engine keeps with a document. */
cc_str cc_index_pack_terms(struct cc_arena *arena, struct cc_index_term_list terms);
/* Takes the first one off packed terms, which it points into; false if there is none left. */
bool cc_index_next_term(cc_str *packed, struct cc_index_term *term);

/* A document as an engine keeps it. */
struct cc_index_kept {
	cc_id id;
	cc_str texts[CC_INDEX_TEXTS];
	cc_str terms; /* packed */
	int64_t numbers[CC_INDEX_NUMBERS];
	struct cc_place place;
	cc_str body;  /* protobuf */
};

/* Does the document meet the query?  Sets all of *hit if so; its body points to where the document's is. */
bool cc_index_meets(const struct cc_index_query *query, const struct cc_index_kept *doc,
                    struct cc_index_hit *hit);

/* Counts the values of one kind over documents that were found, for a facet. */
struct cc_index_tally {
	struct cc_arena *arena;
	struct cc_index_count *slots; /* a hash table; a free slot has no value */
	size_t capacity, used;        /* a power of two */
};

void cc_index_tally_add(struct cc_index_tally *tally, cc_str value); /* the value is copied when it is new */
/* The most frequent first, and those as frequent by value. */
struct cc_index_count_list cc_index_tally_list(const struct cc_index_tally *tally);
