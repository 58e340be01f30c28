/*
 * token_test.h - what every test of tokens starts with: a trusted key, who trusts it, and a clock that the
 * test sets.
 */
#pragma once

#include "platform/core/sample_test.h"
#include "platform/runtime/p256.h"
#include "platform/server/auth.h"
#include "platform/server/jwt.h"

#define ISSUER   "couchannel-dev"
#define AUDIENCE "couchannel"
#define ANNA     "01a20f84-ef60-7001-8203-040506070809"
#define HEADER   "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}"

/* The claims of a token that is good, without the braces. */
#define CLAIMS "\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"" ANNA "\",\"exp\":1795556760"

enum { NOW_S = 1795556700, SKEW_S = 10 };

struct test_clock {
	struct cc_clock clock;
	cc_time now;
};

extern struct given {
	struct cc_ctx *ctx;
	struct cc_auth *auth; /* trusts `jwks`, which is `pem`'s */
	cc_str pem, jwks;
	struct test_clock clock;
} given;

int set_up(void **state);
int tear_down(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

void set_time(int64_t seconds);
struct cc_auth *auth_of(cc_str key_set); /* fails the test if it is refused */

cc_str unsigned_token(const char *header, const char *claims);
cc_str with_signature(cc_str text, const void *signature, size_t len);
cc_str token_of(const char *header, const char *claims); /* signed by the trusted key, whatever it says */
cc_str good_token(void);

/* Fails the test unless the token is believed. */
struct cc_principal believed(cc_str token);
/* Fails the test unless the token is refused for this; nothing of it may be repeated. */
void refused(cc_str token, const char *sentence);
