/* house_test.h - a host with a living room in Łódź, for the tests of hosting. */
#pragma once

#include "platform/test.h"

#include "contracts/hosting.h"
#include "services/hosting/hosting.h"

enum { ANIA = 1, MAREK, ADMIN, HOME = 10, OTHER_HOME };

/* setup and teardown: *state is a cc_test of hosting.  Ania and Marek are described as hosts; Ania asks. */
int open_house(void **state);
int close_house(void **state);
#define HOUSE_CASE(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

/* Piotrkowska 17, Łódź. */
struct hosting_address usual_address(void);
struct hosting_create_home_request usual_home(int home);
struct hosting_house_rules usual_rules(void);
/* 4 by 5 metres, a TV of 65 inches on the front wall, A1 A2 A3 on the sofa, B1 an armchair. */
struct hosting_room usual_room(void);

cc_err put_profile(struct cc_test *test, int host, const char *name);
cc_err create_home(struct cc_test *test, int home, struct hosting_home *made);
cc_err move_home(struct cc_test *test, int home, const struct hosting_address *address,
                 struct hosting_home *moved);
cc_err furnish(struct cc_test *test, int home, const struct hosting_room *room,
               struct hosting_furnished_room *furnished);
cc_err set_package(struct cc_test *test, int home, const char *package, const char *proof,
                   struct hosting_home *described);
cc_err set_rules(struct cc_test *test, int home, const struct hosting_house_rules *rules,
                 struct hosting_home *described);
/* Created, furnished, with a package and rules. */
void make_ready(struct cc_test *test, int home);

cc_err get_home(struct cc_test *test, int home, struct hosting_home *found);
cc_err get_own_home(struct cc_test *test, int home, struct hosting_home *found);
cc_err get_own_address(struct cc_test *test, int home, struct hosting_address *address);
cc_err get_address(struct cc_test *test, int home, int host, struct hosting_address *address);
