/*
 * payment.h - money: what a booking costs its guest, from the promise of a card to the last refund.
 *
 * What it answers and says is in contracts/couchannel/payment/v1/payment.proto.
 *
 * Invariants, each backed by a constraint of the store:
 *   a booking has one payment                        (payments, PRIMARY KEY)
 *   a posting balances, and none is made twice       (ledger: one amount for both sides; UNIQUE)
 *   no more is refunded than was captured            (payments, CHECK)
 *   the provider is asked under keys of committed plans alone (effect.h)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service payment_service;
