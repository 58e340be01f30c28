/* mail_suite.h - what every adapter of ports/mail.h must do, as tests to be run on each. */
#pragma once

#include "platform/adapters/mail_outbox.h"
#include "platform/adapters/outbox_folder.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/core/run.h"
#include "platform/test.h"

struct mail_engine {
	const char *name;
	struct cc_mailer *(*make)(struct cc_mailer *outbox); /* what is under test, before the outbox */
};

/* Returns how many tests failed. */
int mail_suite(const struct mail_engine *engine);

/* An outbox in a folder of its own, and who writes into it. */
struct mail_desk {
	const struct mail_engine *engine;
	char folder[64], path[80];
	struct cc_clock_sim clock;
	struct cc_ctx ctx;
	struct cc_mailer *mailer; /* under test */
};

int mail_desk_open(void **state); /* *state: the engine; then the desk */
int mail_desk_close(void **state);

#define MAIL_CASE(name, engine)                                                                    \
	cmocka_unit_test_prestate_setup_teardown(name, mail_desk_open, mail_desk_close,            \
	                                         (void *)(uintptr_t)(engine))

extern const struct cc_mailbox mail_sender;
struct cc_mail mail_to(const char *name);
cc_err mail_send(struct mail_desk *desk, const char *key, const struct cc_mail *mail);
struct cc_outbox_entry_list mails_sent(struct mail_desk *desk);
