#include "tests/conformance/mail_suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const struct cc_mailbox mail_sender = { { "couchannel", 10 }, { "couch@example.org", 17 } };

static struct cc_mailer *open_outbox(struct mail_desk *desk)
{
	const struct cc_mail_outbox_options options = { desk->path, mail_sender };
	struct cc_mailer *outbox;
	CHECK_OK(cc_mail_outbox_new(&desk->ctx, &options, &outbox));
	return outbox;
}

int mail_desk_open(void **state)
{
	struct mail_desk *desk = calloc(1, sizeof *desk);
	assert_non_null(desk);
	desk->engine = *state;
	snprintf(desk->folder, sizeof desk->folder, "%s", "/tmp/couchannel-mail-XXXXXX");
	assert_non_null(mkdtemp(desk->folder));
	snprintf(desk->path, sizeof desk->path, "%s/outbox", desk->folder);
	cc_clock_sim_init(&desk->clock, (cc_time){ INT64_C(1767225600000) });
	desk->ctx = (struct cc_ctx){
		.arena = cc_arena_new(),
		.clock = &desk->clock.base,
		.deadline = CC_TIME_NEVER,
	};
	desk->mailer = desk->engine->make(open_outbox(desk));
	*state = desk;
	return 0;
}

int mail_desk_close(void **state)
{
	struct mail_desk *desk = *state;
	char command[120];
	desk->mailer->ops->free(desk->mailer);
	snprintf(command, sizeof command, "rm -r %s", desk->folder);
	assert_int_equal(system(command), 0);
	cc_arena_free(desk->ctx.arena);
	free(desk);
	return 0;
}

struct cc_mail mail_to(const char *name)
{
	return (struct cc_mail){
		.to = { cc_str_of(name), CC_STR("ola@example.org") },
		.language = "pl",
		.subject = CC_STR("Zarezerwowane: Czarni Warta \xe2\x80\x93 B\xc5\x82\xc4\x99kitni Port"),
		.text = CC_STR("Do zobaczenia!\n"),
		.html = CC_STR("<p>Do zobaczenia!</p>\n"),
		.date = { INT64_C(1767225600000) },
	};
}

cc_err mail_send(struct mail_desk *desk, const char *key, const struct cc_mail *mail)
{
	return desk->mailer->ops->send(desk->mailer, &desk->ctx, cc_str_of(key), mail);
}

struct cc_outbox_entry_list mails_sent(struct mail_desk *desk)
{
	struct cc_outbox_entry_list mails;
	CHECK_OK(cc_outbox_list(&desk->ctx, desk->path, &mails));
	return mails;
}

/* Of all of them -------------------------------------------------------------------- */

static void a_mail_arrives_as_it_was_written(void **state)
{
	struct mail_desk *desk = *state;
	const struct cc_mail_part parts[] = {
		{ "ticket.png", "image/png", "ticket", CC_STR("\x89PNG\r\n\0\xff") },
		{ "evening.ics", "text/calendar; charset=utf-8; method=PUBLISH", NULL,
		  CC_STR("BEGIN:VCALENDAR\r\n") },
	};
	struct cc_mail mail = mail_to("Ola \xc5\xbb\xc3\xb3\xc5\x82\xc4\x87");
	mail.parts = parts;
	mail.part_count = CC_COUNT(parts);
	CHECK_OK(mail_send(desk, "k1", &mail));

	struct cc_outbox_entry_list mails = mails_sent(desk);
	assert_int_equal(mails.count, 1);
	const struct cc_mail_read *read = mails.items[0].mail;
	CHECK(cc_str_eq(read->from, CC_STR("\"couchannel\" <couch@example.org>")));
	CHECK(cc_str_eq(read->to, CC_STR("Ola \xc5\xbb\xc3\xb3\xc5\x82\xc4\x87 <ola@example.org>")));
	CHECK(cc_str_eq(read->subject, mail.subject));
	CHECK(cc_str_eq(read->date, CC_STR("Thu, 1 Jan 2026 00:00:00 +0000")));
	CHECK(cc_str_eq(read->text, mail.text) && cc_str_eq(read->html, mail.html));
	assert_int_equal(read->part_count, 2);
	for (size_t i = 0; i < CC_COUNT(parts); i++) {
		CHECK(cc_str_eq(read->parts[i].name, cc_str_of(parts[i].name)));
		CHECK(cc_str_eq(read->parts[i].content_type, cc_str_of(parts[i].content_type)));
		CHECK(cc_str_eq(read->parts[i].bytes, parts[i].bytes));
	}
	CHECK(cc_str_eq(read->parts[0].content_id, CC_STR("<ticket>")));
}

static void the_same_key_is_one_mail_and_the_first(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail first = mail_to("Ola"), second = mail_to("Igor");
	CHECK_OK(mail_send(desk, "k1", &first));
	CHECK_OK(mail_send(desk, "k1", &first));
	CHECK_OK(mail_send(desk, "k1", &second));
	struct cc_outbox_entry_list mails = mails_sent(desk);
	assert_int_equal(mails.count, 1);
	CHECK(cc_str_eq(mails.items[0].mail->to, CC_STR("\"Ola\" <ola@example.org>")));
}

static void other_keys_are_other_mails_with_other_message_ids(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	CHECK_OK(mail_send(desk, "k1", &mail));
	CHECK_OK(mail_send(desk, "k/2", &mail));
	CHECK_OK(mail_send(desk, "../../k3", &mail));
	struct cc_outbox_entry_list mails = mails_sent(desk);
	assert_int_equal(mails.count, 3);
	for (size_t i = 1; i < mails.count; i++)
		CHECK(!cc_str_eq(mails.items[i].mail->message_id, mails.items[i - 1].mail->message_id));
}

static void nothing_in_a_name_or_a_subject_becomes_a_header(void **state)
{
	static const cc_str nasty[] = {
		CC_STR("Ola\r\nBcc: eve@example.org"),
		CC_STR("Ola\" <eve@example.org>, \""),
		CC_STR("=?utf-8?Q?Ola?="),
		CC_STR("\xc5\xbb\nX-Evil: 1\n\n<script>"),
		CC_STR("Ola\\"),
	};
	struct mail_desk *desk = *state;
	for (size_t i = 0; i < CC_COUNT(nasty); i++) {
		char key[] = { 'k', (char)('0' + i), '\0' };
		struct cc_mail mail = mail_to("");
		mail.to.name = mail.subject = nasty[i];
		CHECK_OK(mail_send(desk, key, &mail));
	}
	struct cc_outbox_entry_list mails = mails_sent(desk);
	assert_int_equal(mails.count, CC_COUNT(nasty));
	for (size_t i = 0; i < mails.count; i++) {
		struct cc_mail_read read;
		cc_str bytes;
		CHECK_OK(cc_outbox_open(&desk->ctx, desk->path, mails.items[i].name, &read, &bytes));
		CHECK(!memmem(bytes.ptr, bytes.len, "\nBcc", 4) &&
		      !memmem(bytes.ptr, bytes.len, "\nX-Evil", 7));
		CHECK(read.to.len > 17 &&
		      memcmp(read.to.ptr + read.to.len - 17, "<ola@example.org>", 17) == 0);
		CHECK(cc_str_eq(read.text, CC_STR("Do zobaczenia!\n")));
	}
}

static void long_texts_are_folded_and_come_back_whole(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("");
	struct cc_mail_read read;
	char *text = cc_alloc(&desk->ctx, 8000);
	cc_str bytes;
	for (size_t i = 0; i < 4000; i++)
		memcpy(text + 2 * i, i % 97 == 96 ? ".\n" : i % 5 ? "\xc5\x82" : "= ", 2);
	mail.text = (cc_str){ text, 8000 };
	mail.subject = (cc_str){ text + 3, 300 };
	CHECK_OK(mail_send(desk, "k1", &mail));
	CHECK_OK(cc_outbox_open(&desk->ctx, desk->path, mails_sent(desk).items[0].name, &read, &bytes));
	CHECK(cc_str_eq(read.text, mail.text));
	for (size_t i = 0, column = 0; i < bytes.len; i++) {
		CHECK((bytes.ptr[i] & 0x80) == 0);
		column = bytes.ptr[i] == '\n' ? 0 : column + 1;
		CHECK(column <= 79); /* and the CR */
		CHECK(bytes.ptr[i] != '\n' || bytes.ptr[i - 1] == '\r');
	}
}

/* Of the outbox --------------------------------------------------------------------- */

static void a_mail_outlives_the_process(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	CHECK_OK(mail_send(desk, "k1", &mail));
	desk->mailer->ops->free(desk->mailer);
	desk->mailer = desk->engine->make(open_outbox(desk));
	CHECK_OK(mail_send(desk, "k1", &mail));
	assert_int_equal(mails_sent(desk).count, 1);
}

static void what_a_dead_process_left_half_written_is_no_mail(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	char path[100];
	snprintf(path, sizeof path, "%s/.new", desk->path);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "Subject: ha", 11), 11);
	close(fd);
	assert_int_equal(mails_sent(desk).count, 0);
	CHECK_OK(mail_send(desk, "k1", &mail));
	assert_int_equal(mails_sent(desk).count, 1);
	desk->mailer->ops->free(desk->mailer);
	desk->mailer = desk->engine->make(open_outbox(desk));
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(mails_sent(desk).count, 1);
}

static void nobody_else_reads_the_mails(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	struct stat stat_of;
	char path[200];
	CHECK_OK(mail_send(desk, "k1", &mail));
	cc_str name = mails_sent(desk).items[0].name;
	snprintf(path, sizeof path, "%s/%.*s", desk->path, (int)name.len, name.ptr);
	assert_int_equal(stat(path, &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0600);
	assert_int_equal(stat(desk->path, &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0700);
}

static void a_folder_that_is_gone_is_unavailable(void **state)
{
	struct mail_desk *desk = *state;
	struct cc_mail mail = mail_to("Ola");
	assert_int_equal(rmdir(desk->path), 0);
	CHECK_REFUSED(mail_send(desk, "k1", &mail), cc_unavailable);
}

int mail_suite(const struct mail_engine *engine)
{
	const struct CMUnitTest cases[] = {
		MAIL_CASE(a_mail_arrives_as_it_was_written, engine),
		MAIL_CASE(the_same_key_is_one_mail_and_the_first, engine),
		MAIL_CASE(other_keys_are_other_mails_with_other_message_ids, engine),
		MAIL_CASE(nothing_in_a_name_or_a_subject_becomes_a_header, engine),
		MAIL_CASE(long_texts_are_folded_and_come_back_whole, engine),
		MAIL_CASE(a_mail_outlives_the_process, engine),
		MAIL_CASE(what_a_dead_process_left_half_written_is_no_mail, engine),
		MAIL_CASE(nobody_else_reads_the_mails, engine),
		MAIL_CASE(a_folder_that_is_gone_is_unavailable, engine),
	};
	return cmocka_run_group_tests_name(engine->name, cases, NULL, NULL);
}
