-- What others said.  Their events may be heard in any order: a table for each kind of fact, and each statement that
-- keeps one comes out the same in any order.

-- Sessions, by inventory.  Until `published`, only what came later has been heard.  `change` numbers what the index
-- has to take over again: it is given anew whenever anything changes that is shown of the session.
CREATE TABLE sessions (
  session_id   UUID    PRIMARY KEY,
  host_id      UUID,
  home_id      UUID,
  fixture_id   UUID,
  title        TEXT,
  starts_at    BIGINT,
  ends_at      BIGINT,
  seats_total  INTEGER,
  package      TEXT,
  venue        TEXT,
  charge_basis TEXT,
  published    BOOLEAN NOT NULL,
  cancelled    BOOLEAN NOT NULL,
  started      BOOLEAN NOT NULL,
  change       BIGINT  NOT NULL UNIQUE,
  CHECK (NOT published OR (host_id IS NOT NULL AND home_id IS NOT NULL AND fixture_id IS NOT NULL
                           AND title IS NOT NULL AND starts_at IS NOT NULL AND ends_at IS NOT NULL
                           AND seats_total IS NOT NULL AND package IS NOT NULL AND venue IS NOT NULL
                           AND charge_basis IS NOT NULL))
);

CREATE INDEX sessions_by_home ON sessions (home_id);
CREATE INDEX sessions_by_host ON sessions (host_id);
CREATE INDEX sessions_by_fixture ON sessions (fixture_id);
CREATE INDEX sessions_to_start ON sessions (starts_at) WHERE published AND NOT cancelled AND NOT started;

-- Seats promised to a booking, by inventory.  What has ended never comes back.
CREATE TABLE holds (
  booking_id UUID    PRIMARY KEY,
  session_id UUID    NOT NULL,
  seats      INTEGER NOT NULL CHECK (seats >= 0),
  ended      BOOLEAN NOT NULL
);

CREATE INDEX live_holds_by_session ON holds (session_id) WHERE NOT ended;

-- Fixtures, by inventory.
CREATE TABLE fixtures (
  fixture_id       UUID PRIMARY KEY,
  title            TEXT NOT NULL,
  competition      TEXT NOT NULL,
  competition_name TEXT NOT NULL,
  home_team        TEXT,
  away_team        TEXT
);

-- Homes, by hosting: as everybody may see them.
CREATE TABLE homes (
  home_id                 UUID    PRIMARY KEY,
  host_id                 UUID    NOT NULL,
  name                    TEXT    NOT NULL,
  city                    TEXT    NOT NULL,
  country                 TEXT    NOT NULL,
  time_zone               TEXT    NOT NULL,
  latitude_microdegrees   INTEGER NOT NULL,
  longitude_microdegrees  INTEGER NOT NULL,
  circle_radius_m         INTEGER NOT NULL,
  diagonal_inches         INTEGER
);

-- What guests of a home agree to and can expect, by hosting.
CREATE TABLE house_rules (
  home_id      UUID    PRIMARY KEY,
  smoking      TEXT    NOT NULL,
  pets         BOOLEAN NOT NULL,
  pets_welcome BOOLEAN NOT NULL,
  kids_welcome BOOLEAN NOT NULL,
  wheelchair   BOOLEAN NOT NULL,
  alcohol      BOOLEAN NOT NULL,
  languages    TEXT    NOT NULL,
  cheers_for   TEXT
);

-- What hosts are called, by hosting.
CREATE TABLE hosts (
  host_id UUID PRIMARY KEY,
  name    TEXT NOT NULL
);

-- What the cheapest seat of a session costs, by pricing.
CREATE TABLE prices (
  session_id UUID    PRIMARY KEY,
  version    INTEGER NOT NULL,
  minor      BIGINT  NOT NULL,
  currency   TEXT    NOT NULL
);

-- How far the index has come, as far as is known here: one row, or none before the first push.  `epoch` says which
-- numbering sessions.change is: after a rebuild it is another one.
CREATE TABLE feed (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  epoch      UUID    NOT NULL,
  pushing    BOOLEAN NOT NULL,
  pushed     BIGINT  NOT NULL,
  not_before BIGINT  NOT NULL
);
