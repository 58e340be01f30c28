/*
 * mailbox_test.h - an outbox for services under test, behind a network that fails by a plan, and a look
 * into it.
 */
#pragma once

#include "platform/adapters/fail/mail_fail.h"
#include "platform/adapters/outbox_folder.h"
#include "platform/test.h"

/* From here on there is one; it lives on through cc_test_reopen(). */
void cc_test_open_mailbox(struct cc_test *test);
/* What happens to the next mails. */
void cc_test_fail_mail(struct cc_test *test, const struct cc_mail_fail_plan *plan);
/* All mails that were sent to this address, in no order. */
struct cc_outbox_entry_list cc_test_mails_to(struct cc_test *test, const char *address);
