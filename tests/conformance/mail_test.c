/* mail_test.c - the suite of ports/mail.h on each of its adapters, and how the failing one fails. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/fail/mail_fail.h"
#include "tests/conformance/mail_suite.h"

static void a_folder_that_cannot_be_made_is_said_at_once(void **state)
{
	struct mail_desk *desk = *state;
	const struct cc_mail_outbox_options options = { "/proc/outbox", mail_sender };
	struct cc_mailer *outbox;
	CHECK_REFUSED(cc_mail_outbox_new(&desk->ctx, &options, &outbox), cc_unavailable);
}

static void only_its_own_files_are_looked_at(void **state)
{
	static const char *const names[] = { "../../etc/passwd", "", ".new",
		                             "0123456789abcdef0123456789abcdef.txt" };
	struct mail_desk *desk = *state;
	struct cc_mail_read read;
	cc_str bytes;
	for (size_t i = 0; i < CC_COUNT(names); i++)
		CHECK_REFUSED(cc_outbox_open(&desk->ctx, desk->path, cc_str_of(names[i]), &read, &bytes),
		              cc_not_found);
}

/* Of the failing one ------------------------------------------------------------------ */

static struct cc_mail_fail_plan plan_of(int refuse, int lose_request, int lose_reply, int bounce)
{
	return (struct cc_mail_fail_plan){ refuse, lose_request, lose_reply, bounce, .delay = 0 };
}

static void what_is_refused_lost_or_bounced_was_not_sent(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	struct cc_mail_fail_plan plan = plan_of(1, 1, 0, 1);
	cc_mail_fail_plan(desk->mailer, &plan);
	CHECK_REFUSED(mail_send(desk, "k1", &mail), cc_unavailable);
	CHECK_REFUSED(mail_send(desk, "k1", &mail), cc_deadline_exceeded);
	CHECK_REFUSED(mail_send(desk, "k1", &mail), cc_mail_bounced);
	assert_int_equal(mails_sent(desk).count, 0);
	CHECK_OK(mail_send(desk, "k1", &mail));
	assert_int_equal(mails_sent(desk).count, 1);
}

static void a_lost_reply_leaves_one_mail(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	struct cc_mail_fail_plan plan = plan_of(0, 0, 1, 0);
	cc_mail_fail_plan(desk->mailer, &plan);
	CHECK_REFUSED(mail_send(desk, "k1", &mail), cc_deadline_exceeded);
	CHECK_OK(mail_send(desk, "k1", &mail));
	assert_int_equal(mails_sent(desk).count, 1);
}

static void count_one(void *count)
{
	++*(int *)count;
}

static void a_delayed_mail_arrives_after_its_wait(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	int waits = 0;
	cc_mail_fail_plan(desk->mailer,
	                  &(struct cc_mail_fail_plan){ .delay = 1, .pass = count_one, .arg = &waits });
	CHECK_OK(mail_send(desk, "k1", &mail));
	CHECK_OK(mail_send(desk, "k2", &mail));
	assert_int_equal(waits, 1);
	assert_int_equal(mails_sent(desk).count, 2);
}

enum { SENDERS = 4, MAILS_OF_EACH = 25 };

/* All of them send the same mails, under the same keys. */
static void *send_many(void *arg)
{
	struct mail_desk own = *(const struct mail_desk *)arg;
	own.ctx.arena = cc_arena_new();
	for (int i = 0; i < MAILS_OF_EACH; i++) {
		struct cc_mail mail = mail_to("Ola");
		CHECK_OK(mail_send(&own, cc_printf(&own.ctx, "k%d", i).ptr, &mail));
	}
	cc_arena_free(own.ctx.arena);
	return NULL;
}

static void senders_at_once_leave_one_whole_mail_for_each_key(void **state)
{
	struct mail_desk *desk = *state;
	pthread_t senders[SENDERS];
	for (size_t i = 0; i < SENDERS; i++)
		assert_int_equal(pthread_create(&senders[i], NULL, send_many, desk), 0);
	for (size_t i = 0; i < SENDERS; i++)
		pthread_join(senders[i], NULL);
	struct cc_outbox_entry_list mails = mails_sent(desk);
	assert_int_equal(mails.count, MAILS_OF_EACH);
	for (size_t i = 0; i < mails.count; i++)
		CHECK(cc_str_eq(mails.items[i].mail->text, CC_STR("Do zobaczenia!\n")));
}

/* What no adapter is asked for ---------------------------------------------------------- */

static void an_address_is_a_dot_atom_at_a_host(void **state)
{
	static const char *const good[] = { "ola@example.org", "o.l+a@b-c.example", "x@localhost" };
	static const char *const bad[] = { "",
		                           "ola",
		                           "@example.org",
		                           "ola@",
		                           "a..b@c.pl",
		                           ".a@c.pl",
		                           "a.@c.pl",
		                           "a b@c.pl",
		                           "a@b..pl",
		                           "a@-b.pl",
		                           "a@b-.pl",
		                           "a@b.pl.",
		                           "<a@b.pl>",
		                           "a@b.pl\r\nX: y",
		                           "a@b.pl, c@d.pl",
		                           "\xc5\x82@b.pl" };
	(void)state;
	for (size_t i = 0; i < CC_COUNT(good); i++)
		CHECK(cc_mail_address_valid(cc_str_of(good[i])));
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		CHECK(!cc_mail_address_valid(cc_str_of(bad[i])));
}

static void what_is_too_long_or_no_text_is_refused(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	CHECK_OK(cc_mail_check(&desk->ctx, &mail));
	mail.subject = (cc_str){ cc_alloc(&desk->ctx, CC_MAIL_SUBJECT_MAX + 1), CC_MAIL_SUBJECT_MAX + 1 };
	CHECK_REFUSED(cc_mail_check(&desk->ctx, &mail), cc_mail_malformed);
	mail = mail_to("Ola");
	mail.text = CC_STR("\xff");
	CHECK_REFUSED(cc_mail_check(&desk->ctx, &mail), cc_mail_malformed);
	mail = mail_to("Ola");
	mail.part_count = CC_MAIL_PARTS_MAX + 1;
	CHECK_REFUSED(cc_mail_check(&desk->ctx, &mail), cc_mail_malformed);
	mail = mail_to("Ola");
	mail.to.address = CC_STR("nobody");
	CHECK_REFUSED(cc_mail_check(&desk->ctx, &mail), cc_mail_malformed);
}

/* ----------------------------------------------------------------------------------- */

static struct cc_mailer *make_outbox(struct cc_mailer *outbox)
{
	return outbox;
}

static struct cc_mailer *make_fail(struct cc_mailer *outbox)
{
	return cc_mail_fail_new(outbox);
}

static struct cc_mailer *make_repeating(struct cc_mailer *outbox)
{
	struct cc_mailer *mailer = cc_mail_fail_new(outbox);
	cc_mail_fail_plan(mailer, &(struct cc_mail_fail_plan){ .repeat = true });
	return mailer;
}

int main(void)
{
	static const struct mail_engine engines[] = {
		{ "mail: outbox", make_outbox },
		{ "mail: fail without a plan", make_fail },
		{ "mail: fail, all comes twice", make_repeating },
	};
	const struct mail_engine *fail = &engines[1];
	const struct CMUnitTest others[] = {
		MAIL_CASE(a_folder_that_cannot_be_made_is_said_at_once, fail),
		MAIL_CASE(only_its_own_files_are_looked_at, fail),
		MAIL_CASE(what_is_refused_lost_or_bounced_was_not_sent, fail),
		MAIL_CASE(a_lost_reply_leaves_one_mail, fail),
		MAIL_CASE(a_delayed_mail_arrives_after_its_wait, fail),
		MAIL_CASE(senders_at_once_leave_one_whole_mail_for_each_key, fail),
		MAIL_CASE(an_address_is_a_dot_atom_at_a_host, fail),
		MAIL_CASE(what_is_too_long_or_no_text_is_refused, fail),
	};
	int failed = cmocka_run_group_tests_name("mail: fail by its plan", others, NULL, NULL);
	for (size_t i = 0; i < CC_COUNT(engines); i++)
		failed += mail_suite(&engines[i]);
	return failed;
}
