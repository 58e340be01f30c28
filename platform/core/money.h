/*
 * money.h - amounts in minor units, never in floating point.
 *
 * Arithmetic is checked: adding two currencies or leaving int64 is a failure,
 * not a wrong number.
 */
#pragma once

#include "platform/core/error.h"

extern const struct cc_reason cc_currency_mismatch, cc_money_overflow;

CC_RESULT cc_money_add(struct cc_ctx *ctx, cc_money a, cc_money b, cc_money *sum);
CC_RESULT cc_money_subtract(struct cc_ctx *ctx, cc_money a, cc_money b, cc_money *difference);
CC_RESULT cc_money_multiply(struct cc_ctx *ctx, cc_money a, int64_t times, cc_money *product);
/* Into `parts` shares that differ by at most one minor unit and add up exactly (largest remainder). */
CC_RESULT cc_money_split(struct cc_ctx *ctx, cc_money total, int32_t parts, cc_money *shares);
bool cc_currency_parse(cc_str text, cc_currency *currency); /* three upper-case letters */
