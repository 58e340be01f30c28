-- A line of parked events is a key's, whichever consumers of the service hear its events.
CREATE INDEX parked_events_by_line ON parked_events (topic, key, position);

DROP INDEX parked_events_by_key;
