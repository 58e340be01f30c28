/*
 * identity.h - who somebody is, what they may do, and how they show it.
 *
 * What it answers and says is in contracts/couchannel/identity/v1/identity.proto.
 *
 * Invariants, each backed by a constraint of the store:
 *   an address signs in one user                     (users.email_digest, UNIQUE)
 *   a link signs in once                             (its row is gone with the sign-in that it began)
 *   of a sign-in, one refresh token is good          (one column of one row: sign_ins.number)
 *   a sign-in lasts 180 days at most                 (sign_ins, CHECK)
 *   of an erased user there is an id and no more     (users, CHECK)
 */
#pragma once

#include "platform/cc.h"

#include "contracts/identity.h"

extern const struct cc_service identity_service;

/* What users of these roles may do, by space; no scope is there twice.  Lives in ctx's arena. */
cc_str identity_scopes(struct cc_ctx *ctx, const enum identity_role *roles, size_t count);
