/* pages.h - the server's own pages. */
#pragma once

#include "cli/page.h"
#include "platform/core/service.h"
#include "platform/server/http.h"

/* `services` ends with NULL. */
void start_page_print(struct cc_buf *out, const struct cc_service *const *services);
/* /d/{code}: signs in with a one-time link. */
void sign_in_page_print(struct cc_buf *out, const struct cc_service *const *services);
/* /outbox and what is below it: the mails in the folder. */
cc_err outbox_page_write(void *folder, struct cc_ctx *ctx, cc_str path, struct cc_document *document);
/* Every operation, type and problem of the contracts; a problem's anchor is "problem-<reason>". */
void reference_page_print(struct cc_buf *out, const struct cc_service *const *services);

/* reference_types.c */
struct schema_set;
/* A table of fields; op not NULL: of its input, saying where each field goes. */
void reference_put_fields(struct cc_buf *out, const struct cc_message *message, unsigned directions,
                          const struct cc_op *op);
void reference_put_types(struct cc_buf *out, const struct schema_set *set);
