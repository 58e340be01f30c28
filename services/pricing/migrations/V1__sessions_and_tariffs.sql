-- What inventory said of a session.  Its events may be heard in any order, each fills in what it
-- knows: until host_id is there, the session has not been published as far as anybody here knows.
CREATE TABLE sessions (
  session_id  UUID    PRIMARY KEY,
  host_id     UUID,
  starts_at   BIGINT,
  seats_total INTEGER CHECK (seats_total BETWEEN 1 AND 60),
  cancelled   BOOLEAN NOT NULL,
  CHECK (host_id IS NULL OR (starts_at IS NOT NULL AND seats_total IS NOT NULL))
);

-- Its seats in the order of the room.
CREATE TABLE seats (
  session_id UUID    NOT NULL REFERENCES sessions (session_id),
  label      TEXT    NOT NULL,
  place      INTEGER NOT NULL CHECK (place BETWEEN 0 AND 59),
  PRIMARY KEY (session_id, label),
  UNIQUE (session_id, place)
);

-- Who asked for seats, and until when they have them.  asked_at is NULL while only what came later has
-- been heard; what has ended never comes back.
CREATE TABLE holds (
  booking_id UUID    PRIMARY KEY,
  session_id UUID    NOT NULL,
  asked_at   BIGINT,
  held_until BIGINT  NOT NULL,
  ended      BOOLEAN NOT NULL
);

CREATE INDEX holds_by_session ON holds (session_id, asked_at);

CREATE TABLE held_seats (
  session_id UUID NOT NULL,
  label      TEXT NOT NULL,
  booking_id UUID NOT NULL REFERENCES holds (booking_id),
  PRIMARY KEY (session_id, label, booking_id)
);

-- The newest tariff of each session.  Amounts are in the currency's smallest unit, 1,000,000.00 at most.
CREATE TABLE tariffs (
  session_id          UUID    PRIMARY KEY REFERENCES sessions (session_id),
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
