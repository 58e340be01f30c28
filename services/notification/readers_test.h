/* readers_test.h - an evening in Łódź with a host and guests who can be written to, and their mails. */
#pragma once

#include "platform/mailbox_test.h"
#include "services/booking/guests_test.h"

#include "contracts/identity.h"
#include "contracts/notification.h"
#include "services/notification/notification.h"

#define OLA_MAIL  "ola@example.org"
#define IGOR_MAIL "igor@example.org"
#define HOST_MAIL "marek@example.org"

/* Ola reads Polish, Igor English.  *state is a cc_test, of which notification is the first service. */
int open_readers(void **state);
int close_readers(void **state);
#define READERS_CASE(name) cmocka_unit_test_setup_teardown(name, open_readers, close_readers)

/* The same people and evening, in a company that is open already. */
void welcome_readers(struct cc_test *test);

cc_err put_reader(struct cc_test *test, int user, const char *name, const char *email, const char *locale);
cc_err move_evening_by(struct cc_test *test, int64_t ms);
cc_err call_off_evening(struct cc_test *test);

/* The one mail to this address whose subject begins so; fails the test if there is none, or are more. */
const struct cc_mail_read *mail_about(struct cc_test *test, const char *address, const char *subject);
size_t mails_to(struct cc_test *test, const char *address);
bool says(cc_str text, const char *words);
/* Of the mail's attachment of this type; empty if there is none. */
cc_str attached(const struct cc_mail_read *mail, const char *type);
