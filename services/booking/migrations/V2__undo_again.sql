-- When what could not be undone is tried again; only of such bookings.
ALTER TABLE bookings ADD COLUMN undo_again_at BIGINT;

CREATE INDEX bookings_by_undo ON bookings (undo_again_at) WHERE undo_again_at IS NOT NULL;
