/* outbox_folder.h - the folder of adapters/mail_outbox, for a reader: its mails, and one of them. */
#pragma once

#include "platform/adapters/mail_read.h"
#include "platform/core/context.h"
#include "platform/core/error.h"

enum { CC_OUTBOX_LIST_MAX = 100, CC_OUTBOX_FILES_MAX = 10000, CC_OUTBOX_FILE_BYTES_MAX = 8 << 20 };

struct cc_outbox_entry {
	cc_str name; /* of the file */
	cc_time written_at;
	const struct cc_mail_read *mail; /* NULL: it cannot be read */
};
struct cc_outbox_entry_list { struct cc_outbox_entry *items; size_t count; };

/* The newest CC_OUTBOX_LIST_MAX, newest first.  A folder that is not there is empty. */
CC_RESULT cc_outbox_list(struct cc_ctx *ctx, const char *folder, struct cc_outbox_entry_list *mails);
/* One, by the name of its file, and its bytes.  Fails: NOT_FOUND `not_found`. */
CC_RESULT cc_outbox_open(struct cc_ctx *ctx, const char *folder, cc_str name, struct cc_mail_read *mail,
                         cc_str *bytes);
