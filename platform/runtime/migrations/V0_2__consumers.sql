-- How far a consumer has come in its topic: everything up to there is dealt with.
CREATE TABLE consumer_positions (
  consumer TEXT   PRIMARY KEY,
  position BIGINT NOT NULL
);

-- What a consumer has dealt with: a second delivery of an event has no second effect.
CREATE TABLE inbox (
  consumer    TEXT   NOT NULL,
  event_id    UUID   NOT NULL,
  position    BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (consumer, event_id)
);

CREATE INDEX inbox_by_age ON inbox (received_at);

-- Events that a consumer could not deal with, and the later ones of their keys: the operator's.
CREATE TABLE parked_events (
  consumer  TEXT    NOT NULL,
  event_id  UUID    NOT NULL,
  topic     TEXT    NOT NULL,
  key       TEXT    NOT NULL,
  position  BIGINT  NOT NULL,
  trace     TEXT    NOT NULL,
  body      BYTEA   NOT NULL,
  reason    TEXT    NOT NULL,
  message   TEXT    NOT NULL,
  tries     INTEGER NOT NULL,
  parked_at BIGINT  NOT NULL,
  PRIMARY KEY (consumer, event_id)
);

CREATE INDEX parked_events_by_key ON parked_events (consumer, key, position);
