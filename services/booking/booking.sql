-- Every statement that booking runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- Bookings ----------------------------------------------------------------------

-- name: insert_booking
INSERT INTO bookings (booking_id, guest_id, session_id, state, seats, rescheduled, requested_at)
VALUES ($1, $2, $3, 'pending', $4, FALSE, $5)

-- name: booking_by_id
SELECT booking_id, guest_id, session_id, state, seats, starts_at, total_minor, currency AS total_currency,
       action_url, refused_step, refusal, cancelled_by, refund_minor,
       CASE WHEN refund_minor IS NOT NULL THEN currency END AS refund_currency, rescheduled, requested_at
  FROM bookings
 WHERE booking_id = $1

-- name: bookings_of_guest
SELECT booking_id, guest_id, session_id, state, seats, starts_at, total_minor, currency AS total_currency,
       action_url, refused_step, refusal, cancelled_by, refund_minor,
       CASE WHEN refund_minor IS NOT NULL THEN currency END AS refund_currency, rescheduled, requested_at
  FROM bookings
 WHERE guest_id = $1
   AND ((requested_at, booking_id) < (SELECT requested_at, booking_id FROM bookings WHERE booking_id = $2)
        OR $2 IS NULL)
 ORDER BY requested_at DESC, booking_id DESC
 LIMIT $3

-- name: live_bookings_of_session
SELECT booking_id, guest_id, session_id, state, seats, starts_at, total_minor, currency AS total_currency,
       action_url, refused_step, refusal, cancelled_by, refund_minor,
       CASE WHEN refund_minor IS NOT NULL THEN currency END AS refund_currency, rescheduled, requested_at
  FROM bookings
 WHERE session_id = $1 AND state IN ('pending', 'confirmed')
 ORDER BY booking_id

-- name: takings_of_session
SELECT session_id, SUM(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END) AS bookings,
       SUM(CASE WHEN state = 'confirmed' THEN seats ELSE 0 END) AS seats,
       SUM(total_minor) AS paid_minor, currency AS paid_currency,
       SUM(COALESCE(refund_minor, 0)) AS refunded_minor, currency AS refunded_currency
  FROM bookings
 WHERE session_id = $1 AND (state = 'confirmed' OR refund_minor IS NOT NULL)
 GROUP BY session_id, currency

-- name: keep_found
UPDATE bookings SET starts_at = COALESCE(starts_at, $2), total_minor = $3, currency = $4 WHERE booking_id = $1

-- name: keep_stage
UPDATE bookings SET state = $2, action_url = NULL, undo_again_at = $3 WHERE booking_id = $1

-- name: keep_refusal
UPDATE bookings
   SET refused_step = $2, refusal = $3
 WHERE booking_id = $1 AND refusal IS NULL AND cancelled_by IS NULL

-- The bank says it of the step that waits for it.
-- name: keep_decline
UPDATE bookings
   SET refusal = $2,
       refused_step = CASE WHEN EXISTS (SELECT 1 FROM timeline
                                         WHERE timeline.booking_id = bookings.booking_id
                                           AND timeline.step = 'capture')
                           THEN 'capture' ELSE 'authorise' END
 WHERE booking_id = $1 AND refusal IS NULL AND cancelled_by IS NULL

-- name: keep_canceller
UPDATE bookings SET cancelled_by = $2 WHERE booking_id = $1 AND state = 'pending' AND cancelled_by IS NULL

-- name: cancel_confirmed
UPDATE bookings
   SET state = 'cancelled', cancelled_by = $2, refund_minor = $3
 WHERE booking_id = $1 AND state = 'confirmed'

-- name: keep_action_url
UPDATE bookings SET action_url = $2 WHERE booking_id = $1 AND state = 'pending'

-- name: forget_action_url
UPDATE bookings SET action_url = NULL WHERE booking_id = $1 AND action_url IS NOT NULL

-- name: reschedule_booking
UPDATE bookings SET starts_at = $2, rescheduled = TRUE WHERE booking_id = $1

-- Stuck bookings -------------------------------------------------------------------

-- name: next_undo
SELECT MIN(undo_again_at) AS due_at FROM bookings WHERE undo_again_at IS NOT NULL

-- name: bookings_to_undo
SELECT booking_id, guest_id, session_id, state, seats, rescheduled, requested_at
  FROM bookings
 WHERE undo_again_at <= $1
 ORDER BY undo_again_at
 LIMIT 100

-- name: count_of_stuck_bookings
SELECT COUNT(*) AS figure FROM bookings WHERE undo_again_at IS NOT NULL

-- Seats and terms -----------------------------------------------------------------

-- name: insert_booked_seat
INSERT INTO booked_seats (booking_id, place, label) VALUES ($1, $2, $3)

-- name: seats_of_booking
SELECT label FROM booked_seats WHERE booking_id = $1 ORDER BY place

-- name: insert_refund_term
INSERT INTO refund_terms (booking_id, hours_before, refund_percent) VALUES ($1, $2, $3)

-- name: terms_of_booking
SELECT hours_before, refund_percent FROM refund_terms WHERE booking_id = $1 ORDER BY hours_before DESC

-- Timeline ------------------------------------------------------------------------

-- name: insert_timeline_entry
INSERT INTO timeline (booking_id, number, at, step, what, reason, detail)
VALUES ($1, (SELECT COUNT(*) + 1 FROM timeline WHERE booking_id = $1), $2, $3, $4, $5, $6)

-- name: timeline_of_booking
SELECT at, step, what, reason, detail FROM timeline WHERE booking_id = $1 ORDER BY number
