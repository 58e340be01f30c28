/* city_test.h - a few evenings in two cities, for the tests of search: described, planned, published
 * and priced by those whose business it is, and heard by search. */
#pragma once

#include "platform/indexed_test.h"
#include "platform/test.h"

#include "contracts/hosting.h"
#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "contracts/search.h"
#include "services/search/search.h"

enum {
	ANIA = 1, MAREK, ZOFIA, OLA,
	LEAGUE = 10, CUP,
	WARTA = 20, PORT, HUTA,
	DERBY = 30, FINAL,
	SOFA = 40, CELLAR, LOFT,
	LODZ_DERBY = 50, KRAKOW_DERBY, LODZ_FINAL,
	BOOKING = 100,
};
enum { SEATS = 4, DERBY_AHEAD_H = 48, FINAL_AHEAD_H = 120 };

/*
 * setup and teardown: *state is a cc_test of search.  The derby (Czarni Warta - Błękitni Port, Liga
 * Nadwiślańska) is shown in Ania's sofa in Łódź, for 30.25 at least, where a cat lives, and in Marek's
 * cellar in Kraków, for 11.00, where people smoke and English is spoken.  The final (Huta Zachód -
 * Błękitni Port, Puchar Kontynentu) is shown in Zofia's loft in Łódź, 1.5 km from Ania's, which has no
 * price yet.
 */
int open_city(void **state);
int open_city_of_sim(void **state); /* with a simulated index */
int close_city(void **state);
#define CITY_CASE(test) cmocka_unit_test_setup_teardown(test, open_city, close_city)
#define SIM_CASE(test)  cmocka_unit_test_setup_teardown(test, open_city_of_sim, close_city)

/* What others do.  Search hears of it with cc_test_run_due(). */
cc_err describe_host(struct cc_test *test, int host, const char *name);
struct home { int home, host; const char *name, *city; int32_t latitude, longitude; bool rough; };
cc_err describe_home(struct cc_test *test, const struct home *home);
struct game { int fixture, competition, home_team, away_team; const char *title; int ahead_h; };
cc_err plan_game(struct cc_test *test, const struct game *game);
struct evening { int session, host, home, fixture; const char *title; int ahead_h; };
cc_err publish_evening(struct cc_test *test, const struct evening *evening);
cc_err set_price(struct cc_test *test, int session, int host, int64_t cost_minor);
cc_err hold(struct cc_test *test, int session, int booking, int seats);
/* The first so many of the room. */
cc_err confirm_late(struct cc_test *test, int booking, int seats);
cc_err release(struct cc_test *test, int booking);
cc_err reschedule(struct cc_test *test, int session, int host, int ahead_h);
cc_err cancel(struct cc_test *test, int session, int host);

/* A search; what it finds, in the order shown: "50 52". */
const char *found(struct cc_test *test, const struct search_find_sessions_request *asked);
const char *found_words(struct cc_test *test, const char *words);
struct search_find_sessions_response find_sessions(struct cc_test *test,
                                                   const struct search_find_sessions_request *asked);
/* The one of this session among all that can be found; there is one. */
struct search_hit hit_of(struct cc_test *test, int session);
