-- Seats: who has them, and who may.  Each statement finds what breaks one promise, and says it in words.

-- name: oversold_sessions
SELECT printf('Session %s has %d seats, and %d are promised.', uuid(sessions.session_id), seats_total,
              (SELECT SUM(seats) FROM inventory.holds
                WHERE holds.session_id = sessions.session_id AND state IN ('held', 'confirmed'))) AS found
  FROM touched
  JOIN inventory.sessions ON sessions.session_id = touched.session_id
 WHERE seats_total < (SELECT SUM(seats) FROM inventory.holds
                       WHERE holds.session_id = sessions.session_id AND state IN ('held', 'confirmed'))
    OR seats_total <> (SELECT COUNT(*) FROM inventory.seats WHERE seats.session_id = sessions.session_id)

-- Seats that say whose they are, against holds that say how many they have.
-- name: seats_of_two_holders
SELECT printf('Booking %s is %s with %d seats of session %s, of which %d say that they are its.',
              uuid(holds.booking_id), holds.state, holds.seats, uuid(holds.session_id), COUNT(seats.label)) AS found
  FROM touched
  JOIN inventory.holds ON holds.session_id = touched.session_id AND state IN ('held', 'confirmed')
  LEFT JOIN inventory.seats
    ON seats.session_id = holds.session_id AND seats.booking_id = holds.booking_id
   AND held_until = COALESCE(holds.expires_at, 9223372036854775807)
 GROUP BY holds.booking_id
HAVING COUNT(seats.label) <> holds.seats

-- name: seats_of_the_gone
SELECT printf('Seat %s of session %s is kept for booking %s, which is %s.', label, uuid(seats.session_id),
              uuid(seats.booking_id), COALESCE(state, 'unknown')) AS found
  FROM touched
  JOIN inventory.seats ON seats.session_id = touched.session_id AND seats.booking_id IS NOT NULL
  LEFT JOIN inventory.holds ON holds.booking_id = seats.booking_id AND holds.session_id = seats.session_id
 WHERE state IS NULL OR state NOT IN ('held', 'confirmed')

-- By the rule that counts, as it is known now, or as it was when it was last looked: a rule may come in the same
-- batch as the promise.
-- name: heads_beyond_the_licence
SELECT printf('Session %s: the licence rule that counts lets fewer watch together than the %d that are %s seats.',
              uuid(sessions.session_id), heads, CASE WHEN promised THEN 'promised' ELSE 'given' END) AS found
  FROM (SELECT touched.session_id, promised, touched.at,
               (SELECT COALESCE(SUM(seats), 0) FROM inventory.holds
                 WHERE holds.session_id = touched.session_id AND state IN ('held', 'confirmed')
                   AND (state = 'confirmed' OR (promised AND expires_at > touched.at))) AS heads
          FROM touched
         WHERE promised OR confirmed) AS counted
  JOIN inventory.sessions ON sessions.session_id = counted.session_id
 WHERE heads > COALESCE((SELECT heads_max FROM inventory.licence_rules AS rule
                          WHERE competition IN (competition_slug, '*') AND rule.package IN (sessions.package, '*')
                            AND rule.territory IN (sessions.territory, '*') AND rule.venue IN (sessions.venue, '*')
                            AND rule.charge_basis IN (sessions.charge_basis, '*') AND valid_from <= counted.at
                          ORDER BY specificity DESC, version DESC LIMIT 1), 0)
   AND heads > COALESCE((SELECT heads_max FROM inventory.licence_rules AS rule, known_rules
                          WHERE competition IN (competition_slug, '*') AND rule.package IN (sessions.package, '*')
                            AND rule.territory IN (sessions.territory, '*') AND rule.venue IN (sessions.venue, '*')
                            AND rule.charge_basis IN (sessions.charge_basis, '*') AND valid_from <= counted.at
                            AND rule.rowid <= known_rules.number
                          ORDER BY specificity DESC, version DESC LIMIT 1), 0)

-- The time that a process was down, or its clock was wrong, is nobody's fault.
-- name: holds_past_their_time
SELECT printf('Booking %s should have lost its seats of session %s %d ms ago.', uuid(booking_id), uuid(session_id),
              now - MAX(expires_at, undisturbed_since)) AS found
  FROM moment
  JOIN inventory.holds ON state = 'held' AND expires_at < moment.now - 1000
 WHERE undisturbed_since < moment.now - 1000

-- name: holds_past_kick_off
SELECT printf('Booking %s holds seats until %d ms after session %s has started.', uuid(booking_id),
              expires_at - starts_at, uuid(sessions.session_id)) AS found
  FROM touched
  JOIN inventory.sessions ON sessions.session_id = touched.session_id
  JOIN inventory.holds ON holds.session_id = sessions.session_id AND holds.state = 'held'
 WHERE expires_at > starts_at

-- name: guests_beyond_their_limit
SELECT printf('Guest %s has %d seats of session %s, is counted with %d, and may have %d.', uuid(guest_id), has,
              uuid(session_id), counted, seats_max) AS found
  FROM (SELECT limits.session_id, limits.guest_id, limits.seats AS counted, limits.seats_max,
               (SELECT COALESCE(SUM(seats), 0) FROM inventory.holds
                 WHERE holds.session_id = limits.session_id AND holds.guest_id = limits.guest_id
                   AND state IN ('held', 'confirmed')) AS has
          FROM touched
          JOIN inventory.session_guests AS limits ON limits.session_id = touched.session_id) AS guests
 WHERE has <> counted OR has > seats_max

-- name: seats_of_cancelled_sessions
SELECT printf('Session %s is called off, and booking %s still has %d seats of it.', uuid(sessions.session_id),
              uuid(booking_id), seats) AS found
  FROM touched
  JOIN inventory.sessions ON sessions.session_id = touched.session_id AND sessions.state = 'cancelled'
  JOIN inventory.holds ON holds.session_id = sessions.session_id AND holds.state IN ('held', 'confirmed')

-- What is told of a hold, in all: that it was made, that its seats were taken again as often as they were, that it
-- was confirmed, and each time that it ended.
-- name: holds_told_otherwise
SELECT printf('Hold %s is %s, in round %d; it was told that it was made %d times, taken again %d times, confirmed %d '
              || 'times, and ended %d times.', uuid(holds.booking_id), state, round, COALESCE(held, 0),
              COALESCE(again, 0), COALESCE(confirmed, 0), COALESCE(released, 0)) AS found
  FROM inventory.holds
  LEFT JOIN (SELECT told(type, body, 'booking_id') AS booking_id,
                    SUM(type = 'couchannel.inventory.v1.SeatsHeld') AS held,
                    SUM(type = 'couchannel.inventory.v1.SeatsTakenAgain') AS again,
                    SUM(type = 'couchannel.inventory.v1.SeatsConfirmed') AS confirmed,
                    SUM(type = 'couchannel.inventory.v1.SeatsReleased') AS released
               FROM inventory.outbox
              WHERE topic = 'inventory.events'
                AND type IN ('couchannel.inventory.v1.SeatsHeld', 'couchannel.inventory.v1.SeatsTakenAgain',
                             'couchannel.inventory.v1.SeatsConfirmed', 'couchannel.inventory.v1.SeatsReleased')
              GROUP BY 1) AS events ON events.booking_id = holds.booking_id
 WHERE held IS NOT 1 OR again IS NOT round OR released IS NOT round + (state IN ('released', 'expired'))
    OR confirmed > 1 OR (state = 'confirmed' AND confirmed IS NOT 1)
