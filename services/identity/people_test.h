/* people_test.h - what every test of identity starts with: a user, and ways to ask. */
#pragma once

#include "platform/test.h"

#include "contracts/identity.h"
#include "services/identity/identity.h"

enum { ANNA = 1, MAREK, EWA };

int open_identity(void **state);
int close_identity(void **state);
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_identity, close_identity)

/* Registers, or changes, a user of these roles: a guest, or a guest and one more. */
cc_err put(struct cc_test *test, int user, const char *name, const char *email, enum identity_role role);
cc_err put_anna(struct cc_test *test);
cc_err get(struct cc_test *test, int user, struct identity_user *found);
cc_err erase(struct cc_test *test, int user, struct identity_user_erasure *erasure);

/* The code of a new link; "" and a failed test if there is none. */
cc_str link_for(struct cc_test *test, int user);
cc_err redeem(struct cc_test *test, cc_str code, struct identity_tokens *tokens);
cc_err refresh(struct cc_test *test, cc_str refresh_token, struct identity_tokens *tokens);
/* Signed in by a link, who is somebody from here on. */
struct identity_tokens sign_in(struct cc_test *test, int user);
