/*
 * migrate.h - schema versions, named and recorded as Flyway does
 * (V<version>__<what>.sql, table flyway_schema_history, CRC32 of the lines).
 */
#pragma once

#include "platform/ports/sql.h"

extern const struct cc_migration cc_platform_migrations[]; /* outbox, inbox, idempotency: V0_1__... */

struct cc_migration_status { const char *script; bool applied; bool changed; };

/* Applies what is missing, one transaction each; counts it.  Fails: FAILED_PRECONDITION
 * `schema_changed` (an applied script differs), INTERNAL `migration`. */
CC_RESULT cc_migrate(struct cc_ctx *ctx, struct cc_sql_session *writer, const struct cc_migration *migrations, size_t *applied);
/* What cc_migrate() would do, in order; `list` ends with { 0 } in ctx's arena. */
CC_RESULT cc_migrate_status(struct cc_ctx *ctx, struct cc_sql_session *session, const struct cc_migration *migrations,
                            struct cc_migration_status **list);
int32_t cc_migration_checksum(const char *sql);
