-- Bookings: what became of each, and whether everybody knows the same.

-- name: undecided_bookings
SELECT printf('Booking %s of guest %s is still %s.', uuid(booking_id), uuid(guest_id),
              CASE WHEN undo_again_at IS NULL THEN state ELSE 'waiting to be undone' END) AS found
  FROM booking.bookings
 WHERE state NOT IN ('confirmed', 'refused', 'cancelled') OR undo_again_at IS NOT NULL

-- name: sagas_that_disagree
SELECT printf('Booking %s is %s, and its saga is %s: %s', uuid(saga_id), bookings.state, stage(saga, history),
              history) AS found
  FROM booking.sagas
  LEFT JOIN booking.bookings ON booking_id = saga_id
 WHERE stage(saga, history) <>
       CASE WHEN bookings.state = 'confirmed' OR refund_minor IS NOT NULL THEN 'done' ELSE 'undone' END

-- name: bookings_without_a_saga
SELECT printf('Booking %s is %s, and no saga carries it.', uuid(booking_id), state) AS found
  FROM booking.bookings
 WHERE NOT EXISTS (SELECT 1 FROM booking.sagas WHERE saga_id = booking_id)

-- name: confirmed_without_seats
SELECT printf('Booking %s of %d seats is confirmed, and its hold is %s with %d seats of guest %s.',
              uuid(bookings.booking_id), bookings.seats, COALESCE(holds.state, 'missing'), COALESCE(holds.seats, 0),
              COALESCE(uuid(holds.guest_id), 'nobody')) AS found
  FROM booking.bookings
  LEFT JOIN inventory.holds ON holds.booking_id = bookings.booking_id AND holds.session_id = bookings.session_id
 WHERE bookings.state = 'confirmed'
   AND (holds.state IS NOT 'confirmed' OR holds.seats <> bookings.seats OR holds.guest_id <> bookings.guest_id)

-- name: seats_without_a_booking
SELECT printf('Booking %s has %d seats for good, and is %s.', uuid(holds.booking_id), holds.seats,
              COALESCE(bookings.state, 'unknown')) AS found
  FROM inventory.holds
  LEFT JOIN booking.bookings ON bookings.booking_id = holds.booking_id
 WHERE holds.state = 'confirmed' AND bookings.state IS NOT 'confirmed'

-- name: seats_of_the_undone
SELECT printf('Booking %s is %s, and still has %d seats %s.', uuid(bookings.booking_id), bookings.state, holds.seats,
              holds.state) AS found
  FROM booking.bookings
  JOIN inventory.holds ON holds.booking_id = bookings.booking_id
 WHERE bookings.state IN ('refused', 'cancelled') AND holds.state IN ('held', 'confirmed')

-- name: other_seats_than_shown
SELECT printf('Booking %s shows seat %s, which is %s.', uuid(booked.booking_id), booked.label,
              COALESCE('of ' || uuid(seats.booking_id), 'free')) AS found
  FROM booking.bookings
  JOIN booking.booked_seats AS booked ON booked.booking_id = bookings.booking_id
  LEFT JOIN inventory.seats ON seats.session_id = bookings.session_id AND seats.label = booked.label
 WHERE bookings.state = 'confirmed' AND seats.booking_id IS NOT booked.booking_id

-- name: bookings_of_another_time
SELECT printf('Booking %s says that session %s starts at %d, which starts at %d.', uuid(booking_id),
              uuid(sessions.session_id), bookings.starts_at, sessions.starts_at) AS found
  FROM booking.bookings
  JOIN inventory.sessions ON sessions.session_id = bookings.session_id
 WHERE bookings.state = 'confirmed' AND bookings.starts_at <> sessions.starts_at

-- name: bookings_of_cancelled_sessions
SELECT printf('Session %s is called off, and booking %s is confirmed.', uuid(sessions.session_id),
              uuid(booking_id)) AS found
  FROM booking.bookings
  JOIN inventory.sessions ON sessions.session_id = bookings.session_id
 WHERE bookings.state = 'confirmed' AND sessions.state = 'cancelled'

-- As a guest reads it: all of it until 48 hours before, half until 24, nothing then; rounded half up.  Moved: all of
-- it until it starts.  Called off by the host: all of it.
-- name: refunds_against_the_terms
SELECT printf('Booking %s of %s was cancelled by the %s %d hours before its start%s: %s was given back instead of %s.',
              uuid(booking_id), money(total_minor, currency), cancelled_by, (starts_at - at) / 3600000,
              CASE WHEN rescheduled THEN ', after it had been moved' ELSE '' END, money(refund_minor, currency),
              money((total_minor * percent + 50) / 100, currency)) AS found
  FROM (SELECT bookings.*, timeline.at,
               CASE WHEN cancelled_by = 'host' OR rescheduled THEN 100
                    ELSE COALESCE((SELECT MAX(refund_percent) FROM booking.refund_terms AS terms
                                    WHERE terms.booking_id = bookings.booking_id
                                      AND timeline.at <= bookings.starts_at - hours_before * 3600000), 0) END AS percent
          FROM booking.bookings
          JOIN booking.timeline
            ON timeline.booking_id = bookings.booking_id AND timeline.step = '' AND timeline.what = 'cancelled'
         WHERE state = 'cancelled' AND refund_minor IS NOT NULL) AS cancelled
 WHERE refund_minor <> (total_minor * percent + 50) / 100

-- name: bookings_of_other_terms
SELECT printf('Booking %s was made under terms of its own: %s.', uuid(bookings.booking_id),
              COALESCE(group_concat(hours_before || ' h: ' || refund_percent || ' %', ', '), 'none')) AS found
  FROM booking.bookings
  LEFT JOIN booking.refund_terms AS terms ON terms.booking_id = bookings.booking_id
 GROUP BY bookings.booking_id
HAVING COUNT(terms.booking_id) <> 2
    OR SUM((hours_before = 48 AND refund_percent = 100) OR (hours_before = 24 AND refund_percent = 50)) <> 2

-- name: timelines_out_of_order
SELECT printf('Booking %s is %s, and %d refunds are paid; its timeline of %d entries is numbered to %d and says requested '
              || '%d times, confirmed %d, refused %d, cancelled %d, refunded %d: %s', uuid(booking_id), state, refunds,
              entries, last, requested, confirmed, refused, cancelled, refunded, story) AS found
  FROM (SELECT bookings.booking_id, state, COUNT(number) AS entries, MAX(number) AS last,
               SUM(step = '' AND what = 'requested') AS requested,
               SUM(step = '' AND what = 'confirmed') AS confirmed, SUM(step = '' AND what = 'refused') AS refused,
               SUM(step = '' AND what = 'cancelled') AS cancelled, SUM(what = 'refunded') AS refunded,
               group_concat(CASE step WHEN '' THEN what ELSE step || '.' || what END, ' ') AS story,
               refund_minor IS NOT NULL AS was_confirmed,
               (SELECT COUNT(*) FROM payment.refunds WHERE refunds.booking_id = bookings.booking_id
                   AND refunds.state = 'paid') AS refunds
          FROM booking.bookings
          LEFT JOIN booking.timeline ON timeline.booking_id = bookings.booking_id
         GROUP BY bookings.booking_id) AS told
 WHERE entries <> last OR requested <> 1 OR confirmed <> (state = 'confirmed' OR was_confirmed)
    OR refused <> (state = 'refused') OR cancelled <> (state = 'cancelled') OR refunded <> refunds

-- What the world was told of each, once: that it was asked for, and what became of it.
-- name: bookings_told_otherwise
SELECT printf('Booking %s is %s; it was told %d times that it was asked for, %d that it is confirmed, %d that it is '
              || 'refused, and %d that it is cancelled.', uuid(bookings.booking_id), state, COALESCE(asked, 0),
              COALESCE(confirmed, 0), COALESCE(refused, 0), COALESCE(cancelled, 0)) AS found
  FROM booking.bookings
  LEFT JOIN (SELECT id(key) AS booking_id, SUM(type = 'couchannel.booking.v1.BookingRequested') AS asked,
                    SUM(type = 'couchannel.booking.v1.BookingConfirmed') AS confirmed,
                    SUM(type = 'couchannel.booking.v1.BookingRefused') AS refused,
                    SUM(type = 'couchannel.booking.v1.BookingCancelled') AS cancelled
               FROM booking.outbox
              WHERE topic = 'booking.events' AND type <> 'couchannel.booking.v1.BookingProgressed'
              GROUP BY key) AS events ON events.booking_id = bookings.booking_id
 WHERE asked IS NOT 1 OR confirmed <> (state = 'confirmed' OR refund_minor IS NOT NULL)
    OR refused <> (state = 'refused') OR cancelled <> (state = 'cancelled')

-- Who undoes first what was done first lets others have the seats while the money for them is still here.
-- name: undone_out_of_order
SELECT printf('Of booking %s, %s was undone before %s.', uuid(booking_id), earlier, later) AS found
  FROM (SELECT first.booking_id, first.step AS earlier, later.step AS later,
               instr('hold_seats quote authorise check_compliance confirm_seats capture', first.step) AS first_step,
               instr('hold_seats quote authorise check_compliance confirm_seats capture', later.step) AS later_step
          FROM booking.timeline AS first
          JOIN booking.timeline AS later ON later.booking_id = first.booking_id AND later.number > first.number
         WHERE first.what = 'undone' AND later.what = 'undone') AS undone
 WHERE first_step < later_step

-- name: glimpses_of_others
SELECT printf('User %s was answered by %s with booking %s, which is of guest %s.', uuid(viewer), operation,
              uuid(booking_id), uuid(guest_id)) AS found
  FROM glimpses
