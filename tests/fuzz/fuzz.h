/*
 * fuzz.h - what every fuzz target shares.
 *
 * A target is libFuzzer's LLVMFuzzerTestOneInput().  Built without libFuzzer it
 * gets replay.c's main(), which runs the committed corpus and mutations of it
 * from a fixed seed, so that the ordinary tests run it too.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "platform/core/sample_test.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Ends the process, as a sanitizer would, if what must hold does not. */
#define FUZZ_CHECK(condition) ((condition) ? (void)0 : cc_die("%s:%d: %s", __FILE__, __LINE__, #condition))
