-- Every statement that inventory runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- Sessions ----------------------------------------------------------------------

-- name: insert_session
INSERT INTO sessions (session_id, host_id, fixture_id, title, starts_at, state, seats_per_guest, seats_total)
VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7)

-- name: insert_seat
INSERT INTO seats (session_id, label, place, kind, view, accessible)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: session_by_id
SELECT session_id, host_id, fixture_id, title, starts_at, state, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE session_id = $1

-- name: published_sessions
SELECT session_id, host_id, fixture_id, title, starts_at, state, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE fixture_id = $1 AND state = 'published'
   AND ((starts_at, session_id) > (SELECT starts_at, session_id FROM sessions WHERE session_id = $3)
        OR $3 IS NULL)
 ORDER BY starts_at, session_id
 LIMIT $4

-- name: publish_session
UPDATE sessions SET state = 'published' WHERE session_id = $1 AND state = 'draft'

-- name: reschedule_session
UPDATE sessions SET starts_at = $2 WHERE session_id = $1 AND state <> 'cancelled'

-- name: cancel_session
UPDATE sessions SET state = 'cancelled' WHERE session_id = $1 AND state <> 'cancelled'

-- Seats -------------------------------------------------------------------------

-- name: seats_of_session
SELECT label, kind, view, accessible,
       CASE WHEN held_until <= $2 THEN 'free'
            WHEN held_until = 9223372036854775807 THEN 'confirmed'
            ELSE 'held' END AS status
  FROM seats
 WHERE session_id = $1
 ORDER BY place

-- name: labels_of_session
SELECT label FROM seats WHERE session_id = $1 ORDER BY place

-- name: room_of_session
SELECT session_id, state, seats_total FROM sessions WHERE session_id = $1

-- name: seat_by_label
SELECT label FROM seats WHERE session_id = $1 AND label = $2

-- name: take_seat
UPDATE seats
   SET booking_id = $3, held_until = $4
 WHERE session_id = $1 AND label = $2 AND held_until <= $5

-- name: keep_seats
UPDATE seats SET held_until = $3 WHERE session_id = $1 AND booking_id = $2

-- name: shorten_seats
UPDATE seats SET held_until = $2
 WHERE session_id = $1 AND held_until > $2 AND held_until <> 9223372036854775807

-- name: free_seats
UPDATE seats SET booking_id = NULL, held_until = 0 WHERE session_id = $1 AND booking_id = $2

-- name: labels_of_hold
SELECT label FROM seats WHERE session_id = $1 AND booking_id = $2 ORDER BY place

-- Holds -------------------------------------------------------------------------

-- name: insert_hold
INSERT INTO holds (booking_id, session_id, guest_id, state, seats, held_at, expires_at)
VALUES ($1, $2, $3, 'held', $4, $5, $6)

-- name: hold_by_booking
SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at
  FROM holds
 WHERE booking_id = $1

-- name: extend_hold
UPDATE holds SET expires_at = $2 WHERE booking_id = $1 AND state = 'held'

-- name: shorten_holds
UPDATE holds SET expires_at = $2 WHERE session_id = $1 AND state = 'held' AND expires_at > $2

-- name: confirm_hold
UPDATE holds SET state = 'confirmed', expires_at = NULL WHERE booking_id = $1 AND state = 'held'

-- name: end_hold
UPDATE holds SET state = $2, expires_at = NULL WHERE booking_id = $1 AND state IN ('held', 'confirmed')

-- name: live_holds_of_session
SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at
  FROM holds
 WHERE session_id = $1 AND state IN ('held', 'confirmed')

-- name: lapsed_holds_of_session
SELECT DISTINCT holds.booking_id, holds.session_id, holds.guest_id, holds.state, holds.seats,
       holds.held_at, holds.expires_at
  FROM seats
  JOIN holds ON holds.booking_id = seats.booking_id
 WHERE seats.session_id = $1 AND seats.held_until <= $2

-- name: lapsed_holds
SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at
  FROM holds
 WHERE state = 'held' AND expires_at <= $1
 ORDER BY expires_at
 LIMIT 100

-- name: next_hold_expiry
SELECT MIN(expires_at) AS due_at FROM holds WHERE state = 'held'

-- Guests ------------------------------------------------------------------------

-- name: add_seats_of_guest
INSERT INTO session_guests (session_id, guest_id, seats, seats_max)
VALUES ($1, $2, $3, $4)
ON CONFLICT (session_id, guest_id) DO UPDATE
   SET seats = session_guests.seats + excluded.seats
 WHERE session_guests.seats + excluded.seats <= session_guests.seats_max

-- name: subtract_seats_of_guest
UPDATE session_guests SET seats = seats - $3 WHERE session_id = $1 AND guest_id = $2
