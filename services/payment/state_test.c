/* state_test.c - what is known of a payment after whatever is seen, in whatever order. */
#include "platform/test.h"

#include "services/payment/internal.h"

/* A letter for each state, in the contract's order. */
static const char letters[] = " PWADcCvVU";

static enum payment_payment_state state_of(char letter)
{
	const char *found = strchr(letters, letter);
	assert_non_null(found);
	return (enum payment_payment_state)(found - letters);
}

#define FOR_STATES(state)                                                                                    \
	for (enum payment_payment_state state = PAYMENT_PAYMENT_STATE_PENDING;                               \
	     state <= PAYMENT_PAYMENT_STATE_UNKNOWN; state++)
#define FOR_SIGHTS(sight)                                                                                    \
	for (enum payment_sight sight = PAYMENT_SEEN_DECLINED; sight < PAYMENT_SIGHTS; sight++)

static void every_sight_of_every_state_is_decided(void **state)
{
	(void)state;
	/* From each state, in the contract's order. */
	static const char *const expected[PAYMENT_SIGHTS] = {
		[PAYMENT_SEEN_DECLINED] = "DDADDCvVD",   [PAYMENT_SEEN_WAITING] = "WWADcCvVW",
		[PAYMENT_SEEN_PROCESSING] = "UUADcCvVU", [PAYMENT_SEEN_AUTHORISED] = "AAAAcCvVA",
		[PAYMENT_SEEN_CAPTURED] = "CCCCCCCCC",   [PAYMENT_SEEN_CANCELED] = "VVVDVCVVV",
		[PAYMENT_SEEN_NOTHING] = "PDADcCvVD",    [PAYMENT_SEEN_REFUSAL] = "DWADUCUVU",
		[PAYMENT_SEEN_SILENCE] = "UWADUCUVU",    [PAYMENT_UNSEEN] = "PWADcCvVU",
	};
	FOR_SIGHTS(sight)
	FOR_STATES(from)
	CHECK(payment_state_after(from, sight) == state_of(expected[sight][from - 1]));
}

static void seeing_it_twice_is_seeing_it_once(void **state)
{
	(void)state;
	FOR_SIGHTS(sight)
	FOR_STATES(from)
	{
		if (sight == PAYMENT_SEEN_REFUSAL || sight == PAYMENT_SEEN_SILENCE)
			continue; /* each is of one question, and settled once */
		enum payment_payment_state once = payment_state_after(from, sight);
		CHECK(payment_state_after(once, sight) == once);
	}
}

/* Ends there in whatever order the three are seen, with the answers to questions lost in between. */
static void always_ends(const enum payment_sight seen[3], enum payment_payment_state end)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		                         { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	for (size_t i = 0; i < CC_COUNT(orders); i++) {
		enum payment_payment_state plain = PAYMENT_PAYMENT_STATE_PENDING, doubted = plain;
		for (size_t j = 0; j < 3; j++) {
			plain = payment_state_after(plain, seen[orders[i][j]]);
			doubted = payment_state_after(doubted, PAYMENT_SEEN_SILENCE);
			doubted = payment_state_after(doubted, seen[orders[i][j]]);
		}
		CHECK(plain == end && doubted == end);
	}
}

static void the_order_in_which_things_are_seen_does_not_matter(void **state)
{
	(void)state;
	const enum payment_sight waits = PAYMENT_SEEN_WAITING, authorised = PAYMENT_SEEN_AUTHORISED;
	const enum payment_sight captured[] = { waits, authorised, PAYMENT_SEEN_CAPTURED };
	const enum payment_sight canceled[] = { waits, authorised, PAYMENT_SEEN_CANCELED };
	const enum payment_sight declined[] = { waits, waits, PAYMENT_SEEN_DECLINED };
	const enum payment_sight set_aside[] = { waits, authorised, PAYMENT_UNSEEN };
	always_ends(captured, PAYMENT_PAYMENT_STATE_CAPTURED);
	always_ends(canceled, PAYMENT_PAYMENT_STATE_VOIDED);
	always_ends(declined, PAYMENT_PAYMENT_STATE_DECLINED);
	always_ends(set_aside, PAYMENT_PAYMENT_STATE_AUTHORISED);
}

static void money_that_moved_is_believed_and_never_forgotten(void **state)
{
	(void)state;
	FOR_STATES(from)
	CHECK(payment_state_after(from, PAYMENT_SEEN_CAPTURED) == PAYMENT_PAYMENT_STATE_CAPTURED);
	FOR_SIGHTS(sight)
	CHECK(payment_state_after(PAYMENT_PAYMENT_STATE_CAPTURED, sight) == PAYMENT_PAYMENT_STATE_CAPTURED);
}

static void every_wish_in_every_state_has_its_step(void **state)
{
	(void)state;
	/* By state: N none, an answer is awaited or it is over; L look, C capture, X cancel. */
	static const char *const expected[] = {
		[PAYMENT_WISH_AUTHORISE] = "NLNNNNNNL",
		[PAYMENT_WISH_CAPTURE] = "NLCNNNNNL",
		[PAYMENT_WISH_VOID] = "NXXNNNNNL",
	};
	static const char steps[] = {
		[PAYMENT_STEP_NONE] = 'N',
		[PAYMENT_STEP_CAPTURE] = 'C',
		[PAYMENT_STEP_CANCEL] = 'X',
		[PAYMENT_STEP_LOOK] = 'L',
	};
	for (enum payment_wish wish = PAYMENT_WISH_AUTHORISE; wish <= PAYMENT_WISH_VOID; wish++)
		FOR_STATES(in)
	CHECK(steps[payment_step_towards(wish, in)] == expected[wish][in - 1]);
}

static void money_that_nobody_waits_for_goes_back(void **state)
{
	(void)state;
	FOR_STATES(from)
	FOR_SIGHTS(sight)
	if (payment_state_after(from, sight) == PAYMENT_PAYMENT_STATE_DECLINED)
		CHECK(payment_wish_after(PAYMENT_WISH_AUTHORISE, from, sight) == PAYMENT_WISH_VOID);
	CHECK(payment_wish_after(PAYMENT_WISH_CAPTURE, PAYMENT_PAYMENT_STATE_CAPTURING,
	                         PAYMENT_SEEN_REFUSAL) == PAYMENT_WISH_VOID);
	CHECK(payment_wish_after(PAYMENT_WISH_CAPTURE, PAYMENT_PAYMENT_STATE_CAPTURING,
	                         PAYMENT_SEEN_SILENCE) == PAYMENT_WISH_CAPTURE);
}

static void the_fees_of_refunds_add_up_to_the_fee(void **state)
{
	(void)state;
	uint32_t seed = 1;
	for (int round = 0; round < 2000; round++) {
		struct payment_payment payment = { .amount.minor = 1 + (seed = seed * 1103515245 + 12345) %
			                                                       99999999 };
		payment.platform_fee.minor = (seed = seed * 1103515245 + 12345) % (payment.amount.minor + 1);
		int64_t fees = 0;
		while (payment.refunded.minor < payment.amount.minor) {
			int64_t left = payment.amount.minor - payment.refunded.minor;
			int64_t part = 1 + (seed = seed * 1103515245 + 12345) % left;
			int64_t fee = payment_fee_of_refund(&payment, part);
			CHECK(fee >= 0 && fee <= part);
			fees += fee;
			payment.refunded.minor += part;
		}
		CHECK(fees == payment.platform_fee.minor);
	}
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(every_sight_of_every_state_is_decided),
		cmocka_unit_test(seeing_it_twice_is_seeing_it_once),
		cmocka_unit_test(the_order_in_which_things_are_seen_does_not_matter),
		cmocka_unit_test(money_that_moved_is_believed_and_never_forgotten),
		cmocka_unit_test(every_wish_in_every_state_has_its_step),
		cmocka_unit_test(money_that_nobody_waits_for_goes_back),
		cmocka_unit_test(the_fees_of_refunds_add_up_to_the_fee),
	};
	return cmocka_run_group_tests_name("payment: states", cases, NULL, NULL);
}
