-- Who is in: one row for each booking, so that the first scan counts.  A phone that was offline says later
-- when it scanned.
CREATE TABLE check_ins (
  booking_id    UUID   PRIMARY KEY REFERENCES holds (booking_id),
  checked_in_at BIGINT NOT NULL,
  recorded_at   BIGINT NOT NULL,
  CHECK (checked_in_at <= recorded_at)
);
