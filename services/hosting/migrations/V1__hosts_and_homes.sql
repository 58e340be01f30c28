-- Who shares a living room.
CREATE TABLE hosts (
  host_id    UUID   PRIMARY KEY,
  name       TEXT   NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  about      TEXT   NOT NULL CHECK (length(about) <= 2000),
  languages  TEXT   NOT NULL, -- between spaces: "pl en"
  host_since BIGINT NOT NULL
);

-- A living room.  Where it is, exactly, stands in `address` alone: encrypted, and bound to this row.  Everybody may
-- know the city, and the centre of a circle that the home lies somewhere in.
CREATE TABLE homes (
  home_id                UUID    PRIMARY KEY,
  host_id                UUID    NOT NULL REFERENCES hosts (host_id),
  name                   TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  about                  TEXT    NOT NULL CHECK (length(about) <= 4000),
  venue                  TEXT    NOT NULL CHECK (venue IN ('private_home', 'public')),
  city                   TEXT    NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
  country                TEXT    NOT NULL CHECK (length(country) = 2),
  time_zone              TEXT    NOT NULL,
  latitude_microdegrees  INTEGER NOT NULL CHECK (latitude_microdegrees BETWEEN -90000000 AND 90000000),
  longitude_microdegrees INTEGER NOT NULL CHECK (longitude_microdegrees BETWEEN -180000000 AND 180000000),
  address                BYTEA   NOT NULL,
  sound                  TEXT    NOT NULL DEFAULT 'tv' CHECK (sound IN ('tv', 'soundbar', 'surround')),
  wifi                   BOOLEAN NOT NULL DEFAULT FALSE,
  air_conditioning       BOOLEAN NOT NULL DEFAULT FALSE,
  balcony                BOOLEAN NOT NULL DEFAULT FALSE,
  second_screen          BOOLEAN NOT NULL DEFAULT FALSE,
  parking                BOOLEAN NOT NULL DEFAULT FALSE,
  described_at           BIGINT  NOT NULL
);

CREATE INDEX homes_by_host ON homes (host_id, home_id);

-- How large the room is, and where the screen hangs.
CREATE TABLE rooms (
  home_id         UUID    PRIMARY KEY REFERENCES homes (home_id),
  width_cm        INTEGER NOT NULL CHECK (width_cm BETWEEN 100 AND 5000),
  depth_cm        INTEGER NOT NULL CHECK (depth_cm BETWEEN 100 AND 5000),
  x_cm            INTEGER NOT NULL,
  y_cm            INTEGER NOT NULL,
  facing_degrees  INTEGER NOT NULL CHECK (facing_degrees BETWEEN 0 AND 359),
  diagonal_inches INTEGER NOT NULL CHECK (diagonal_inches BETWEEN 19 AND 400),
  projector       BOOLEAN NOT NULL,
  seats           INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 120),
  CHECK (x_cm BETWEEN 0 AND width_cm),
  CHECK (y_cm BETWEEN 0 AND depth_cm)
);

-- Where one sits.
CREATE TABLE seats (
  home_id        UUID    NOT NULL REFERENCES rooms (home_id),
  label          TEXT    NOT NULL CHECK (length(label) BETWEEN 1 AND 12),
  place          INTEGER NOT NULL, -- in the order of the room
  kind           TEXT    NOT NULL CHECK (kind IN ('sofa', 'armchair', 'chair', 'floor')),
  accessible     BOOLEAN NOT NULL,
  x_cm           INTEGER NOT NULL CHECK (x_cm BETWEEN 0 AND 5000),
  y_cm           INTEGER NOT NULL CHECK (y_cm BETWEEN 0 AND 5000),
  facing_degrees INTEGER NOT NULL CHECK (facing_degrees BETWEEN 0 AND 359),
  PRIMARY KEY (home_id, label)
);

CREATE UNIQUE INDEX seats_by_place ON seats (home_id, place);

-- What is watched with, and the host's proof that it is theirs: encrypted, and bound to this row.
CREATE TABLE packages (
  home_id  UUID    PRIMARY KEY REFERENCES homes (home_id),
  package  TEXT    NOT NULL CHECK (length(package) BETWEEN 1 AND 60),
  state    TEXT    NOT NULL CHECK (state IN ('declared', 'confirmed', 'rejected')),
  proof    BYTEA   NOT NULL,
  version  INTEGER NOT NULL CHECK (version >= 1), -- of the proof
  given_at BIGINT  NOT NULL,
  note     TEXT    -- why it was not believed
);

CREATE TABLE house_rules (
  home_id      UUID    PRIMARY KEY REFERENCES homes (home_id),
  smoking      TEXT    NOT NULL CHECK (smoking IN ('no', 'outside', 'yes')),
  pets         BOOLEAN NOT NULL,
  pets_welcome BOOLEAN NOT NULL,
  kids_welcome BOOLEAN NOT NULL,
  stairs       INTEGER NOT NULL CHECK (stairs BETWEEN 0 AND 1000),
  wheelchair   BOOLEAN NOT NULL,
  alcohol      BOOLEAN NOT NULL,
  languages    TEXT    NOT NULL CHECK (length(languages) >= 2),
  cheers_for   TEXT,
  note         TEXT
);
