/*
 * hosting.h - hosts and their living rooms: what everybody may know, and the address that only few may.
 *
 * What it answers and says is in contracts/couchannel/hosting/v1/hosting.proto.
 *
 * Invariants, each backed by a constraint of the store or by what stands in it:
 *   a street, a postal code or a proof is never readable in the store      (homes.address, packages.proof)
 *   the true place lies in the circle that is shown, and one place has one circle     (circle.c)
 *   a home has at most one room, package and set of rules                           (PRIMARY KEY home_id)
 *   a host has 20 homes at most                                                     (insert_home)
 *   events carry what everybody may know, of homes that are ready                   (describe.c)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service hosting_service;
