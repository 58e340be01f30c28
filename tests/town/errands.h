/*
 * errands.h - errands, the planned effects of the town: sent out, met on their way, and looked at.
 */
#pragma once

#include "tests/town/town.h"

/* A visit to an address, planned by `post`: nowhere is refused, from the fog nobody comes back. */
cc_err errand_run(struct town *town, int n, const char *address, int64_t delay_ms);
void errand_send(struct town *town, int n, const char *address);

int64_t at_post(struct town *town, const char *sql);
int64_t at_porch(struct town *town, const char *sql);
#define PLANS \
	"SELECT (SELECT COUNT(*) FROM effects) + (SELECT COUNT(*) FROM sagas WHERE due_at IS NOT NULL)"
#define KNOCKS "SELECT COUNT(*) FROM knocks"
#define KEYS   "SELECT COUNT(DISTINCT key) FROM knocks"
#define VISITS "SELECT COUNT(*) FROM visits"
#define SERVED "SELECT COUNT(*) FROM errands WHERE state = 'Tea was served.'"

void errand_check_states(struct town *town, const char *states);
/* So many tries of the only errand, all under one key, and one effect; nothing is left to do. */
void errand_check_once(struct town *town, int tries);
struct cc_effects_stats errand_stats(struct town *town);

/* The next `times` errands that come to the point meet this. */
void errand_meets(struct town *town, enum post_point point, int times, void (*what)(struct town *town));

int errand_teardown(void **state);
#define ERRAND_CASE(test) cmocka_unit_test_setup_teardown(test, town_setup, errand_teardown)
