/* evening_test.h - an evening that the tests of pricing price: published by inventory, heard by pricing. */
#pragma once

#include "platform/test.h"

#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "services/inventory/inventory.h"
#include "services/pricing/pricing.h"

enum { HOST = 1, OTHER_HOST, OLA, IGOR, FIXTURE, EVENING, SECOND_EVENING, FIRST, SECOND, THIRD };
enum { SEATS = 4, PUBLISHED_AHEAD_H = 14 * 24 };

/* setup and teardown: *state is a cc_test of pricing, with inventory beside it.  Four seats A1 A2 A3 B1, two
 * weeks ahead, published and heard of; the host asks. */
int open_evening(void **state);
int close_evening(void **state);
#define EVENING_CASE(test) cmocka_unit_test_setup_teardown(test, open_evening, close_evening)

/* What inventory does.  Pricing hears of it with cc_test_run_due(). */
cc_err publish(struct cc_test *test, int session);
/* On this charge basis: admission is charged in a public place, with a package for it. */
cc_err publish_on_basis(struct cc_test *test, int session, enum inventory_charge_basis basis);
cc_err reschedule(struct cc_test *test, int64_t starts_in_ms);
cc_err cancel(struct cc_test *test);
cc_err hold(struct cc_test *test, int booking, int guest, const char *label);
cc_err confirm(struct cc_test *test, int booking);
cc_err confirm_late(struct cc_test *test, int booking, const char *label);
cc_err release(struct cc_test *test, int booking);
cc_err extend(struct cc_test *test, int booking);

cc_money pln(int64_t minor);
/* 100.01 shared by four, food from 20.00 to 30.00, no admission. */
struct pricing_set_tariff_request usual_tariff(void);
cc_err set_tariff(struct cc_test *test, const struct pricing_set_tariff_request *cmd,
                  struct pricing_tariff *set);

cc_err quote_seats(struct cc_test *test, int seats, struct pricing_quote *quote);
cc_err quote_label(struct cc_test *test, const char *label, struct pricing_quote *quote);
/* 0 if there is none. */
int64_t amount_of(const struct pricing_component_list *components, enum pricing_component_kind kind);
