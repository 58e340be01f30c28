/* internal.h - what the commands of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/compliance.h"
#include "services/compliance/compliance.h"
#include "services/compliance/compliance.sql.h"

/* Fails: draft_not_found. */
CC_RESULT compliance_load_draft(struct cc_ctx *ctx, cc_str rule_id, struct compliance_draft *draft);

/* One version, as it was published.  NOT_FOUND if it was not. */
CC_RESULT compliance_load_version(struct cc_ctx *ctx, cc_str rule_id, int32_t version,
                                  struct compliance_rule *rule);

/* No rule works backwards.  Fails: starts_in_the_past. */
CC_RESULT compliance_require_coming(struct cc_ctx *ctx, bool has_valid_from, cc_time valid_from);

CC_RESULT compliance_refuse_taken_scope(struct cc_ctx *ctx, cc_str rule_id);

/* Tells those who apply rules about this version. */
CC_RESULT compliance_announce(struct cc_ctx *ctx, const struct compliance_rule *rule);

extern const struct cc_timer compliance_announce_rules_timer;
