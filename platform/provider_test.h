/*
 * provider_test.h - a payment provider for services under test: psp_sandbox, with books of its own, behind a
 * network that fails by a plan; as does the one between the services themselves.
 */
#pragma once

#include "platform/adapters/fail/peers_fail.h"
#include "platform/adapters/fail/psp_fail.h"
#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/test.h"

/* From here on there is one; it lives on through cc_test_reopen(). */
void cc_test_open_provider(struct cc_test *test);
/* What happens to the next calls. */
void cc_test_fail_provider(struct cc_test *test, const struct cc_psp_fail_plan *plan);
/* What happens to the next calls between services, until cc_test_reopen(): instead of other plans, or beside
 * them. */
void cc_test_fail_peers(struct cc_test *test, const struct cc_peers_fail_plan *plan);
void cc_test_fail_peers_also(struct cc_test *test, const struct cc_peers_fail_plan *plan);
/* Behind the network: the provider itself. */
struct cc_psp *cc_test_provider(struct cc_test *test);
/* A context to ask it in. */
struct cc_ctx *cc_test_provider_ctx(struct cc_test *test);
/* Of the provider's own store: first column of the first row. */
int64_t cc_test_provider_int(struct cc_test *test, const char *sql);
/* Tampers with it. */
void cc_test_provider_exec(struct cc_test *test, const char *sql);
