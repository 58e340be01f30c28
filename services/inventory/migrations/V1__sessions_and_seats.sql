-- A host's living room on one evening.
CREATE TABLE sessions (
  session_id      UUID    PRIMARY KEY,
  host_id         UUID    NOT NULL,
  fixture_id      UUID    NOT NULL,
  title           TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  starts_at       BIGINT  NOT NULL,
  state           TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
  seats_per_guest INTEGER NOT NULL CHECK (seats_per_guest BETWEEN 1 AND 8),
  seats_total     INTEGER NOT NULL CHECK (seats_total BETWEEN 1 AND 60)
);

CREATE INDEX sessions_by_fixture ON sessions (fixture_id, starts_at, session_id);

-- Seats promised to a booking.  One row for each booking, for ever: asking again finds it.
CREATE TABLE holds (
  booking_id UUID    PRIMARY KEY,
  session_id UUID    NOT NULL REFERENCES sessions (session_id),
  guest_id   UUID    NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('held', 'confirmed', 'released', 'expired')),
  seats      INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 8),
  held_at    BIGINT  NOT NULL,
  expires_at BIGINT,
  CHECK (state <> 'held' OR expires_at IS NOT NULL),
  CHECK (expires_at - held_at <= 1800000)
);

CREATE INDEX holds_by_expiry ON holds (expires_at) WHERE state = 'held';
CREATE INDEX holds_by_session ON holds (session_id) WHERE state IN ('held', 'confirmed');

-- One row for each seat, and one column for its holder: a seat cannot have two.
-- It is free once held_until has passed; confirmed seats are held for ever.
CREATE TABLE seats (
  session_id UUID    NOT NULL REFERENCES sessions (session_id),
  label      TEXT    NOT NULL,
  place      INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('sofa', 'armchair', 'chair', 'floor')),
  view       TEXT    NOT NULL CHECK (view IN ('front', 'side', 'partial')),
  accessible BOOLEAN NOT NULL,
  booking_id UUID    REFERENCES holds (booking_id),
  held_until BIGINT  NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, label),
  CHECK ((booking_id IS NULL) = (held_until = 0))
);

-- A room is read in its order.
CREATE UNIQUE INDEX seats_by_place ON seats (session_id, place);

-- How many seats a guest has in a session, held and confirmed: the per-person limit.
CREATE TABLE session_guests (
  session_id UUID    NOT NULL REFERENCES sessions (session_id),
  guest_id   UUID    NOT NULL,
  seats      INTEGER NOT NULL,
  seats_max  INTEGER NOT NULL,
  PRIMARY KEY (session_id, guest_id),
  CHECK (seats BETWEEN 0 AND seats_max)
);
