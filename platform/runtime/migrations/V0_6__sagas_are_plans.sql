-- What is underway in a saga is a plan, and kept in the saga's own row: due_at is when it falls due, NULL if
-- nothing is underway, and the rest is as in effects.
ALTER TABLE sagas ADD COLUMN trace TEXT NOT NULL DEFAULT '';
ALTER TABLE sagas ADD COLUMN due_at BIGINT;
ALTER TABLE sagas ADD COLUMN first_due_at BIGINT;
ALTER TABLE sagas ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sagas ADD COLUMN reason TEXT NOT NULL DEFAULT '';

CREATE INDEX sagas_by_due ON sagas (due_at) WHERE due_at IS NOT NULL;

UPDATE sagas SET due_at = changed_at, first_due_at = changed_at WHERE history LIKE '%planned';

DELETE FROM effects WHERE effect LIKE '%/%';
