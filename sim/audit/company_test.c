#include "sim/audit/company_test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/indexed_test.h"
#include "platform/test_internal.h"
#include "services/hosting/hosting.h"
#include "services/identity/identity.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"
#include "services/search/search.h"
#include "sim/audit/internal.h"

/* The past ----------------------------------------------------------------------- */

static void request(struct cc_test *test, int booking, int guest, int evening, const char *card)
{
	struct booking_request_booking_request cmd = two_seats(booking, card);
	cmd.session_id = cc_test_id(evening);
	cmd.seats = evening == EVENING && guest == IGOR ? 1 : 2;
	CHECK_OK(request_as(test, guest, &cmd, NULL));
	live(test, CC_SECONDS(30));
}

static void call_off(struct cc_test *test, int evening)
{
	const struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(evening) };
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(cc_test_run(test, &inventory_cancel_session_op, &cmd, NULL));
	live(test, CC_SECONDS(30));
}

static void move(struct cc_test *test, int evening, int64_t ms)
{
	const struct inventory_reschedule_session_request cmd = {
		.session_id = cc_test_id(evening),
		.starts_at = cc_time_add(cc_test_now(test), ms),
	};
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(cc_test_run(test, &inventory_reschedule_session_op, &cmd, NULL));
	live(test, CC_SECONDS(30));
}

static void live_the_past(struct cc_test *test)
{
	publish_evening(test, CALLED_OFF_EVENING, CC_HOURS(24 * 6));
	publish_evening(test, MOVED_EVENING, CC_HOURS(24 * 6));
	publish_free_evening(test);
	request(test, KEPT, OLA, EVENING, "pm_card_visa");
	request(test, DECLINED, IGOR, EVENING, "pm_card_chargeDeclined");
	request(test, CANCELLED, IGOR, EVENING, "pm_card_visa");
	request(test, CALLED_OFF, OLA, CALLED_OFF_EVENING, "pm_card_visa");
	request(test, MOVED, IGOR, MOVED_EVENING, "pm_card_visa");
	request(test, FREE, OLA, FREE_EVENING, "pm_card_visa");
	call_off(test, CALLED_OFF_EVENING);
	move(test, MOVED_EVENING, CC_HOURS(24 * 5));
	cc_test_pass(test, CC_HOURS(90)); /* 30 hours before the evening, 10 before the free one */
	cc_test_as(test, cc_test_id(IGOR));
	CHECK_OK(cancel(test, CANCELLED, NULL));
	cc_test_pass(test, CC_HOURS(11)); /* the free one begins */
	live(test, CC_MINUTES(60));
}

int open_company(void **state)
{
	static const struct cc_service *const services[] = {
		&booking_service, &notification_service, &inventory_service,
		&pricing_service, &payment_service,      &identity_service,
		&hosting_service, &search_service,       NULL,
	};
	struct cc_test *test = open_with_compliance(services);
	cc_test_open_provider(test);
	cc_test_open_mailbox(test);
	cc_test_open_sim_index(test);
	welcome_readers(test);
	live_the_past(test);
	*state = test;
	return 0;
}

int close_company(void **state)
{
	cc_test_close(*state);
	return 0;
}

/* Copies ------------------------------------------------------------------------- */

static void path_of_copy(const struct cc_test *test, const char *name, char path[CC_TEST_PATH_BYTES])
{
	snprintf(path, CC_TEST_PATH_BYTES, "%s/copy-of-%s.db", test->folder, name);
}

/* What a forger could do, and no service: no CHECK holds them back. */
static void falsify(sqlite3 *db, const char *sql)
{
	char *why = NULL;
	assert_int_equal(sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL),
	                 SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", why, sql);
	if (sqlite3_total_changes(db) == 0)
		fail_msg("nothing is changed by %s", sql);
}

static void copy_store(struct cc_test *test, const char *name, const char *sql)
{
	char path[CC_TEST_PATH_BYTES], from[CC_TEST_PATH_BYTES];
	sqlite3 *db = NULL, *source = NULL;
	path_of_copy(test, name, path);
	snprintf(from, sizeof from, "%s/%s.db", test->folder, name);
	unlink(path);
	assert_int_equal(sqlite3_open_v2(from, &source, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_db_config(source, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_backup *backup = sqlite3_backup_init(db, "main", source, "main");
	assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
	sqlite3_backup_finish(backup);
	sqlite3_close(source);
	if (sql)
		falsify(db, sql);
	sqlite3_close(db);
}

/* What was seen outside ------------------------------------------------------------ */

static void see_provider(struct cc_test *test, struct audit *audit)
{
	struct cc_ctx *ctx = cc_test_provider_ctx(test);
	struct cc_psp *provider = cc_test_provider(test);
	struct cc_psp_movement_list books;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	cc_str declined = CC_STR("00000000-0000-7000-8000-000000000065"); /* of which no money moved */
	CHECK_OK(provider->ops->find_by_reference(provider, ctx, declined, &intent));
	audit_see_intent(audit, &intent, false);
	CHECK_OK(provider->ops->list(provider, ctx, CC_STR(""), CC_PSP_LIST_MAX, &books));
	for (size_t i = 0; i < books.count; i++) {
		audit_see_movement(audit, &books.items[i]);
		CHECK_OK(provider->ops->find(provider, ctx, books.items[i].intent_id, &intent));
		audit_see_intent(audit, &intent, false);
		if (books.items[i].kind != CC_PSP_REFUNDED)
			continue;
		CHECK_OK(provider->ops->find_refund(provider, ctx, books.items[i].reference, &refund));
		audit_see_refund(audit, &refund);
	}
}

static void see_mailbox(struct cc_test *test, struct audit *audit, int user, const char *address)
{
	struct cc_outbox_entry_list mails = cc_test_mails_to(test, address);
	audit_see_person(audit, cc_test_id(user), cc_str_of(address));
	for (size_t i = 0; i < mails.count; i++)
		audit_see_letter(audit, &(struct audit_letter){
						.key = mails.items[i].name,
						.address = cc_str_of(address),
						.subject = mails.items[i].mail->subject,
						.text = mails.items[i].mail->text,
						.arrived_at = mails.items[i].written_at,
					});
}

static void see_answers(struct audit *audit)
{
	const struct booking_cancel_booking_request cmd = { .booking_id = cc_test_id(CANCELLED) };
	audit_see_answer(audit, &(struct audit_answer){
					.op = &booking_cancel_booking_op,
					.subject = cc_test_id(IGOR),
					.key = CC_STR("once"),
					.in = &cmd,
					.bytes = CC_STR("cancelled"),
				});
}

static void see_outside(struct cc_test *test, struct audit *audit)
{
	struct evening_draft draft = evening_draft(&(struct inventory_create_session_request){ 0 });
	see_provider(test, audit);
	see_mailbox(test, audit, OLA, OLA_MAIL);
	see_mailbox(test, audit, IGOR, IGOR_MAIL);
	see_mailbox(test, audit, HOST, HOST_MAIL);
	see_answers(audit);
	audit_see_street(audit, draft.session.home_id, CC_STR("Piotrkowska"));
}

/* The whole ---------------------------------------------------------------------- */

void audit_reattach_copies(struct cc_test *test, struct audit *audit,
                           const struct falsification *falsification)
{
	char path[CC_TEST_PATH_BYTES];
	for (const struct cc_service *const *service = test->services; *service; service++) {
		bool false_one = falsification && falsification->service == *service;
		copy_store(test, (*service)->name, false_one ? falsification->sql : NULL);
		path_of_copy(test, (*service)->name, path);
		assert_null(audit_attach(audit, *service, path));
	}
}

struct audit *audit_copies(struct cc_test *test, const struct falsification *falsification)
{
	struct audit *audit = audit_new(test->services);
	audit_reattach_copies(test, audit, falsification);
	audit_set_time(audit, cc_test_now(test), cc_time_add(cc_test_now(test), -CC_HOURS(24)));
	see_outside(test, audit);
	if (falsification && !falsification->service)
		falsify(audit->db, falsification->sql);
	return audit;
}

void audit_close(struct cc_test *test, struct audit *audit)
{
	char path[CC_TEST_PATH_BYTES];
	audit_free(audit);
	for (const struct cc_service *const *service = test->services; *service; service++) {
		path_of_copy(test, (*service)->name, path);
		unlink(path);
	}
}
