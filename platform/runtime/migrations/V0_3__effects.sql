-- What is still to be done in the world outside: each row is an effect that a committed transaction
-- planned, under the key by which it is asked for, however often.  Settling it takes the row away.
CREATE TABLE effects (
  key        TEXT    PRIMARY KEY,
  effect     TEXT    NOT NULL,
  plan       BYTEA   NOT NULL,
  subject    UUID    NOT NULL,
  trace      TEXT    NOT NULL,
  planned_at BIGINT  NOT NULL,
  due_at     BIGINT  NOT NULL,
  tries      INTEGER NOT NULL,
  reason     TEXT    NOT NULL
);

CREATE INDEX effects_by_due ON effects (due_at);

-- Undertakings of several steps: what they know, and what has happened in them so far.
CREATE TABLE sagas (
  saga       TEXT   NOT NULL,
  saga_id    UUID   NOT NULL,
  subject    UUID   NOT NULL,
  state      BYTEA  NOT NULL,
  history    TEXT   NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (saga, saga_id)
);
