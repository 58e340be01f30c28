/* openapi.h - the contracts of a list of services, as the documents that tools read. */
#pragma once

#include "cli/document.h"
#include "platform/core/service.h"

enum { CLI_OPS_MAX = 1024 };

/* OpenAPI 3.1: the HTTP interface.  `services` ends with NULL. */
void openapi_print(struct cc_buf *out, enum cli_syntax syntax, const struct cc_service *const *services);
/* AsyncAPI 3.0: events by topic, and streams. */
void asyncapi_print(struct cc_buf *out, enum cli_syntax syntax, const struct cc_service *const *services);
