/* season_test.h - a league of two teams, and a derby between them, for the tests of the calendar. */
#pragma once

#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum { HOST = 1, GUEST, LEAGUE = 10, CUP, WARTA, PORT, HUTA, DERBY, SECOND, THIRD };
enum { MINUTES = 105, DERBY_AHEAD_H = 48 };

/* setup and teardown: *state is a cc_test of inventory.  The league has Czarni Warta and Błękitni Port; Huta
 * Zachód plays elsewhere. */
int open_league(void **state);
int close_calendar(void **state);

cc_err put_competition(struct cc_test *test, int competition, const char *slug, const char *name);
cc_err put_team(struct cc_test *test, int team, const char *name, int competition); /* 0: in none */
/* Warta against Port in so many hours: what is asked, not yet put. */
struct inventory_put_fixture_request derby(struct cc_test *test);
cc_err put_fixture(struct cc_test *test, const struct inventory_put_fixture_request *cmd,
                   struct inventory_fixture *fixture);
