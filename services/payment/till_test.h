/* till_test.h - a till for the tests of payments: bookings that pay, through a provider. */
#pragma once

#include "platform/provider_test.h"

#include "contracts/payment.h"
#include "services/payment/payment.h"

enum { TILL_GUEST = 1, TILL_HOST, TILL_BOOKING = 100, TILL_REFUND = 1000 };

int till_open(void **state);
int till_close(void **state);

/* 100.00 PLN, of which 9.99 are the platform's, with the sandbox's card; answered as it stands. */
struct payment_payment till_authorise(struct cc_test *test, int booking, const char *card);
cc_err till_capture(struct cc_test *test, int booking, struct payment_payment *payment);
cc_err till_void(struct cc_test *test, int booking, struct payment_payment *payment);
cc_err till_refund(struct cc_test *test, int booking, int refund, int64_t minor, struct payment_refund *made);

/* Does what is due, and what falls due in so long. */
void till_live(struct cc_test *test, int64_t ms);
enum payment_payment_state till_state(struct cc_test *test, int booking);
/* Authorised and captured. */
void till_pay(struct cc_test *test, int booking);

/* What the provider's books say of a reference of this number. */
int till_movements(struct cc_test *test, const char *kind, int reference);
/* Debits less credits. */
int64_t till_balance(struct cc_test *test, const char *account);
/* Our books balance and agree with the provider's, and nothing is in suspense. */
void till_check_books(struct cc_test *test);

#define CHECK_STATE(test, booking, name) \
	assert_int_equal(till_state((test), (booking)), PAYMENT_PAYMENT_STATE_##name)
