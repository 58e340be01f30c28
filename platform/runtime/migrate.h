/*
 * migrate.h - schema versions, named and recorded as Flyway does, so that either can go on where the other
 * stopped (V<version>__<what>.sql, table flyway_schema_history, CRC32 of the lines; outOfOrder=true).
 *
 * A store's schema is the platform's migrations (V0_1, V0_2, ...: outbox, inbox,
 * idempotency) and then its service's (V1, V2, ...).  A database that a newer binary has
 * migrated further is accepted, so that a release can be rolled back.
 */
#pragma once

#include "platform/core/service.h"
#include "platform/ports/sql.h"

struct cc_migration_status { const char *script; bool applied; bool changed; };

/* Applies what is missing, one transaction each; counts it.  Fails: FAILED_PRECONDITION `schema_changed`
 * (an applied script differs, failed, or is gone), INTERNAL `migration`, UNAVAILABLE. */
CC_RESULT cc_migrate(struct cc_ctx *ctx, struct cc_sql_session *writer,
                     const struct cc_migration *migrations, size_t *applied);

/* What cc_migrate() would do, in order; `list` ends with { 0 } in ctx's arena.  Changes nothing, though
 * it asks for a writer.  Fails: FAILED_PRECONDITION `schema_changed` (a script is gone), UNAVAILABLE. */
CC_RESULT cc_migrate_status(struct cc_ctx *ctx, struct cc_sql_session *writer,
                            const struct cc_migration *migrations, struct cc_migration_status **list);

/* CC_OK if all is applied as it stands.
 * Fails: FAILED_PRECONDITION `schema_outdated`, `schema_changed`, UNAVAILABLE. */
CC_RESULT cc_migrate_check(struct cc_ctx *ctx, struct cc_sql_session *writer,
                           const struct cc_migration *migrations);

int32_t cc_migration_checksum(const char *sql);

extern const struct cc_reason cc_schema_changed, cc_schema_outdated; /* FAILED_PRECONDITION */
