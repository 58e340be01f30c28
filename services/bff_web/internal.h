/* internal.h - what the pages of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/bff_web.h"
#include "contracts/booking.h"
#include "contracts/compliance.h"
#include "contracts/hosting.h"
#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "contracts/search.h"
#include "services/bff_web/bff_web.h"

/* Of a part that a page can do without.  *there is false if there is none, or if its service does not answer;
 * fails with what is neither: a mistake. */
CC_RESULT bff_web_part(cc_err err, bool *there);

/* What others know of many sessions: each service is asked once. */
struct bff_web_facts {
	struct inventory_fixture_list fixtures;
	struct hosting_home_list homes;
	struct hosting_host_list hosts;
	struct pricing_price_from_list prices;
	struct booking_takings_list takings;
};

CC_RESULT bff_web_gather_fixtures(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                                  struct bff_web_facts *facts);
CC_RESULT bff_web_gather_homes(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                               struct bff_web_facts *facts);
CC_RESULT bff_web_gather_hosts(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                               struct bff_web_facts *facts);
CC_RESULT bff_web_gather_prices(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                                struct bff_web_facts *facts);
CC_RESULT bff_web_gather_takings(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                                 struct bff_web_facts *facts);

/* NULL if nothing is known.  The home is the host's own. */
const struct inventory_fixture *bff_web_fixture_of(const struct bff_web_facts *facts,
                                                   const struct inventory_session *session);
const struct hosting_home *bff_web_home_of(const struct bff_web_facts *facts,
                                           const struct inventory_session *session);
const struct hosting_host *bff_web_host_of(const struct bff_web_facts *facts,
                                           const struct inventory_session *session);
const cc_money *bff_web_price_of(const struct bff_web_facts *facts, const struct inventory_session *session);
const struct booking_takings *bff_web_takings_of(const struct bff_web_facts *facts,
                                                 const struct inventory_session *session);

/* Of one session, a part each; NULL if there is none. */
CC_RESULT bff_web_find_fixture(struct cc_ctx *ctx, const struct inventory_session *session,
                               const struct inventory_fixture **fixture);
CC_RESULT bff_web_find_home(struct cc_ctx *ctx, const struct inventory_session *session,
                            const struct hosting_home **home);
/* The same, without its room. */
CC_RESULT bff_web_find_plain_home(struct cc_ctx *ctx, const struct inventory_session *session,
                                  const struct hosting_home **home);
CC_RESULT bff_web_find_host(struct cc_ctx *ctx, cc_id host_id, const struct hosting_host **host);
CC_RESULT bff_web_find_licence(struct cc_ctx *ctx, const struct inventory_session *session,
                               cc_str competition_slug, const struct compliance_verdict **verdict);

/* In the order of the room; home may be NULL, or without a room. */
struct bff_web_placed_seat_list bff_web_place_seats(struct cc_ctx *ctx,
                                                    const struct inventory_availability *availability,
                                                    const struct hosting_home *home);

/* "/v1/sessions/", the id, "/availability". */
cc_str bff_web_path(struct cc_ctx *ctx, const char *before, cc_id id, const char *after);

/* Pure.  session may be NULL: then nobody knows when the evening ends. */
enum bff_web_next_step bff_web_next_step_of(const struct booking_booking *booking,
                                            const struct inventory_session *session, cc_time now);
