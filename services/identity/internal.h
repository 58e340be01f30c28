/* internal.h - what the commands of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/identity.h"
#include "services/identity/identity.h"
#include "services/identity/identity.sql.h"

/* With their roles.  find: erased ones too.  Fails: user_not_found. */
CC_RESULT identity_find_user(struct cc_ctx *ctx, cc_id user_id, struct identity_user *user);
CC_RESULT identity_load_user(struct cc_ctx *ctx, cc_id user_id, struct identity_user *user);
CC_RESULT identity_load_user_by_email(struct cc_ctx *ctx, cc_str email, struct identity_user *user);
CC_RESULT identity_read_user(struct cc_ctx *ctx, const struct identity_kept_user *kept,
                             struct identity_user *user);

/* What an address is found by; those that differ in nothing but case are one user's. */
cc_str identity_email_digest(struct cc_ctx *ctx, cc_str email);
/* Who a user is, encrypted. */
struct cc_val identity_personal(struct cc_ctx *ctx, cc_id user_id, cc_str name, cc_str email);

/* Fails: too_many_requests. */
CC_RESULT identity_stay_within_limits(struct cc_ctx *ctx, cc_str email);

/* The address of who registered is theirs: they are a user from now on.  Nothing happens to others. */
CC_RESULT identity_prove(struct cc_ctx *ctx, const struct identity_user *user);
CC_RESULT identity_drop_pending(struct cc_ctx *ctx, cc_id user_id);

/* Erases the user, or says when they were.  Fails: user_not_found. */
CC_RESULT identity_erase(struct cc_ctx *ctx, cc_id user_id, struct identity_user_erasure *erasure);

/* Begins a sign-in of a user and says so; `grant` is what it gives. */
CC_RESULT identity_begin_sign_in(struct cc_ctx *ctx, const struct identity_user *user,
                                 struct identity_grant *grant);
/* What it gives with its refresh token of this number. */
void identity_grant_sign_in(struct cc_ctx *ctx, const struct identity_user *user,
                            const struct identity_refresh_token *token, struct identity_grant *grant);
/* Finds the sign-in of a refresh token; none if the token was not made here, or the sign-in is over. */
CC_RESULT identity_find_sign_in(struct cc_ctx *ctx, cc_str refresh_token,
                                struct identity_refresh_token *token, struct identity_sign_in *sign_in,
                                bool *found);
/* How long a refresh token given now is good for. */
cc_time identity_sign_in_expiry(cc_time now, cc_time began_at);
/* Ends one that is not over, and says why. */
CC_RESULT identity_end_sign_in(struct cc_ctx *ctx, const struct identity_sign_in *sign_in,
                               enum identity_sign_out_cause cause);
CC_RESULT identity_end_sign_ins(struct cc_ctx *ctx, cc_id user_id, enum identity_sign_out_cause cause,
                                int32_t *count);

extern const struct cc_timer identity_forget_timer;
