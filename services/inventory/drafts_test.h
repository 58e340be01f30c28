/* drafts_test.h - evenings for the tests of every service: competition, fixture and session. */
#pragma once

#include "platform/test.h"

#include "contracts/inventory.h"

/* Opens these services, of which inventory is one, and compliance beside them.  With the next
 * cc_test_run_due(), its first rules are heard, by which ten guests may come to the evenings that follow. */
struct cc_test *open_with_compliance(const struct cc_service *const *services);

/* Inventory, which has heard them. */
struct cc_test *open_licensed_inventory(void);

/* As a WRITE of inventory: it hears of one rule, by which ten guests may come. */
cc_err hear_a_rule(struct cc_ctx *ctx, void *unused);

/* What is asked of inventory, in this order. */
struct evening_draft {
	struct inventory_put_competition_request competition;
	struct inventory_put_fixture_request fixture;
	struct inventory_create_session_request session;
};

/* Of a session whose home, place and package do not matter, unless they are said: its fixture kicks off when
 * it starts, in a competition that is always the same one. */
struct evening_draft evening_draft(const struct inventory_create_session_request *wanted);

/* Asks for it, as whoever asks now; `made` may be NULL.  A fixture that is there already may be shared. */
cc_err draft_evening(struct cc_test *test, const struct inventory_create_session_request *wanted,
                     struct inventory_session *made);
