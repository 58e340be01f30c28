/*
 * example.h - a value that the contract would accept, for every field: the same on every run.
 *
 * A string's example is what its comment quotes ("A1"), else its name.
 */
#pragma once

#include "cli/document.h"
#include "platform/core/run.h"

/* An answer or event, with all fields that are always there. */
void example_put_sent(struct cli_doc *doc, const char *key, const struct cc_message *message);
/* A request's body, with all fields that are required of it. */
void example_put_body(struct cli_doc *doc, const char *key, const struct cc_op *op);
/* One scalar as it stands in a URL. */
const char *example_text(struct cc_arena *arena, const struct cc_field *field);
/* A body as JSON on one line; "" if the operation has none. */
const char *example_body(struct cc_arena *arena, const struct cc_op *op);
/* The path with its query, filled in. */
const char *example_path(struct cc_arena *arena, const struct cc_op *op);
/* A request to begin with: a READ that needs no token; NULL if there is none.  `services` ends with NULL. */
const struct cc_op *example_open_read(const struct cc_service *const *services);
