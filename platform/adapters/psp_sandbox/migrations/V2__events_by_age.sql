-- Old events are found without a look at all the others.
CREATE INDEX events_by_age ON events (at) WHERE due_at IS NULL;
