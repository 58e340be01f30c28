-- Every statement that pricing runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- What is heard -----------------------------------------------------------------

-- name: hear_published
INSERT INTO sessions (session_id, host_id, starts_at, seats_total, charge_basis, cancelled)
VALUES ($1, $2, $3, $4, $5, FALSE)
ON CONFLICT (session_id) DO UPDATE
   SET host_id = excluded.host_id,
       charge_basis = excluded.charge_basis,
       starts_at = COALESCE(sessions.starts_at, excluded.starts_at),
       seats_total = excluded.seats_total

-- name: hear_rescheduled
INSERT INTO sessions (session_id, starts_at, cancelled)
VALUES ($1, $2, FALSE)
ON CONFLICT (session_id) DO UPDATE SET starts_at = excluded.starts_at

-- name: hear_cancelled
INSERT INTO sessions (session_id, cancelled)
VALUES ($1, TRUE)
ON CONFLICT (session_id) DO UPDATE SET cancelled = TRUE

-- name: hear_seat
INSERT INTO seats (session_id, label, place)
VALUES ($1, $2, $3)
ON CONFLICT (session_id, label) DO NOTHING

-- name: hear_held
INSERT INTO holds (booking_id, session_id, asked_at, held_until, ended)
VALUES ($1, $2, $3, $4, FALSE)
ON CONFLICT (booking_id) DO UPDATE
   SET asked_at = excluded.asked_at,
       held_until = CASE WHEN holds.held_until > excluded.held_until THEN holds.held_until
                         ELSE excluded.held_until END

-- name: hear_held_seat
INSERT INTO held_seats (session_id, label, booking_id)
VALUES ($1, $2, $3)
ON CONFLICT (session_id, label, booking_id) DO NOTHING

-- name: hear_kept
INSERT INTO holds (booking_id, session_id, held_until, ended)
VALUES ($1, $2, $3, FALSE)
ON CONFLICT (booking_id) DO UPDATE
   SET held_until = CASE WHEN holds.held_until > excluded.held_until THEN holds.held_until
                         ELSE excluded.held_until END

-- What has been heard of a later round counts more than what is heard of an earlier one.
-- name: hear_taken_again
INSERT INTO holds (booking_id, session_id, held_until, ended, round)
VALUES ($1, $2, $3, FALSE, $4)
ON CONFLICT (booking_id) DO UPDATE
   SET held_until = excluded.held_until,
       ended = holds.ended AND holds.round >= excluded.round,
       round = CASE WHEN holds.round > excluded.round THEN holds.round ELSE excluded.round END

-- name: hear_released
INSERT INTO holds (booking_id, session_id, held_until, ended, round)
VALUES ($1, $2, 0, TRUE, $3)
ON CONFLICT (booking_id) DO UPDATE
   SET ended = holds.ended OR holds.round <= excluded.round,
       round = CASE WHEN holds.round > excluded.round THEN holds.round ELSE excluded.round END

-- What is known -----------------------------------------------------------------

-- name: published_session
SELECT session_id, host_id, starts_at, seats_total, charge_basis, cancelled
  FROM sessions
 WHERE session_id = $1 AND host_id IS NOT NULL

-- name: seats_of_session
SELECT label, place,
       EXISTS (SELECT 1
                 FROM held_seats
                 JOIN holds ON holds.booking_id = held_seats.booking_id
                WHERE held_seats.session_id = seats.session_id AND held_seats.label = seats.label
                  AND NOT holds.ended AND holds.held_until > $2) AS taken
  FROM seats
 WHERE session_id = $1
 ORDER BY place

-- name: demand_for_session
SELECT COUNT(*) AS asked
  FROM (SELECT booking_id
          FROM holds
         WHERE session_id = $1 AND asked_at > $2 AND booking_id <> $3
         LIMIT 60) AS lately

-- Tariffs -----------------------------------------------------------------------

-- name: tariff_of_session
SELECT session_id, version, declared_cost_minor, currency AS declared_cost_currency,
       food_floor_minor, currency AS food_floor_currency,
       food_ceiling_minor, currency AS food_ceiling_currency,
       admission_minor, CASE WHEN admission_minor IS NOT NULL THEN currency END AS admission_currency,
       commercial_licence, price_from_minor, currency AS price_from_currency, set_at
  FROM tariffs
 WHERE session_id = $1

-- name: put_tariff
INSERT INTO tariffs (session_id, version, currency, declared_cost_minor, food_floor_minor,
                     food_ceiling_minor, admission_minor, commercial_licence, price_from_minor, set_at)
VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (session_id) DO UPDATE
   SET version = tariffs.version + 1,
       declared_cost_minor = excluded.declared_cost_minor,
       food_floor_minor = excluded.food_floor_minor,
       food_ceiling_minor = excluded.food_ceiling_minor,
       admission_minor = excluded.admission_minor,
       commercial_licence = excluded.commercial_licence,
       price_from_minor = excluded.price_from_minor,
       set_at = excluded.set_at
 WHERE tariffs.currency = excluded.currency
   AND tariffs.declared_cost_minor <= excluded.declared_cost_minor
