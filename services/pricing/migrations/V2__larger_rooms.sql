-- Rooms of 120 seats.  A table's checks cannot be changed in SQLite, so that it, and what refers to it, is
-- made anew.
CREATE TABLE new_sessions (
  session_id  UUID    PRIMARY KEY,
  host_id     UUID,
  starts_at   BIGINT,
  seats_total INTEGER CHECK (seats_total BETWEEN 1 AND 120),
  cancelled   BOOLEAN NOT NULL,
  CHECK (host_id IS NULL OR (starts_at IS NOT NULL AND seats_total IS NOT NULL))
);

INSERT INTO new_sessions SELECT session_id, host_id, starts_at, seats_total, cancelled FROM sessions;

CREATE TABLE new_seats (
  session_id UUID    NOT NULL REFERENCES new_sessions (session_id),
  label      TEXT    NOT NULL,
  place      INTEGER NOT NULL CHECK (place BETWEEN 0 AND 119),
  PRIMARY KEY (session_id, label),
  UNIQUE (session_id, place)
);

INSERT INTO new_seats SELECT session_id, label, place FROM seats;

CREATE TABLE new_tariffs (
  session_id          UUID    PRIMARY KEY REFERENCES new_sessions (session_id),
  version             INTEGER NOT NULL CHECK (version >= 1),
  currency            TEXT    NOT NULL CHECK (length(currency) = 3),
  declared_cost_minor BIGINT  NOT NULL CHECK (declared_cost_minor BETWEEN 0 AND 100000000),
  food_floor_minor    BIGINT  NOT NULL CHECK (food_floor_minor >= 0),
  food_ceiling_minor  BIGINT  NOT NULL CHECK (food_ceiling_minor BETWEEN food_floor_minor AND 100000000),
  admission_minor     BIGINT  CHECK (admission_minor BETWEEN 0 AND 100000000),
  commercial_licence  BOOLEAN NOT NULL,
  price_from_minor    BIGINT  NOT NULL,
  set_at              BIGINT  NOT NULL,
  CHECK (admission_minor IS NULL OR commercial_licence)
);

INSERT INTO new_tariffs
SELECT session_id, version, currency, declared_cost_minor, food_floor_minor, food_ceiling_minor, admission_minor,
       commercial_licence, price_from_minor, set_at
  FROM tariffs;

DROP TABLE tariffs;
DROP TABLE seats;
DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;
ALTER TABLE new_seats RENAME TO seats;
ALTER TABLE new_tariffs RENAME TO tariffs;
