-- Seats that a guest asked for.  One row for each booking, for ever: asking again finds it.
CREATE TABLE bookings (
  booking_id   UUID    PRIMARY KEY,
  guest_id     UUID    NOT NULL,
  session_id   UUID    NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('pending', 'undoing', 'confirmed', 'refused', 'cancelled')),
  seats        INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 8),
  starts_at    BIGINT,
  total_minor  BIGINT  CHECK (total_minor >= 0),
  currency     TEXT    CHECK (length(currency) = 3),
  action_url   TEXT,
  refused_step TEXT,
  refusal      TEXT,
  cancelled_by TEXT    CHECK (cancelled_by IN ('guest', 'host')),
  refund_minor BIGINT  CHECK (refund_minor BETWEEN 0 AND total_minor),
  rescheduled  BOOLEAN NOT NULL,
  requested_at BIGINT  NOT NULL,
  CHECK ((total_minor IS NULL) = (currency IS NULL)),
  CHECK ((refused_step IS NULL) = (refusal IS NULL)),
  CHECK (state <> 'confirmed' OR (total_minor IS NOT NULL AND starts_at IS NOT NULL AND cancelled_by IS NULL)),
  CHECK (state <> 'refused' OR refusal IS NOT NULL),
  CHECK (state <> 'cancelled' OR cancelled_by IS NOT NULL),
  CHECK (refund_minor IS NULL OR state = 'cancelled')
);

CREATE INDEX bookings_by_guest ON bookings (guest_id, requested_at, booking_id);
CREATE INDEX bookings_by_session ON bookings (session_id);

-- Which seats were held for it, in the order of the room.
CREATE TABLE booked_seats (
  booking_id UUID    NOT NULL REFERENCES bookings (booking_id),
  place      INTEGER NOT NULL,
  label      TEXT    NOT NULL,
  PRIMARY KEY (booking_id, place),
  UNIQUE (booking_id, label)
);

-- What goes back to a guest who cancels, as it was when the booking was asked for.
CREATE TABLE refund_terms (
  booking_id     UUID    NOT NULL REFERENCES bookings (booking_id),
  hours_before   INTEGER NOT NULL CHECK (hours_before >= 0),
  refund_percent INTEGER NOT NULL CHECK (refund_percent BETWEEN 0 AND 100),
  PRIMARY KEY (booking_id, hours_before)
);

CREATE TABLE timeline (
  booking_id UUID    NOT NULL REFERENCES bookings (booking_id),
  number     INTEGER NOT NULL,
  at         BIGINT  NOT NULL,
  step       TEXT    NOT NULL,
  what       TEXT    NOT NULL,
  reason     TEXT,
  PRIMARY KEY (booking_id, number)
);
