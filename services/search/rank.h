/*
 * rank.h - in which order sessions are shown: arithmetic that knows neither store nor clock.
 *
 * The formula stands in the contract, at Hit.score.
 */
#pragma once

#include "platform/cc.h"

#include "contracts/search.h"

/* Numbers of a document. */
enum search_number {
	SEARCH_STARTS_AT, /* milliseconds */
	SEARCH_SEATS_FREE,
	SEARCH_PRICE,     /* minor units; SEARCH_NO_PRICE */
	SEARCH_MONEY,     /* search_currency_number() */
	SEARCH_FILL,      /* of 10000: the part of the seats that is taken */
};

#define SEARCH_NO_PRICE INT64_MAX

enum { SEARCH_FULL = 10000 };

/* A hit and by what it is sorted: the lowest key first, and of two equal ones the lower id. */
struct search_ranked {
	int64_t key;
	const struct cc_index_hit *hit;
};

/* 0 to SEARCH_FULL. */
int32_t search_score(const struct cc_index_hit *hit, cc_time at);

int64_t search_key(const struct cc_index_hit *hit, enum search_sort sort, cc_time at);
bool search_comes_before(const struct search_ranked *a, const struct search_ranked *b);

/* Three letters as a number, and back; 0 is none. */
int64_t search_currency_number(cc_str code);
cc_currency search_currency_of(int64_t number);
