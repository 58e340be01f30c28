#include "platform/mailbox_test.h"

#include <stdio.h>
#include <unistd.h>

#include "platform/adapters/mail_outbox.h"
#include "platform/test_internal.h"

static void path_of(const struct cc_test *test, char path[CC_TEST_PATH_BYTES])
{
	snprintf(path, CC_TEST_PATH_BYTES, "%s/outbox", test->folder);
}

void cc_test_open_mailbox(struct cc_test *test)
{
	char path[CC_TEST_PATH_BYTES];
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_mailer *outbox;
	path_of(test, path);
	assert_null(test->mailer);
	CHECK_OK(cc_mail_outbox_new(
		&ctx,
		&(struct cc_mail_outbox_options){
			.folder = path, .from = { CC_STR("couchannel"), CC_STR("couch@example.org") } },
		&outbox));
	test->mailer = cc_mail_fail_new(outbox);
	cc_node_set_mailer(test->node, test->mailer);
}

void cc_test_fail_mail(struct cc_test *test, const struct cc_mail_fail_plan *plan)
{
	cc_mail_fail_plan(test->mailer, plan);
}

struct cc_outbox_entry_list cc_test_mails_to(struct cc_test *test, const char *address)
{
	char path[CC_TEST_PATH_BYTES];
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_outbox_entry_list mails;
	cc_str mailbox = cc_printf(&ctx, "<%s>", address);
	size_t count = 0;
	path_of(test, path);
	CHECK_OK(cc_outbox_list(&ctx, path, &mails));
	for (size_t i = 0; i < mails.count; i++) {
		assert_non_null(mails.items[i].mail);
		cc_str to = mails.items[i].mail->to;
		if (memmem(to.ptr, to.len, mailbox.ptr, mailbox.len))
			mails.items[count++] = mails.items[i];
	}
	mails.count = count;
	return mails;
}

void cc_test_close_mailbox(struct cc_test *test)
{
	char path[CC_TEST_PATH_BYTES];
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_outbox_entry_list mails;
	if (!test->mailer)
		return;
	path_of(test, path);
	CHECK_OK(cc_outbox_list(&ctx, path, &mails));
	for (size_t i = 0; i < mails.count; i++)
		unlink(cc_printf(&ctx, "%s/%.*s", path, (int)mails.items[i].name.len, mails.items[i].name.ptr)
		               .ptr);
	rmdir(path);
	test->mailer->ops->free(test->mailer);
}
