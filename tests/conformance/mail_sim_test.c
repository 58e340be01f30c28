/* mail_sim_test.c - what ports/mail.h promises, kept by a mailbox in memory; and how it fails. */
#include "platform/adapters/sim/mail_sim.h"

#include "platform/core/run.h"
#include "platform/test.h"
#include "tests/conformance/faults_plan.h"

struct desk {
	struct cc_clock_sim clock;
	struct faults_plan faults;
	struct cc_mailer *mailer;
	struct cc_ctx ctx;
};

static int open_desk(void **state)
{
	struct desk *desk = test_calloc(1, sizeof *desk);
	cc_clock_sim_init(&desk->clock, (cc_time){ INT64_C(1767225600000) });
	faults_plan_init(&desk->faults, &desk->clock);
	desk->mailer = cc_mail_sim_new(&desk->clock.base, &desk->faults.base);
	desk->ctx = (struct cc_ctx){
		.arena = cc_arena_new(),
		.clock = &desk->clock.base,
		.deadline = { INT64_C(1767225600000) + 7000 },
	};
	*state = desk;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;
	desk->mailer->ops->free(desk->mailer);
	cc_arena_free(desk->ctx.arena);
	test_free(desk);
	return 0;
}

static struct cc_mail mail_to(const char *address)
{
	return (struct cc_mail){
		.to = { CC_STR("Ola"), cc_str_of(address) },
		.language = "pl",
		.subject = CC_STR("Zarezerwowane"),
		.text = CC_STR("Do zobaczenia!\n"),
		.html = CC_STR("<p>Do zobaczenia!</p>\n"),
		.date = { INT64_C(1767225600000) },
	};
}

static cc_err post(struct desk *desk, const char *key, const struct cc_mail *mail)
{
	return desk->mailer->ops->send(desk->mailer, &desk->ctx, cc_str_of(key), mail);
}

static void a_mail_lies_there_as_it_was_written(void **state)
{
	struct desk *desk = *state;
	struct cc_mail mail = mail_to("ola@example.org");
	CHECK_OK(post(desk, "k1", &mail));
	const struct cc_mail_sim_letter *letter = cc_mail_sim_letter(desk->mailer, 0);
	CHECK(cc_str_eq(letter->key, CC_STR("k1")) && cc_str_eq(letter->address, mail.to.address));
	CHECK(cc_str_eq(letter->subject, mail.subject) && cc_str_eq(letter->text, mail.text));
	CHECK(strcmp(letter->language, "pl") == 0 && letter->date.ms == mail.date.ms && letter->sent == 1);
	CHECK(letter->arrived_at.ms == desk->clock.now_ms);
	CHECK(cc_mail_sim_letter(desk->mailer, 1) == NULL);
}

static void the_same_key_is_one_mail_and_the_first(void **state)
{
	struct desk *desk = *state;
	struct cc_mail first = mail_to("ola@example.org"), second = mail_to("igor@example.org");
	CHECK_OK(post(desk, "k1", &first));
	CHECK_OK(post(desk, "k1", &first));
	CHECK_OK(post(desk, "k1", &second));
	assert_int_equal(cc_mail_sim_letters(desk->mailer), 1);
	CHECK(cc_mail_sim_letter(desk->mailer, 0)->sent == 3);
	CHECK(cc_mail_sim_newest(desk->mailer, second.to.address) == NULL);
}

static void the_mails_of_an_address_are_found_newest_first(void **state)
{
	struct desk *desk = *state;
	struct cc_mail mail = mail_to("ola@example.org"), other = mail_to("igor@example.org");
	CHECK_OK(post(desk, "k1", &mail));
	CHECK_OK(post(desk, "k2", &other));
	CHECK_OK(post(desk, "k3", &mail));
	const struct cc_mail_sim_letter *newest = cc_mail_sim_newest(desk->mailer, mail.to.address);
	const struct cc_mail_sim_letter *before = cc_mail_sim_before(newest);
	CHECK(cc_str_eq(newest->key, CC_STR("k3")) && cc_str_eq(before->key, CC_STR("k1")));
	CHECK(cc_mail_sim_before(before) == NULL);
}

static void two_mails_have_one_digest_only_if_they_are_the_same(void **state)
{
	struct desk *desk = *state;
	const struct cc_mail_part part = { "ticket.png", "image/png", "ticket", CC_STR("\x89PNG") };
	struct cc_mail mails[] = { mail_to("ola@example.org"), mail_to("ola@example.org"),
		                   mail_to("ola@example.org"), mail_to("ola@example.org") };
	mails[1].html = CC_STR("<p>Do widzenia!</p>\n");
	mails[2].parts = &part;
	mails[2].part_count = 1;
	CHECK_OK(post(desk, "k0", &mails[0]));
	CHECK_OK(post(desk, "k1", &mails[1]));
	CHECK_OK(post(desk, "k2", &mails[2]));
	CHECK_OK(post(desk, "k3", &mails[3]));
	uint64_t digest = cc_mail_sim_letter(desk->mailer, 0)->digest;
	CHECK(cc_mail_sim_letter(desk->mailer, 1)->digest != digest);
	CHECK(cc_mail_sim_letter(desk->mailer, 2)->digest != digest);
	CHECK(cc_mail_sim_letter(desk->mailer, 3)->digest == digest);
}

static void what_is_refused_was_not_sent(void **state)
{
	struct desk *desk = *state;
	struct cc_mail mail = mail_to("ola@example.org");
	desk->faults.strikes[CC_FAULT_MAIL_REFUSED] = 1;
	CHECK_REFUSED(post(desk, "k1", &mail), cc_unavailable);
	assert_int_equal(cc_mail_sim_letters(desk->mailer), 0);
	CHECK_OK(post(desk, "k1", &mail));
}

static void a_lost_reply_leaves_one_mail(void **state)
{
	struct desk *desk = *state;
	struct cc_mail mail = mail_to("ola@example.org");
	desk->faults.strikes[CC_FAULT_MAIL_REPLY_LOST] = 1;
	CHECK_REFUSED(post(desk, "k1", &mail), cc_deadline_exceeded);
	CHECK(desk->clock.now_ms == desk->ctx.deadline.ms);
	desk->ctx.deadline = CC_TIME_NEVER;
	CHECK_OK(post(desk, "k1", &mail));
	assert_int_equal(cc_mail_sim_letters(desk->mailer), 1);
}

#define DESK_CASE(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_CASE(a_mail_lies_there_as_it_was_written),
		DESK_CASE(the_same_key_is_one_mail_and_the_first),
		DESK_CASE(the_mails_of_an_address_are_found_newest_first),
		DESK_CASE(two_mails_have_one_digest_only_if_they_are_the_same),
		DESK_CASE(what_is_refused_was_not_sent),
		DESK_CASE(a_lost_reply_leaves_one_mail),
	};
	return cmocka_run_group_tests_name("mail: sim", tests, NULL, NULL);
}
