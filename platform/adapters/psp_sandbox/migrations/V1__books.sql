-- Payments, as Stripe has them.
CREATE TABLE intents (
  id             TEXT   PRIMARY KEY,
  reference      TEXT   NOT NULL CHECK (length(reference) BETWEEN 1 AND 64),
  card           TEXT   NOT NULL,
  state          TEXT   NOT NULL CHECK (state IN ('requires_payment_method', 'requires_action',
                                                  'requires_capture', 'succeeded', 'canceled')),
  decline        TEXT   NOT NULL,
  amount_minor   BIGINT NOT NULL CHECK (amount_minor BETWEEN 1 AND 99999999),
  captured_minor BIGINT NOT NULL DEFAULT 0 CHECK (captured_minor BETWEEN 0 AND amount_minor),
  refunded_minor BIGINT NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND captured_minor),
  currency       TEXT   NOT NULL CHECK (length(currency) = 3),
  action_url     TEXT   NOT NULL,
  created_at     BIGINT NOT NULL,
  lapses_at      BIGINT,
  due_at         BIGINT,
  CHECK ((captured_minor > 0) = (state = 'succeeded')),
  CHECK ((lapses_at IS NOT NULL) = (state = 'requires_capture'))
);

CREATE INDEX intents_by_reference ON intents (reference);
CREATE INDEX intents_by_due ON intents (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE refunds (
  id           TEXT   PRIMARY KEY,
  intent_id    TEXT   NOT NULL REFERENCES intents (id),
  reference    TEXT   NOT NULL CHECK (length(reference) BETWEEN 1 AND 64),
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  created_at   BIGINT NOT NULL
);

CREATE INDEX refunds_by_reference ON refunds (reference);

-- The books.  A movement takes its amount from one account to another, so they cannot but balance:
-- authorised: card -> set aside; released: set aside -> card; captured: set aside -> merchant;
-- refunded: merchant -> card.
CREATE TABLE movements (
  position     BIGINT PRIMARY KEY,
  id           TEXT   NOT NULL UNIQUE,
  kind         TEXT   NOT NULL CHECK (kind IN ('authorised', 'released', 'captured', 'refunded')),
  intent_id    TEXT   NOT NULL REFERENCES intents (id),
  reference    TEXT   NOT NULL,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency     TEXT   NOT NULL,
  at           BIGINT NOT NULL
);

-- What was asked under a key, word for word, and the answer.  Without one the request got lost.
CREATE TABLE requests (
  key      TEXT   PRIMARY KEY,
  request  TEXT   NOT NULL,
  answer   BYTEA,
  asked_at BIGINT NOT NULL
);

CREATE INDEX requests_by_age ON requests (asked_at);

-- What is to be told.  One that has been told, or was given up, is due no more.
CREATE TABLE events (
  position BIGINT  PRIMARY KEY,
  body     TEXT    NOT NULL,
  at       BIGINT  NOT NULL,
  due_at   BIGINT,
  tries    INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX events_by_due ON events (due_at) WHERE due_at IS NOT NULL;
