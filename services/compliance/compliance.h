/*
 * compliance.h - licence rules: which broadcasts may be watched together, where, on what terms, by how many.
 *
 * What it answers and says is in contracts/couchannel/compliance/v1/compliance.proto.
 *
 * Invariants, each backed by a constraint of the store or by there being no statement that breaks it:
 *   what is published is never changed      (no UPDATE touches what a version says, no DELETE its row)
 *   one scope has one rule                  (licence_rules, UNIQUE over scope and version)
 *   what permits names venue and charge     (licence_rules, CHECK)
 *   of two rules that fit, one counts       (specificity is a different number for each set of named facts)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service compliance_service;
