-- What is played when.
CREATE TABLE competitions (
  competition_id UUID PRIMARY KEY,
  slug           TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 64),
  name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  sport          TEXT NOT NULL CHECK (length(sport) BETWEEN 1 AND 32)
);

CREATE TABLE teams (
  team_id    UUID PRIMARY KEY,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  short_name TEXT NOT NULL CHECK (length(short_name) BETWEEN 1 AND 12)
);

CREATE INDEX teams_by_name ON teams (name, team_id);

CREATE TABLE competition_teams (
  competition_id UUID NOT NULL REFERENCES competitions (competition_id),
  team_id        UUID NOT NULL REFERENCES teams (team_id),
  PRIMARY KEY (competition_id, team_id)
);

-- revision counts the changes that sessions must follow; follow_at is there while some have yet to.
CREATE TABLE fixtures (
  fixture_id     UUID    PRIMARY KEY,
  competition_id UUID    NOT NULL REFERENCES competitions (competition_id),
  home_team_id   UUID    REFERENCES teams (team_id),
  away_team_id   UUID    REFERENCES teams (team_id),
  title          TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 250),
  kicks_off_at   BIGINT  NOT NULL,
  ends_at        BIGINT  NOT NULL,
  time_zone      TEXT    NOT NULL,
  round          TEXT,
  state          TEXT    NOT NULL CHECK (state IN ('planned', 'cancelled')),
  revision       INTEGER NOT NULL CHECK (revision >= 1),
  follow_at      BIGINT,
  CHECK (ends_at > kicks_off_at AND ends_at - kicks_off_at <= 86400000),
  CHECK (home_team_id <> away_team_id)
);

CREATE INDEX fixtures_by_kick_off ON fixtures (kicks_off_at, fixture_id);
CREATE INDEX fixtures_by_competition ON fixtures (competition_id, kicks_off_at, fixture_id);
CREATE INDEX fixtures_to_follow ON fixtures (follow_at) WHERE follow_at IS NOT NULL;

-- Sessions of before did not say what is played, nor where.  They are kept, with fixtures and places that
-- nobody knows: who sits there may come, and no licence rule is made for more.
INSERT INTO competitions (competition_id, slug, name, sport)
SELECT fixture_id, 'unknown', 'Unknown competition', 'unknown' FROM sessions ORDER BY fixture_id LIMIT 1;

INSERT INTO fixtures (fixture_id, competition_id, title, kicks_off_at, ends_at, time_zone, state, revision)
SELECT fixture_id, (SELECT competition_id FROM competitions), 'Unknown fixture',
       MIN(starts_at), MIN(starts_at) + 10800000, 'UTC', 'planned', 1
  FROM sessions
 GROUP BY fixture_id;

-- A session begins when its host says and ends with its fixture; it follows the revision of it that it has
-- seen.  A table's checks cannot be changed in SQLite, so that what refers to it is made anew as well.
CREATE TABLE new_sessions (
  session_id       UUID    PRIMARY KEY,
  host_id          UUID    NOT NULL,
  home_id          UUID    NOT NULL,
  fixture_id       UUID    NOT NULL REFERENCES fixtures (fixture_id),
  fixture_revision INTEGER NOT NULL,
  title            TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  starts_at        BIGINT  NOT NULL,
  kicks_off_at     BIGINT  NOT NULL,
  ends_at          BIGINT  NOT NULL,
  state            TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
  territory        TEXT    NOT NULL CHECK (length(territory) = 2),
  package          TEXT    NOT NULL CHECK (length(package) BETWEEN 1 AND 64),
  venue            TEXT    NOT NULL CHECK (venue IN ('private_home', 'public')),
  charge_basis     TEXT    NOT NULL CHECK (charge_basis IN ('free', 'cost_share', 'admission')),
  seats_per_guest  INTEGER NOT NULL CHECK (seats_per_guest BETWEEN 1 AND 8),
  seats_total      INTEGER NOT NULL CHECK (seats_total BETWEEN 1 AND 120),
  CHECK (ends_at > starts_at AND ends_at > kicks_off_at)
);

INSERT INTO new_sessions
SELECT session_id, host_id, host_id, fixture_id, 1, sessions.title, starts_at, kicks_off_at, starts_at + 10800000,
       sessions.state, 'ZZ', 'unknown', 'private_home', 'cost_share', seats_per_guest, seats_total
  FROM sessions
  JOIN fixtures USING (fixture_id);

CREATE TABLE new_holds (
  booking_id UUID    PRIMARY KEY,
  session_id UUID    NOT NULL REFERENCES new_sessions (session_id),
  guest_id   UUID    NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('held', 'confirmed', 'released', 'expired')),
  seats      INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 8),
  held_at    BIGINT  NOT NULL,
  expires_at BIGINT,
  CHECK (state <> 'held' OR expires_at IS NOT NULL),
  CHECK (expires_at - held_at <= 1800000)
);

INSERT INTO new_holds SELECT booking_id, session_id, guest_id, state, seats, held_at, expires_at FROM holds;

CREATE TABLE new_seats (
  session_id UUID    NOT NULL REFERENCES new_sessions (session_id),
  label      TEXT    NOT NULL,
  place      INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('sofa', 'armchair', 'chair', 'floor')),
  view       TEXT    NOT NULL CHECK (view IN ('front', 'side', 'partial')),
  accessible BOOLEAN NOT NULL,
  booking_id UUID    REFERENCES new_holds (booking_id),
  held_until BIGINT  NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, label),
  CHECK ((booking_id IS NULL) = (held_until = 0))
);

INSERT INTO new_seats
SELECT session_id, label, place, kind, view, accessible, booking_id, held_until FROM seats;

CREATE TABLE new_session_guests (
  session_id UUID    NOT NULL REFERENCES new_sessions (session_id),
  guest_id   UUID    NOT NULL,
  seats      INTEGER NOT NULL,
  seats_max  INTEGER NOT NULL,
  PRIMARY KEY (session_id, guest_id),
  CHECK (seats BETWEEN 0 AND seats_max)
);

INSERT INTO new_session_guests SELECT session_id, guest_id, seats, seats_max FROM session_guests;

DROP TABLE session_guests;
DROP TABLE seats;
DROP TABLE holds;
DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;
ALTER TABLE new_holds RENAME TO holds;
ALTER TABLE new_seats RENAME TO seats;
ALTER TABLE new_session_guests RENAME TO session_guests;

CREATE INDEX sessions_by_fixture ON sessions (fixture_id, starts_at, session_id);
CREATE INDEX sessions_by_host ON sessions (host_id, starts_at, session_id);
CREATE INDEX sessions_by_revision ON sessions (fixture_id, fixture_revision);
CREATE INDEX holds_by_expiry ON holds (expires_at) WHERE state = 'held';
CREATE INDEX holds_by_session ON holds (session_id) WHERE state IN ('held', 'confirmed');
CREATE UNIQUE INDEX seats_by_place ON seats (session_id, place);
