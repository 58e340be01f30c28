-- Every statement that search runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- What is heard -----------------------------------------------------------------

-- name: hear_published
INSERT INTO sessions (session_id, host_id, home_id, fixture_id, title, starts_at, ends_at, seats_total, package,
                      venue, charge_basis, published, cancelled, started, change)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, TRUE, FALSE, FALSE,
        (SELECT COALESCE(MAX(change), 1) + 1 FROM sessions))
ON CONFLICT (session_id) DO UPDATE
   SET host_id = excluded.host_id, home_id = excluded.home_id, fixture_id = excluded.fixture_id,
       title = excluded.title, starts_at = COALESCE(sessions.starts_at, excluded.starts_at),
       ends_at = COALESCE(sessions.ends_at, excluded.ends_at), seats_total = excluded.seats_total,
       package = excluded.package, venue = excluded.venue, charge_basis = excluded.charge_basis,
       published = TRUE, change = excluded.change

-- name: hear_rescheduled
INSERT INTO sessions (session_id, starts_at, ends_at, published, cancelled, started, change)
VALUES ($1, $2, $3, FALSE, FALSE, FALSE, (SELECT COALESCE(MAX(change), 1) + 1 FROM sessions))
ON CONFLICT (session_id) DO UPDATE
   SET starts_at = excluded.starts_at, ends_at = excluded.ends_at, started = FALSE, change = excluded.change

-- name: hear_cancelled
INSERT INTO sessions (session_id, published, cancelled, started, change)
VALUES ($1, FALSE, TRUE, FALSE, (SELECT COALESCE(MAX(change), 1) + 1 FROM sessions))
ON CONFLICT (session_id) DO UPDATE SET cancelled = TRUE, change = excluded.change

-- name: hear_held
INSERT INTO holds (booking_id, session_id, seats, ended)
VALUES ($1, $2, $3, FALSE)
ON CONFLICT (booking_id) DO UPDATE SET seats = excluded.seats

-- What has been heard of a later round counts more than what is heard of an earlier one.
-- name: hear_taken_again
INSERT INTO holds (booking_id, session_id, seats, ended, round)
VALUES ($1, $2, $3, FALSE, $4)
ON CONFLICT (booking_id) DO UPDATE
   SET seats = excluded.seats,
       ended = holds.ended AND holds.round >= excluded.round,
       round = CASE WHEN holds.round > excluded.round THEN holds.round ELSE excluded.round END

-- name: hear_released
INSERT INTO holds (booking_id, session_id, seats, ended, round)
VALUES ($1, $2, 0, TRUE, $3)
ON CONFLICT (booking_id) DO UPDATE
   SET ended = holds.ended OR holds.round <= excluded.round,
       round = CASE WHEN holds.round > excluded.round THEN holds.round ELSE excluded.round END

-- name: hear_fixture
INSERT INTO fixtures (fixture_id, title, competition, competition_name, home_team, away_team)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (fixture_id) DO UPDATE
   SET title = excluded.title, competition = excluded.competition, competition_name = excluded.competition_name,
       home_team = excluded.home_team, away_team = excluded.away_team

-- name: hear_home
INSERT INTO homes (home_id, host_id, name, city, country, time_zone, latitude_microdegrees, longitude_microdegrees,
                   circle_radius_m, diagonal_inches)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (home_id) DO UPDATE
   SET host_id = excluded.host_id, name = excluded.name, city = excluded.city, country = excluded.country,
       time_zone = excluded.time_zone, latitude_microdegrees = excluded.latitude_microdegrees,
       longitude_microdegrees = excluded.longitude_microdegrees, circle_radius_m = excluded.circle_radius_m,
       diagonal_inches = excluded.diagonal_inches

-- name: hear_house_rules
INSERT INTO house_rules (home_id, smoking, pets, pets_welcome, kids_welcome, wheelchair, alcohol, languages,
                         cheers_for)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (home_id) DO UPDATE
   SET smoking = excluded.smoking, pets = excluded.pets, pets_welcome = excluded.pets_welcome,
       kids_welcome = excluded.kids_welcome, wheelchair = excluded.wheelchair, alcohol = excluded.alcohol,
       languages = excluded.languages, cheers_for = excluded.cheers_for

-- name: hear_host
INSERT INTO hosts (host_id, name)
VALUES ($1, $2)
ON CONFLICT (host_id) DO UPDATE SET name = excluded.name

-- name: hear_price
INSERT INTO prices (session_id, version, minor, currency)
VALUES ($1, $2, $3, $4)
ON CONFLICT (session_id) DO UPDATE
   SET version = excluded.version, minor = excluded.minor, currency = excluded.currency
 WHERE prices.version < excluded.version

-- What the index has to take over again -------------------------------------------

-- name: mark_session
UPDATE sessions SET change = (SELECT MAX(change) + 1 FROM sessions) WHERE session_id = $1

-- name: mark_sessions_of_fixture
UPDATE sessions
   SET change = marked.change
  FROM (SELECT session_id AS id,
               (SELECT MAX(change) FROM sessions) + ROW_NUMBER() OVER (ORDER BY session_id) AS change
          FROM sessions
         WHERE fixture_id = $1) AS marked
 WHERE sessions.session_id = marked.id

-- name: mark_sessions_of_home
UPDATE sessions
   SET change = marked.change
  FROM (SELECT session_id AS id,
               (SELECT MAX(change) FROM sessions) + ROW_NUMBER() OVER (ORDER BY session_id) AS change
          FROM sessions
         WHERE home_id = $1) AS marked
 WHERE sessions.session_id = marked.id

-- name: mark_sessions_of_host
UPDATE sessions
   SET change = marked.change
  FROM (SELECT session_id AS id,
               (SELECT MAX(change) FROM sessions) + ROW_NUMBER() OVER (ORDER BY session_id) AS change
          FROM sessions
         WHERE host_id = $1) AS marked
 WHERE sessions.session_id = marked.id

-- name: next_start
SELECT MIN(starts_at) AS due_at FROM sessions WHERE published AND NOT cancelled AND NOT started

-- name: mark_started
UPDATE sessions
   SET started = TRUE, change = marked.change
  FROM (SELECT session_id AS id,
               (SELECT MAX(change) FROM sessions) + ROW_NUMBER() OVER (ORDER BY session_id) AS change
          FROM (SELECT session_id
                  FROM sessions
                 WHERE published AND NOT cancelled AND NOT started AND starts_at <= $1
                 ORDER BY starts_at
                 LIMIT 100) AS due) AS marked
 WHERE sessions.session_id = marked.id

-- name: changes_after
SELECT session_id, change FROM sessions WHERE change > $1 ORDER BY change LIMIT 256

-- A home that is not the session's host's is none of its own.
-- name: hits_between
SELECT sessions.session_id, sessions.title, sessions.starts_at, sessions.ends_at, sessions.fixture_id,
       fixtures.title AS fixture_title, fixtures.competition, fixtures.competition_name, fixtures.home_team,
       fixtures.away_team, sessions.home_id, homes.name AS home_name, sessions.host_id, hosts.name AS host_name,
       homes.city, homes.country, homes.time_zone, homes.latitude_microdegrees, homes.longitude_microdegrees,
       homes.circle_radius_m, sessions.seats_total,
       sessions.seats_total - (SELECT COALESCE(SUM(seats), 0)
                                 FROM holds
                                WHERE holds.session_id = sessions.session_id AND NOT ended) AS seats_free,
       prices.minor AS price_from_minor, prices.currency AS price_from_currency,
       sessions.venue, sessions.charge_basis, sessions.package, homes.diagonal_inches, house_rules.smoking,
       house_rules.pets, house_rules.pets_welcome, house_rules.kids_welcome, house_rules.wheelchair,
       house_rules.alcohol, house_rules.languages, house_rules.cheers_for
  FROM sessions
  JOIN fixtures ON fixtures.fixture_id = sessions.fixture_id
  JOIN homes ON homes.home_id = sessions.home_id AND homes.host_id = sessions.host_id
  JOIN house_rules ON house_rules.home_id = sessions.home_id
  LEFT JOIN hosts ON hosts.host_id = sessions.host_id
  LEFT JOIN prices ON prices.session_id = sessions.session_id
 WHERE sessions.change > $1 AND sessions.change <= $2
   AND sessions.published AND NOT sessions.cancelled AND NOT sessions.started
 ORDER BY sessions.change

-- How far the index has come ------------------------------------------------------

-- name: read_feed
SELECT epoch, (SELECT COALESCE(MAX(change), 1) FROM sessions) AS change FROM feed

-- Whenever it lacks something; and now and then, as it may have been lost.
-- name: next_push
SELECT CASE WHEN feed.one IS NULL THEN 0
            WHEN feed.pushing THEN NULL
            WHEN (SELECT COALESCE(MAX(change), 1) FROM sessions) > feed.pushed THEN feed.not_before
            ELSE feed.not_before + 300000 END AS due_at
  FROM (SELECT 1 AS one) AS always
  LEFT JOIN feed ON feed.one = always.one

-- name: begin_push
INSERT INTO feed (one, epoch, pushing, pushed, not_before)
VALUES (1, $1, TRUE, 0, 0)
ON CONFLICT (one) DO UPDATE SET pushing = TRUE

-- name: end_push
UPDATE feed SET pushing = FALSE, pushed = $1, not_before = $2

-- name: end_push_for_now
UPDATE feed SET pushing = FALSE, not_before = $1

-- Forgetting ----------------------------------------------------------------------

-- name: forget_sessions
DELETE FROM sessions

-- name: forget_holds
DELETE FROM holds

-- name: forget_fixtures
DELETE FROM fixtures

-- name: forget_homes
DELETE FROM homes

-- name: forget_house_rules
DELETE FROM house_rules

-- name: forget_hosts
DELETE FROM hosts

-- name: forget_prices
DELETE FROM prices

-- name: forget_feed
DELETE FROM feed
