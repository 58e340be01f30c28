/* internal.h - what the files of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/search.h"
#include "services/search/rank.h"
#include "services/search/search.h"
#include "services/search/search.sql.h"

/* Terms of a document: the lower, the fewer sessions share a value. */
enum search_kind {
	SEARCH_FIXTURE, /* its id */
	SEARCH_TEAM, SEARCH_CITY, /* folded */
	SEARCH_COMPETITION, /* its slug */
	SEARCH_RULE = CC_INDEX_KINDS_NARROW, /* "pets_welcome" */
	SEARCH_LANGUAGE, /* folded: "en gb", and "en" */
	SEARCH_CURRENCY,
	/* As people read them. */
	SEARCH_CITY_NAME = CC_INDEX_KINDS_COUNTED,
	SEARCH_COMPETITION_NAME, /* with its slug in front: "liga-nadwislanska Liga Nadwiślańska" */
	SEARCH_TEAM_NAME, SEARCH_FIXTURE_TITLE, SEARCH_HOST_NAME,
};

/* document.c: a session as the index keeps it. */
struct cc_index_doc search_document(struct cc_ctx *ctx, const struct search_hit *hit);

/* query.c: what is asked, with one condition less, or CONDITION_UNSPECIFIED. */
struct cc_index_query search_query(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                                   enum search_condition without);
bool search_is_given(const struct search_find_sessions_request *asked, enum search_condition condition);
/* Fails: place_incomplete, place_missing, bounds_crossed. */
CC_RESULT search_check(struct cc_ctx *ctx, const struct search_find_sessions_request *asked);

/* page.c: hits in their order. */
struct search_page {
	enum search_sort sort;
	cc_time at;      /* as of when they are ranked */
	size_t limit;
	bool has_after;  /* only hits after this one: */
	int64_t after_key;
	cc_id after_id;
};
/* The first hits of a page, in the caller's terms; *last is set if there are more. */
CC_RESULT search_show(struct cc_ctx *ctx, const struct cc_index_found *found, const struct search_page *page,
                      struct search_hit_list *items, const struct search_ranked **last);

/* facets.c */
struct search_facets *search_count(struct cc_ctx *ctx, const struct cc_index_found *found,
                                   const struct search_find_sessions_request *asked);

/* alternatives.c: for a search that found nothing. */
CC_RESULT search_offer_alternatives(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                                    struct search_alternative_list *alternatives);

extern const struct cc_consumer search_on_session_published_consumer,
	search_on_session_rescheduled_consumer, search_on_session_cancelled_consumer,
	search_on_seats_held_consumer, search_on_seats_released_consumer,
	search_on_seats_taken_again_consumer, search_on_fixture_planned_consumer,
	search_on_home_described_consumer, search_on_host_described_consumer, search_on_tariff_set_consumer;
extern const struct cc_timer search_push_timer, search_start_timer;
extern const struct cc_effect search_push_effect;
