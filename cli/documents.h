/* documents.h - the pages that the server itself has: start, reference, signing in, OpenAPI. */
#pragma once

#include "cli/cli.h"
#include "platform/server/http.h"

/* Ends with { 0 }; all of it in the command's arena.  `services` ends with NULL. */
const struct cc_document *cli_documents(struct cli *cli, const struct cc_service *const *services);
