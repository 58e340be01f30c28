/* catalogue.h - every reason that a request may be refused with, and what to do about it. */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/service.h"

/* As Markdown: docs/errors.md.  `services` ends with NULL. */
void catalogue_print(struct cc_buf *out, const struct cc_service *const *services);
