-- Every statement that inventory runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- Sessions ----------------------------------------------------------------------

-- name: insert_session
INSERT INTO sessions (session_id, host_id, home_id, fixture_id, fixture_revision, competition_id, competition_slug,
                      title, starts_at, kicks_off_at, ends_at, state, territory, package, venue, charge_basis,
                      seats_per_guest, seats_total)
SELECT $1, $2, $3, fixture_id, revision, fixtures.competition_id, slug, $5, $6, kicks_off_at,
       ends_at + CASE WHEN kicks_off_at < $6 THEN $6 - kicks_off_at ELSE 0 END,
       'draft', $7, $8, $9, $10, $11, $12
  FROM fixtures
  JOIN competitions ON competitions.competition_id = fixtures.competition_id
 WHERE fixture_id = $4

-- name: insert_seat
INSERT INTO seats (session_id, label, place, kind, view, accessible)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: session_by_id
SELECT session_id, host_id, home_id, fixture_id, competition_id, competition_slug, title, starts_at, kicks_off_at,
       ends_at, state, territory, package, venue, charge_basis, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE session_id = $1

-- name: published_sessions
SELECT session_id, host_id, home_id, fixture_id, competition_id, competition_slug, title, starts_at, kicks_off_at,
       ends_at, state, territory, package, venue, charge_basis, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE fixture_id = $1 AND state = 'published'
   AND ((starts_at, session_id) > (SELECT starts_at, session_id FROM sessions WHERE session_id = $3)
        OR $3 IS NULL)
 ORDER BY starts_at, session_id
 LIMIT $4

-- name: sessions_of_host
SELECT session_id, host_id, home_id, fixture_id, competition_id, competition_slug, title, starts_at, kicks_off_at,
       ends_at, state, territory, package, venue, charge_basis, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE host_id = $1
   AND ((starts_at, session_id) < (SELECT starts_at, session_id FROM sessions WHERE session_id = $3)
        OR $3 IS NULL)
 ORDER BY starts_at DESC, session_id DESC
 LIMIT $4

-- name: sessions_ahead_of_host
SELECT session_id, host_id, home_id, fixture_id, competition_id, competition_slug, title, starts_at, kicks_off_at,
       ends_at, state, territory, package, venue, charge_basis, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE host_id = $1 AND starts_at > $2 AND state <> 'cancelled'
 ORDER BY starts_at, session_id
 LIMIT $3

-- name: publish_session
UPDATE sessions SET state = 'published' WHERE session_id = $1 AND state = 'draft'

-- name: reschedule_session
UPDATE sessions SET starts_at = $2, kicks_off_at = $3, ends_at = $4
 WHERE session_id = $1 AND state <> 'cancelled'

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
SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at, round
  FROM holds
 WHERE booking_id = $1

-- name: extend_hold
UPDATE holds SET expires_at = $2 WHERE booking_id = $1 AND state = 'held'

-- name: shorten_holds
UPDATE holds SET expires_at = $2 WHERE session_id = $1 AND state = 'held' AND expires_at > $2

-- name: confirm_hold
UPDATE holds SET state = 'confirmed', expires_at = NULL WHERE booking_id = $1 AND state = 'held'

-- name: renew_hold
UPDATE holds SET state = 'confirmed', expires_at = NULL, round = round + 1 WHERE booking_id = $1 AND state = 'expired'

-- name: end_hold
UPDATE holds SET state = $2, expires_at = NULL WHERE booking_id = $1 AND state IN ('held', 'confirmed')

-- name: live_holds_of_session
SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at, round
  FROM holds
 WHERE session_id = $1 AND state IN ('held', 'confirmed')

-- name: lapsed_holds_of_session
SELECT DISTINCT holds.booking_id, holds.session_id, holds.guest_id, holds.state, holds.seats,
       holds.held_at, holds.expires_at, holds.round
  FROM seats
  JOIN holds ON holds.booking_id = seats.booking_id
 WHERE seats.session_id = $1 AND seats.held_until <= $2

-- name: lapsed_holds
SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at, round
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

-- Licence rules -----------------------------------------------------------------

-- name: hear_licence_rule
INSERT INTO licence_rules (rule_id, version, competition, package, territory, venue, charge_basis, specificity,
                           heads_max, valid_from)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (rule_id, version) DO NOTHING

-- The same statement, to the letter, is compliance's: a test holds them together.  Lists (IN) would cost as much as
-- the rest of a hold; two orderly walks that stop at the first match cost next to nothing.
-- name: matching_rule
SELECT rule_id, version, specificity, heads_max
  FROM licence_rules
 WHERE competition = $1 AND (package = $2 OR package = '*') AND (territory = $3 OR territory = '*')
   AND (venue = $4 OR venue = '*') AND (charge_basis = $5 OR charge_basis = '*') AND valid_from <= $6
 UNION ALL
SELECT rule_id, version, specificity, heads_max
  FROM licence_rules
 WHERE competition = '*' AND (package = $2 OR package = '*') AND (territory = $3 OR territory = '*')
   AND (venue = $4 OR venue = '*') AND (charge_basis = $5 OR charge_basis = '*') AND valid_from <= $6
 ORDER BY specificity DESC, version DESC
 LIMIT 1

-- name: heads_confirmed
-- Whose seats are live is said as holds_by_session says it: else SQLite does not use that index.
SELECT CAST(COALESCE(SUM(seats), 0) AS INTEGER) AS heads
  FROM holds
 WHERE session_id = $1 AND state IN ('held', 'confirmed') AND state = 'confirmed'

-- name: heads_inside
SELECT CAST(COALESCE(SUM(seats), 0) AS INTEGER) AS heads
  FROM holds
  JOIN check_ins ON check_ins.booking_id = holds.booking_id
 WHERE session_id = $1 AND state IN ('held', 'confirmed') AND state = 'confirmed'

-- The calendar ------------------------------------------------------------------

-- name: put_competition
INSERT INTO competitions (competition_id, slug, name, sport)
VALUES ($1, $2, $3, $4)
ON CONFLICT (competition_id) DO UPDATE SET name = excluded.name, sport = excluded.sport
 WHERE competitions.slug = excluded.slug

-- name: competition_by_id
SELECT competition_id, slug, name, sport FROM competitions WHERE competition_id = $1

-- name: competitions_by_slug
SELECT competition_id, slug, name, sport
  FROM competitions
 WHERE slug > (SELECT slug FROM competitions WHERE competition_id = $1) OR $1 IS NULL
 ORDER BY slug
 LIMIT $2

-- name: put_team
INSERT INTO teams (team_id, name, short_name)
VALUES ($1, $2, $3)
ON CONFLICT (team_id) DO UPDATE SET name = excluded.name, short_name = excluded.short_name

-- name: put_competition_team
INSERT INTO competition_teams (competition_id, team_id)
VALUES ($1, $2)
ON CONFLICT (competition_id, team_id) DO NOTHING

-- name: team_by_id
SELECT team_id, name, short_name FROM teams WHERE team_id = $1

-- name: teams_by_name
SELECT team_id, name, short_name
  FROM teams
 WHERE (name, team_id) > (SELECT name, team_id FROM teams WHERE team_id = $1) OR $1 IS NULL
 ORDER BY name, team_id
 LIMIT $2

-- name: teams_of_competition
SELECT teams.team_id, name, short_name
  FROM competition_teams
  JOIN teams ON teams.team_id = competition_teams.team_id
 WHERE competition_id = $1
   AND ((name, teams.team_id) > (SELECT name, team_id FROM teams WHERE team_id = $2) OR $2 IS NULL)
 ORDER BY name, teams.team_id
 LIMIT $3

-- name: insert_fixture
INSERT INTO fixtures (fixture_id, competition_id, home_team_id, away_team_id, title, kicks_off_at, ends_at,
                      time_zone, round, state, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned', 1)

-- name: correct_fixture
UPDATE fixtures SET home_team_id = $2, away_team_id = $3, title = $4, time_zone = $5, round = $6
 WHERE fixture_id = $1
   AND (home_team_id IS DISTINCT FROM $2 OR away_team_id IS DISTINCT FROM $3 OR title <> $4
        OR time_zone <> $5 OR round IS DISTINCT FROM $6)

-- name: move_fixture
UPDATE fixtures SET kicks_off_at = $2, ends_at = $3, revision = revision + 1, follow_at = $4
 WHERE fixture_id = $1

-- name: call_off_fixture
UPDATE fixtures SET state = 'cancelled', revision = revision + 1, follow_at = $2
 WHERE fixture_id = $1 AND state <> 'cancelled'

-- name: fixture_by_id
SELECT fixture_id, fixtures.competition_id, competitions.slug AS competition_slug,
       competitions.name AS competition_name, competitions.sport, home_team_id, home.name AS home_team_name,
       away_team_id, away.name AS away_team_name, title, kicks_off_at, ends_at,
       (ends_at - kicks_off_at) / 60000 AS duration_minutes, time_zone, round, state
  FROM fixtures
  JOIN competitions ON competitions.competition_id = fixtures.competition_id
  LEFT JOIN teams AS home ON home.team_id = home_team_id
  LEFT JOIN teams AS away ON away.team_id = away_team_id
 WHERE fixture_id = $1

-- name: fixtures_of_competition
SELECT fixture_id, fixtures.competition_id, competitions.slug AS competition_slug,
       competitions.name AS competition_name, competitions.sport, home_team_id, home.name AS home_team_name,
       away_team_id, away.name AS away_team_name, title, kicks_off_at, ends_at,
       (ends_at - kicks_off_at) / 60000 AS duration_minutes, time_zone, round, state
  FROM fixtures
  JOIN competitions ON competitions.competition_id = fixtures.competition_id
  LEFT JOIN teams AS home ON home.team_id = home_team_id
  LEFT JOIN teams AS away ON away.team_id = away_team_id
 WHERE fixtures.competition_id = $1
   AND (home_team_id = $2 OR away_team_id = $2 OR $2 IS NULL)
   AND kicks_off_at >= $3 AND kicks_off_at < $4 AND ends_at > $5
   AND ((kicks_off_at, fixture_id) > (SELECT kicks_off_at, fixture_id FROM fixtures WHERE fixture_id = $6)
        OR $6 IS NULL)
 ORDER BY kicks_off_at, fixture_id
 LIMIT $7

-- name: fixtures_by_kick_off
SELECT fixture_id, fixtures.competition_id, competitions.slug AS competition_slug,
       competitions.name AS competition_name, competitions.sport, home_team_id, home.name AS home_team_name,
       away_team_id, away.name AS away_team_name, title, kicks_off_at, ends_at,
       (ends_at - kicks_off_at) / 60000 AS duration_minutes, time_zone, round, state
  FROM fixtures
  JOIN competitions ON competitions.competition_id = fixtures.competition_id
  LEFT JOIN teams AS home ON home.team_id = home_team_id
  LEFT JOIN teams AS away ON away.team_id = away_team_id
 WHERE (home_team_id = $1 OR away_team_id = $1 OR $1 IS NULL)
   AND kicks_off_at >= $2 AND kicks_off_at < $3 AND ends_at > $4
   AND ((kicks_off_at, fixture_id) > (SELECT kicks_off_at, fixture_id FROM fixtures WHERE fixture_id = $5)
        OR $5 IS NULL)
 ORDER BY kicks_off_at, fixture_id
 LIMIT $6

-- Following a fixture -----------------------------------------------------------

-- name: next_follow
SELECT MIN(follow_at) AS due_at FROM fixtures WHERE follow_at IS NOT NULL

-- name: fixture_to_follow
SELECT fixture_id, fixtures.competition_id, competitions.slug AS competition_slug,
       competitions.name AS competition_name, competitions.sport, home_team_id, home.name AS home_team_name,
       away_team_id, away.name AS away_team_name, title, kicks_off_at, ends_at,
       (ends_at - kicks_off_at) / 60000 AS duration_minutes, time_zone, round, state
  FROM fixtures
  JOIN competitions ON competitions.competition_id = fixtures.competition_id
  LEFT JOIN teams AS home ON home.team_id = home_team_id
  LEFT JOIN teams AS away ON away.team_id = away_team_id
 WHERE follow_at IS NOT NULL
 ORDER BY follow_at
 LIMIT 1

-- name: sessions_behind
SELECT session_id, host_id, home_id, fixture_id, competition_id, competition_slug, title, starts_at, kicks_off_at,
       ends_at, state, territory, package, venue, charge_basis, seats_per_guest, seats_total,
       (SELECT COUNT(*) FROM seats
         WHERE seats.session_id = sessions.session_id AND held_until <= $2) AS seats_free
  FROM sessions
 WHERE fixture_id = $1
   AND fixture_revision < (SELECT revision FROM fixtures WHERE fixture_id = $1)
 ORDER BY fixture_revision
 LIMIT $3

-- name: catch_up
UPDATE sessions
   SET fixture_revision = (SELECT revision FROM fixtures WHERE fixtures.fixture_id = sessions.fixture_id)
 WHERE session_id = $1

-- name: follow_again
UPDATE fixtures SET follow_at = $2 WHERE fixture_id = $1

-- Hosts who left ----------------------------------------------------------------

-- name: note_host_who_left
INSERT INTO hosts_who_left (host_id, left_at) VALUES ($1, $2) ON CONFLICT (host_id) DO NOTHING

-- name: next_host_who_left
SELECT left_at AS due_at FROM hosts_who_left LIMIT 1

-- name: host_who_left
SELECT host_id FROM hosts_who_left LIMIT 1

-- name: forget_host_who_left
DELETE FROM hosts_who_left WHERE host_id = $1

-- The door ----------------------------------------------------------------------

-- name: insert_check_in
INSERT INTO check_ins (booking_id, checked_in_at, recorded_at)
VALUES ($1, $2, $3)
ON CONFLICT (booking_id) DO NOTHING

-- name: delete_check_in
DELETE FROM check_ins WHERE booking_id = $1

-- name: door_guest
SELECT holds.booking_id, guest_id, seats, checked_in_at
  FROM holds
  LEFT JOIN check_ins ON check_ins.booking_id = holds.booking_id
 WHERE holds.booking_id = $1

-- name: door_guests
SELECT holds.booking_id, guest_id, seats, checked_in_at
  FROM holds
  LEFT JOIN check_ins ON check_ins.booking_id = holds.booking_id
 WHERE session_id = $1 AND state IN ('held', 'confirmed') AND state = 'confirmed'
 ORDER BY held_at, holds.booking_id
