/* internal.h - what the commands of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/inventory.h"
#include "services/inventory/inventory.h"
#include "services/inventory/inventory.sql.h"

/* Fails: session_not_found. */
CC_RESULT inventory_load_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session);

/* For the caller's eyes: a draft is its host's alone.  Fails: session_not_found. */
CC_RESULT inventory_load_visible_session(struct cc_ctx *ctx, cc_id session_id,
                                         struct inventory_session *session);

/* For its host's eyes.  Fails: session_not_found, not_your_session. */
CC_RESULT inventory_load_hosted_session(struct cc_ctx *ctx, cc_id session_id,
                                        struct inventory_session *session);

/* Before the host changes it.  Fails: session_not_found, not_your_session, session_started. */
CC_RESULT inventory_load_own_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session);

/* When a session is shown: ends_at follows from it. */
struct inventory_showing {
	cc_time starts_at, kicks_off_at;
	int64_t duration_ms;
};

int64_t inventory_duration_ms(const struct inventory_session *session);

/* Moves a session that is not cancelled, and says so; everybody keeps their seat. */
CC_RESULT inventory_move_session(struct cc_ctx *ctx, struct inventory_session *session,
                                 const struct inventory_showing *showing);

/* Calls a session off that is not cancelled, and says so; every seat is given back. */
CC_RESULT inventory_call_session_off(struct cc_ctx *ctx, const struct inventory_session *session);

/* Those of this host that have not begun, fifty at most.  *all: none is left. */
CC_RESULT inventory_call_off_evenings(struct cc_ctx *ctx, cc_id host_id, bool *all);

/*
 * That so many guests in all may watch this session together, by the rule that counts now.
 * Fails: licence_limit, naming rule and version; licence_unknown, if no rule is about it.
 */
CC_RESULT inventory_require_licence(struct cc_ctx *ctx, const struct inventory_session *session,
                                    int32_t heads);

/* In the same order. */
void inventory_labels(struct cc_ctx *ctx, const struct inventory_seat_list *seats,
                      struct cc_str_list *labels);

/* Of the seats that a booking has, in the order of the room. */
CC_RESULT inventory_load_labels(struct cc_ctx *ctx, cc_id session_id, cc_id booking_id,
                                struct cc_str_list *labels);

/* With its labels.  Fails: hold_not_found. */
CC_RESULT inventory_load_hold(struct cc_ctx *ctx, cc_id booking_id, struct inventory_hold *hold);

/* The guest it was made for, or a service acting for them.  Fails: not_your_hold. */
CC_RESULT inventory_require_own_hold(struct cc_ctx *ctx, const struct inventory_hold *hold);

/* One that offers its seats.  Fails: session_not_found, session_cancelled, session_started. */
CC_RESULT inventory_load_open_session(struct cc_ctx *ctx, cc_id session_id,
                                      struct inventory_session *session);

/* A promise that has run out stands in nobody's way, even before its timer comes round. */
CC_RESULT inventory_end_lapsed_holds(struct cc_ctx *ctx, cc_id session_id);

/* Counts so many more seats as the guest's.  Fails: over_limit. */
CC_RESULT inventory_stay_within_limit(struct cc_ctx *ctx, const struct inventory_session *session,
                                      cc_id guest_id, int32_t seats);

/* Takes the seats that the hold names, all of them.  Fails: seat_not_found, seat_taken. */
CC_RESULT inventory_take_seats(struct cc_ctx *ctx, const struct inventory_hold *hold, cc_time until);

/*
 * For money that came late: takes the seats of a promise that has run out again, for good, under all that
 * counts for who holds seats now.  Fails as holding them does; hold_expired, if somebody else has one.
 */
CC_RESULT inventory_take_again(struct cc_ctx *ctx, const struct cc_str_list *labels,
                               struct inventory_hold *hold);

/* Gives the seats of a live hold back and says so; does nothing if it has ended already. */
CC_RESULT inventory_end_hold(struct cc_ctx *ctx, const struct inventory_hold *hold,
                             enum inventory_hold_state state, enum inventory_release_cause cause);

/* How long a promise made or renewed now may last. */
cc_time inventory_hold_expiry(cc_time now, cc_time first_held_at, cc_time session_starts_at);

/*
 * Picks `wanted` free seats: neighbours if there are any, else the first free
 * ones in the order of the room.  False if fewer are free.
 */
bool inventory_choose_seats(const struct inventory_seat_availability_list *room, int32_t wanted,
                            cc_str *labels);

/* Fails: competition_not_found. */
CC_RESULT inventory_load_competition(struct cc_ctx *ctx, cc_id competition_id,
                                     struct inventory_competition *competition);

/* Fails: fixture_not_found. */
CC_RESULT inventory_load_fixture(struct cc_ctx *ctx, cc_id fixture_id, struct inventory_fixture *fixture);

/* Fails: fixture_over. */
CC_RESULT inventory_require_not_over(struct cc_ctx *ctx, const struct inventory_fixture *fixture);

/* Neither over nor called off.  Fails: fixture_over, fixture_cancelled. */
CC_RESULT inventory_require_planned(struct cc_ctx *ctx, const struct inventory_fixture *fixture);

/* Six characters that belong to this booking, and hardly ever to another one of the session. */
cc_str inventory_ticket_code(struct cc_ctx *ctx, const struct inventory_hold *hold);

/* What QR codes say: the token is signed anew each time.  Fails to be read: invalid_ticket. */
cc_str inventory_ticket_token(struct cc_ctx *ctx, const struct inventory_hold *hold,
                              const struct inventory_session *session);
CC_RESULT inventory_read_ticket(struct cc_ctx *ctx, cc_str token, struct inventory_ticket_claims *claims);

/* Seats that are somebody's for good.  Fails: not_confirmed, booking_closed. */
CC_RESULT inventory_require_confirmed(struct cc_ctx *ctx, const struct inventory_hold *hold);

/* The host's session, until a day after it.  Fails: session_not_found, not_your_session, session_over. */
CC_RESULT inventory_load_door(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session);

/* Who has this hold, and since when they are in. */
CC_RESULT inventory_load_door_guest(struct cc_ctx *ctx, const struct inventory_hold *hold,
                                    struct inventory_door_guest *guest);

/* "2026-11-24T20:45:00Z" */
cc_str inventory_time_text(struct cc_ctx *ctx, cc_time at);

extern const struct cc_consumer inventory_on_licence_rule_published_consumer,
	inventory_on_user_erased_consumer;
extern const struct cc_timer inventory_expire_holds_timer, inventory_follow_fixtures_timer,
	inventory_call_off_evenings_timer;
