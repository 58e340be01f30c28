#include "services/notification/readers_test.h"

#include "services/hosting/hosting.h"
#include "services/hosting/house_test.h"
#include "services/identity/identity.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"

cc_err put_reader(struct cc_test *test, int user, const char *name, const char *email, const char *locale)
{
	enum identity_role roles[] = { IDENTITY_ROLE_GUEST, IDENTITY_ROLE_HOST };
	struct identity_put_user_request cmd = {
		.user_id = cc_test_id(user),
		.name = cc_str_of(name),
		.email = cc_str_of(email),
		.locale = cc_str_of(locale),
		.time_zone = CC_STR("Europe/Warsaw"),
		.roles = { roles, CC_COUNT(roles) },
	};
	return cc_test_run(test, &identity_put_user_op, &cmd, NULL);
}

/* The home that the evenings of tests are in. */
static void open_home(struct cc_test *test)
{
	struct hosting_create_home_request cmd = usual_home(HOME);
	struct hosting_room room = usual_room();
	struct hosting_house_rules rules = usual_rules();
	cmd.home_id = evening_draft(&(struct inventory_create_session_request){ 0 }).session.home_id;
	struct hosting_furnish_room_request furnish_it = { .home_id = cmd.home_id, .room = &room };
	struct hosting_set_house_rules_request rule_it = { .home_id = cmd.home_id, .rules = &rules };
	struct hosting_set_package_request pack_it = {
		.home_id = cmd.home_id,
		.package = CC_STR("sportbox"),
		.proof = CC_STR("contract 17"),
	};
	CHECK_OK(put_profile(test, HOST, "Marek W."));
	CHECK_OK(cc_test_run(test, &hosting_create_home_op, &cmd, NULL));
	CHECK_OK(cc_test_run(test, &hosting_furnish_room_op, &furnish_it, NULL));
	CHECK_OK(cc_test_run(test, &hosting_set_house_rules_op, &rule_it, NULL));
	CHECK_OK(cc_test_run(test, &hosting_set_package_op, &pack_it, NULL));
}

int open_readers(void **state)
{
	static const struct cc_service *const services[] = {
		&notification_service, &booking_service,  &inventory_service, &pricing_service,
		&payment_service,      &identity_service, &hosting_service,   NULL,
	};
	struct cc_test *test = open_with_compliance(services);
	*state = test;
	cc_test_open_provider(test);
	cc_test_open_mailbox(test);
	welcome_readers(test);
	return 0;
}

void welcome_readers(struct cc_test *test)
{
	CHECK_OK(put_reader(test, HOST, "Marek Wilk", HOST_MAIL, "pl"));
	CHECK_OK(put_reader(test, OLA, "Ola Nowak", OLA_MAIL, "pl"));
	CHECK_OK(put_reader(test, IGOR, "Igor Brown", IGOR_MAIL, "en"));
	open_home(test);
	publish_evening(test, EVENING, CC_HOURS(24 * 5));
}

int close_readers(void **state)
{
	cc_test_close(*state);
	return 0;
}

cc_err move_evening_by(struct cc_test *test, int64_t ms)
{
	struct inventory_get_session_request query = { .session_id = cc_test_id(EVENING) };
	struct inventory_session session;
	cc_test_as(test, cc_test_id(HOST));
	TRY(cc_test_run(test, &inventory_get_session_op, &query, &session));
	struct inventory_reschedule_session_request cmd = {
		.session_id = cc_test_id(EVENING),
		.starts_at = cc_time_add(session.starts_at, ms),
	};
	TRY(cc_test_run(test, &inventory_reschedule_session_op, &cmd, NULL));
	cc_test_run_due(test);
	return CC_OK;
}

cc_err call_off_evening(struct cc_test *test)
{
	struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(EVENING) };
	cc_test_as(test, cc_test_id(HOST));
	TRY(cc_test_run(test, &inventory_cancel_session_op, &cmd, NULL));
	cc_test_run_due(test);
	return CC_OK;
}

size_t mails_to(struct cc_test *test, const char *address)
{
	return cc_test_mails_to(test, address).count;
}

const struct cc_mail_read *mail_about(struct cc_test *test, const char *address, const char *subject)
{
	struct cc_outbox_entry_list mails = cc_test_mails_to(test, address);
	const struct cc_mail_read *found = NULL;
	for (size_t i = 0; i < mails.count; i++) {
		const struct cc_mail_read *mail = mails.items[i].mail;
		if (mail->subject.len < strlen(subject) ||
		    memcmp(mail->subject.ptr, subject, strlen(subject)) != 0)
			continue;
		assert_null(found);
		found = mail;
	}
	if (!found)
		fail_msg("none of the %zu mails to %s is about \"%s\"", mails.count, address, subject);
	return found;
}

bool says(cc_str text, const char *words)
{
	return memmem(text.ptr, text.len, words, strlen(words)) != NULL;
}

cc_str attached(const struct cc_mail_read *mail, const char *type)
{
	for (size_t i = 0; i < mail->part_count; i++)
		if (mail->parts[i].content_type.len >= strlen(type) &&
		    memcmp(mail->parts[i].content_type.ptr, type, strlen(type)) == 0)
			return mail->parts[i].bytes;
	return CC_STR("");
}
