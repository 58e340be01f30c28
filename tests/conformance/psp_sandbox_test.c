/* psp_sandbox_test.c - what the sandbox adds to the port: test cards, events, and a guest who confirms. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "platform/adapters/psp_sandbox/internal.h"
#include "tests/conformance/psp_suite.h"

#define VISA "pm_card_visa"

static struct cc_psp *make_sandbox(struct cc_psp *provider)
{
	return provider;
}

static const struct psp_suite_engine engine = { "psp: sandbox", make_sandbox };
static const struct psp_suite_engine without_pages = { "psp: sandbox", make_sandbox, .no_pages = true };

/* Cards ------------------------------------------------------------------------- */

static bool passes_luhn(const char *number)
{
	int sum = 0;
	size_t len = strlen(number);
	for (size_t i = 0; i < len; i++) {
		int digit = (number[len - 1 - i] - '0') << (i % 2);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 == 0;
}

static void every_card_has_a_number_that_passes_for_one(void **state)
{
	struct psp_world *world = *state;
	for (const struct cc_psp_sandbox_card *card = cc_psp_sandbox_cards; card->number; card++) {
		struct cc_psp_intent intent;
		assert_int_equal(strlen(card->number), 16);
		assert_true(passes_luhn(card->number));
		assert_ptr_equal(cc_psp_sandbox_card(cc_str_of(card->number)), card);
		assert_ptr_equal(cc_psp_sandbox_card(cc_str_of(card->method)), card);
		cc_err err = psp_authorise(world, card->number, card->number, 100, &intent);
		CHECK(err == CC_OK || cc_is(err, CC_DEADLINE_EXCEEDED));
	}
}

static void declined_cards_say_why(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "4000000000000002", 100, &intent));
	assert_int_equal(intent.decline, CC_PSP_DECLINE_GENERIC);
	CHECK_OK(psp_authorise(world, "b2", "4000000000009995", 100, &intent));
	assert_int_equal(intent.decline, CC_PSP_DECLINE_INSUFFICIENT_FUNDS);
	CHECK_OK(psp_authorise(world, "b3", "4000000000000069", 100, &intent));
	assert_int_equal(intent.decline, CC_PSP_DECLINE_EXPIRED_CARD);
}

static void a_request_gets_lost_once(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_REFUSED(psp_authorise(world, "b1", "pm_card_authoriseRequestLost", 100, &intent),
	              cc_deadline_exceeded);
	assert_string_equal(psp_books(world), "");
	CHECK_OK(psp_authorise(world, "b1", "pm_card_authoriseRequestLost", 100, &intent));
	assert_string_equal(psp_books(world), "authorised 100");
	CHECK_OK(psp_authorise(world, "b2", "pm_card_captureRequestLost", 200, &intent));
	CHECK_REFUSED(psp_capture(world, "c2", intent.id, 200, &intent), cc_deadline_exceeded);
	assert_string_equal(psp_books(world), "authorised 100, authorised 200");
	CHECK_OK(psp_capture(world, "c2", intent.id, 200, &intent));
}

static void a_reply_gets_lost_once(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_REFUSED(psp_authorise(world, "b1", "pm_card_authoriseReplyLost", 100, &intent),
	              cc_deadline_exceeded);
	assert_string_equal(psp_books(world), "authorised 100");
	CHECK_OK(psp_authorise(world, "b1", "pm_card_authoriseReplyLost", 100, &intent));
	CHECK_OK(psp_authorise(world, "b2", "pm_card_captureReplyLost", 200, &intent));
	CHECK_REFUSED(psp_capture(world, "c2", intent.id, 200, &intent), cc_deadline_exceeded);
	CHECK(psp_find(world, intent.id).captured.minor == 200);
	CHECK_OK(psp_capture(world, "c2", intent.id, 200, &intent));
	CHECK_OK(psp_authorise(world, "b3", "pm_card_refundReplyLost", 300, &intent));
	CHECK_OK(psp_capture(world, "c3", intent.id, 300, &intent));
	CHECK_REFUSED(psp_refund(world, "r3", intent.id, 50, &refund), cc_deadline_exceeded);
	CHECK_OK(psp_refund(world, "r3", intent.id, 50, &refund));
	CHECK(psp_find(world, intent.id).refunded.minor == 50);
}

/* 3-D Secure -------------------------------------------------------------------- */

static void a_guest_who_confirms_pays(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_threeDSecure", 100, &intent));
	CHECK(cc_str_eq(intent.action_url, cc_printf(&world->ctx, "http://127.0.0.1/3ds/%s", intent.id.ptr)));
	CHECK_OK(cc_psp_sandbox_authenticate(world->provider, &world->ctx, intent.id, true, &intent));
	CHECK(intent.state == CC_PSP_REQUIRES_CAPTURE && intent.has_lapses_at);
	CHECK_REFUSED(cc_psp_sandbox_authenticate(world->provider, &world->ctx, intent.id, true, &intent),
	              cc_psp_wrong_state);
	CHECK_REFUSED(
		cc_psp_sandbox_authenticate(world->provider, &world->ctx, CC_STR("pi_none"), true, &intent),
		cc_psp_not_found);
	assert_string_equal(psp_books(world), "authorised 100");
}

static void a_guest_who_does_not_confirm_does_not_pay(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_threeDSecure", 100, &intent));
	CHECK_OK(cc_psp_sandbox_authenticate(world->provider, &world->ctx, intent.id, false, &intent));
	CHECK(intent.state == CC_PSP_REQUIRES_PAYMENT_METHOD);
	assert_int_equal(intent.decline, CC_PSP_DECLINE_AUTHENTICATION_FAILED);
	CHECK_OK(psp_authorise(world, "b2", "pm_card_threeDSecureDeclined", 100, &intent));
	CHECK_OK(cc_psp_sandbox_authenticate(world->provider, &world->ctx, intent.id, true, &intent));
	assert_int_equal(intent.decline, CC_PSP_DECLINE_GENERIC);
	assert_string_equal(psp_books(world), "");
}

static void a_bank_approves_after_five_seconds(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_threeDSecureApproved", 100, &intent));
	psp_world_pass(world, 4999);
	assert_int_equal(psp_find(world, intent.id).state, CC_PSP_REQUIRES_ACTION);
	psp_world_pass(world, 1);
	assert_int_equal(psp_find(world, intent.id).state, CC_PSP_REQUIRES_CAPTURE);
}

static void where_there_are_no_pages_the_bank_asks(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent, declined;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_threeDSecure", 100, &intent));
	CHECK(intent.state == CC_PSP_REQUIRES_ACTION && intent.action_url.len == 0);
	CHECK_OK(psp_authorise(world, "b2", "pm_card_threeDSecureDeclined", 100, &declined));
	psp_world_pass(world, 5000);
	assert_int_equal(psp_find(world, intent.id).state, CC_PSP_REQUIRES_CAPTURE);
	assert_int_equal(psp_find(world, declined.id).decline, CC_PSP_DECLINE_GENERIC);
}

/* Events ------------------------------------------------------------------------ */

/* Who hears: reads each event through the port, and can be deaf for a while. */
struct listener {
	struct psp_world *world;
	pthread_mutex_t lock;
	int deaf, asked;
	char heard[512]; /* "type reference, ..." */
	cc_str last_id;
};

static cc_err hear(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body)
{
	struct listener *listener = arg;
	struct cc_psp_event event;
	cc_err err = CC_OK;
	pthread_mutex_lock(&listener->lock);
	listener->asked++;
	if (listener->deaf > 0 && listener->deaf-- > 0) {
		err = cc_fail(ctx, &cc_unavailable, "Nobody listens.");
	} else {
		CHECK_OK(listener->world->psp->ops->read_event(listener->world->psp, ctx, signature, body,
		                                               &event));
		size_t len = strlen(listener->heard);
		snprintf(listener->heard + len, sizeof listener->heard - len, "%s%.*s %.*s",
		         len > 0 ? ", " : "", (int)event.type.len, event.type.ptr, (int)event.reference.len,
		         event.reference.ptr);
		CHECK(event.intent_id.len > 3 && memcmp(event.intent_id.ptr, "pi_", 3) == 0);
		CHECK(event.at.ms > 0 && event.id.len > 0);
	}
	pthread_mutex_unlock(&listener->lock);
	return err;
}

static struct listener listen(struct psp_world *world, int deaf)
{
	return (struct listener){ .world = world, .lock = PTHREAD_MUTEX_INITIALIZER, .deaf = deaf };
}

static void whoever_listens_hears_of_every_change_once(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 0);
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 100, &intent));
	CHECK_OK(psp_refund(world, "r1", intent.id, 10, &refund));
	CHECK_OK(psp_authorise(world, "b2", "pm_card_chargeDeclined", 100, &intent));
	CHECK_OK(psp_authorise(world, "b3", "pm_card_threeDSecure", 100, &intent));
	CHECK_OK(psp_cancel(world, "v3", intent.id, &intent));
	assert_int_equal(cc_psp_sandbox_step(world->provider), 6);
	assert_int_equal(cc_psp_sandbox_step(world->provider), 0);
	assert_string_equal(listener.heard,
	                    "payment_intent.amount_capturable_updated b1, payment_intent.succeeded b1, "
	                    "refund.created r1, payment_intent.payment_failed b2, "
	                    "payment_intent.requires_action b3, payment_intent.canceled b3");
}

static void a_dispute_is_told_when_it_comes_and_when_it_is_decided(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 0);
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_createDispute", 100, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 100, &intent));
	cc_psp_sandbox_step(world->provider);
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	cc_psp_sandbox_step(world->provider);
	listener.heard[0] = '\0';
	psp_world_pass(world, CC_PSP_SANDBOX_DISPUTED_AFTER_MS);
	cc_psp_sandbox_step(world->provider);
	assert_string_equal(listener.heard, "charge.dispute.created b1");
	psp_world_pass(world, CC_PSP_SANDBOX_DISPUTE_DAYS * CC_HOURS(24));
	cc_psp_sandbox_step(world->provider);
	assert_string_equal(listener.heard, "charge.dispute.created b1, charge.dispute.closed b1");
}

static void an_event_that_is_not_heard_comes_again_later_and_later(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 3);
	struct cc_psp_intent intent;
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	static const int64_t pauses_ms[] = { 0, 1000, 2000, 4000 };
	for (int i = 0; i < 4; i++) {
		if (pauses_ms[i] > 0) {
			psp_world_pass(world, pauses_ms[i] - 1);
			cc_psp_sandbox_step(world->provider);
			assert_int_equal(listener.asked, i);
			psp_world_pass(world, 1);
		}
		cc_psp_sandbox_step(world->provider);
		assert_int_equal(listener.asked, i + 1);
	}
	assert_string_equal(listener.heard, "payment_intent.amount_capturable_updated b1");
	psp_world_pass(world, CC_HOURS(2));
	assert_int_equal(cc_psp_sandbox_step(world->provider), 0);
}

static void an_event_that_nobody_hears_is_given_up(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 1000);
	struct cc_psp_intent intent;
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	for (int i = 0; i < 40; i++) {
		cc_psp_sandbox_step(world->provider);
		psp_world_pass(world, CC_HOURS(1));
	}
	assert_int_equal(listener.asked, 16);
}

static void a_late_webhook_is_late(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 0);
	struct cc_psp_intent intent;
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	CHECK_OK(psp_authorise(world, "b1", "pm_card_lateWebhook", 100, &intent));
	psp_world_pass(world, 29999);
	CHECK_OK(psp_authorise(world, "b2", VISA, 100, &intent));
	cc_psp_sandbox_step(world->provider);
	psp_world_pass(world, 1);
	cc_psp_sandbox_step(world->provider);
	assert_string_equal(listener.heard, "payment_intent.amount_capturable_updated b2, "
	                                    "payment_intent.amount_capturable_updated b1");
}

static void what_time_does_is_told(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 0);
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	psp_world_reopen(world); /* events outlive a restart */
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	cc_psp_sandbox_step(world->provider);
	psp_world_pass(world, CC_PSP_AUTHORISATION_DAYS * CC_HOURS(24));
	cc_psp_sandbox_step(world->provider);
	assert_string_equal(listener.heard,
	                    "payment_intent.amount_capturable_updated b1, payment_intent.canceled b1");
}

static int64_t kept_events(struct psp_world *world)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *query = NULL;
	assert_int_equal(sqlite3_open_v2(world->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT COUNT(*) FROM events", -1, &query, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(query), SQLITE_ROW);
	int64_t count = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	sqlite3_close(db);
	return count;
}

static void what_was_told_a_month_ago_is_forgotten(void **state)
{
	struct psp_world *world = *state;
	struct listener listener = listen(world, 0);
	struct cc_psp_intent intent;
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	for (int i = 0; i < CC_PSP_EVENTS_MAX + 1; i++)
		CHECK_OK(psp_authorise(world, cc_printf(&world->ctx, "b%d", i).ptr, "pm_card_chargeDeclined",
		                       100, &intent));
	assert_int_equal(cc_psp_sandbox_step(world->provider), CC_PSP_EVENTS_MAX);
	assert_int_equal(cc_psp_sandbox_step(world->provider), 1);
	assert_int_equal(kept_events(world), CC_PSP_EVENTS_MAX + 1);
	psp_world_pass(world, 30 * CC_HOURS(24));
	CHECK_OK(psp_authorise(world, "new", "pm_card_chargeDeclined", 100, &intent));
	assert_int_equal(cc_psp_sandbox_step(world->provider), 1);
	assert_int_equal(kept_events(world), 1);
}

static bool has_heard(struct listener *listener, const char *text)
{
	pthread_mutex_lock(&listener->lock);
	bool heard = strcmp(listener->heard, text) == 0;
	pthread_mutex_unlock(&listener->lock);
	return heard;
}

static void a_sandbox_that_runs_tells_by_itself(void **state)
{
	enum { WAIT_STEPS = 500, WAIT_STEP_US = 10000 };
	struct psp_world *world = *state;
	struct listener listener = listen(world, 0);
	struct cc_psp_intent intent;
	const char *wanted = "payment_intent.amount_capturable_updated b1";
	cc_psp_sandbox_listen(world->provider, hear, &listener);
	cc_psp_sandbox_start(world->provider);
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	for (int i = 0; i < WAIT_STEPS && !has_heard(&listener, wanted); i++)
		usleep(WAIT_STEP_US);
	CHECK(has_heard(&listener, wanted));
	cc_psp_sandbox_stop(world->provider);
	CHECK_OK(psp_capture(world, "c1", intent.id, 100, &intent)); /* calls still work */
}

/* Keys in hand ------------------------------------------------------------------ */

static void a_key_that_is_being_worked_on_is_in_use(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_sandbox *sandbox = (struct cc_psp_sandbox *)world->provider;
	struct cc_psp_intent intent;
	sandbox->in_hand[sandbox->in_hand_count++] =
		CC_STR("b1"); /* as of a thread that waits for the disk */
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 100, &intent), cc_idempotency_key_in_use);
	CHECK_OK(psp_authorise(world, "b2", VISA, 100, &intent));
	sandbox->in_hand_count = 0;
	CHECK_OK(psp_authorise(world, "b1", VISA, 100, &intent));
	assert_int_equal(sandbox->in_hand_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PSP_CASE(every_card_has_a_number_that_passes_for_one, &engine),
		PSP_CASE(declined_cards_say_why, &engine),
		PSP_CASE(a_request_gets_lost_once, &engine),
		PSP_CASE(a_reply_gets_lost_once, &engine),
		PSP_CASE(a_guest_who_confirms_pays, &engine),
		PSP_CASE(a_guest_who_does_not_confirm_does_not_pay, &engine),
		PSP_CASE(a_bank_approves_after_five_seconds, &engine),
		PSP_CASE(where_there_are_no_pages_the_bank_asks, &without_pages),
		PSP_CASE(whoever_listens_hears_of_every_change_once, &engine),
		PSP_CASE(a_dispute_is_told_when_it_comes_and_when_it_is_decided, &engine),
		PSP_CASE(an_event_that_is_not_heard_comes_again_later_and_later, &engine),
		PSP_CASE(an_event_that_nobody_hears_is_given_up, &engine),
		PSP_CASE(a_late_webhook_is_late, &engine),
		PSP_CASE(what_time_does_is_told, &engine),
		PSP_CASE(what_was_told_a_month_ago_is_forgotten, &engine),
		PSP_CASE(a_sandbox_that_runs_tells_by_itself, &engine),
		PSP_CASE(a_key_that_is_being_worked_on_is_in_use, &engine),
	};
	return cmocka_run_group_tests_name("psp: the sandbox's own", tests, NULL, NULL);
}
