-- Events, in the order in which they were committed.  A position is the one
-- before plus one, which the store's only writer makes safe: so whoever clears
-- old events must leave the newest.
CREATE TABLE outbox (
  position BIGINT PRIMARY KEY,
  event_id UUID   NOT NULL,
  topic    TEXT   NOT NULL,
  type     TEXT   NOT NULL,
  key      TEXT   NOT NULL,
  at       BIGINT NOT NULL,
  trace    TEXT   NOT NULL,
  body     BYTEA  NOT NULL
);

CREATE INDEX outbox_by_topic ON outbox (topic, position);

-- What was answered to a request that carried a key.  A service has no subject
-- (all zero), a user no service name; operations are those of this store.
CREATE TABLE idempotency (
  subject      UUID    NOT NULL,
  service      TEXT    NOT NULL,
  operation    TEXT    NOT NULL,
  key          TEXT    NOT NULL,
  request_hash BYTEA   NOT NULL,
  request_id   UUID    NOT NULL,
  refused      BOOLEAN NOT NULL,
  answer       BYTEA   NOT NULL,
  kept_until   BIGINT  NOT NULL,
  PRIMARY KEY (subject, service, operation, key)
);

CREATE INDEX idempotency_by_age ON idempotency (kept_until);
