-- What a booking costs its guest.  One row for each booking, for ever: asking again finds it.
-- `wish` is what is wanted of the provider, `state` what is known of it.
CREATE TABLE payments (
  booking_id            UUID   PRIMARY KEY,
  guest_id              UUID   NOT NULL,
  host_id               UUID   NOT NULL,
  amount_minor          BIGINT NOT NULL CHECK (amount_minor BETWEEN 1 AND 99999999),
  amount_currency       TEXT   NOT NULL CHECK (length(amount_currency) = 3),
  platform_fee_minor    BIGINT NOT NULL,
  refunded_minor        BIGINT NOT NULL DEFAULT 0,
  payment_method        TEXT   NOT NULL,
  state                 TEXT   NOT NULL CHECK (state IN ('pending', 'action_required', 'authorised', 'declined',
                                                         'capturing', 'captured', 'voiding', 'voided', 'unknown')),
  wish                  TEXT   NOT NULL CHECK (wish IN ('authorise', 'capture', 'void')),
  intent_id             TEXT,
  action_url            TEXT,
  decline_reason        TEXT,
  look                  BIGINT NOT NULL DEFAULT 0,
  asked_at              BIGINT NOT NULL,
  CHECK (platform_fee_minor BETWEEN 0 AND amount_minor),
  CHECK (refunded_minor BETWEEN 0 AND amount_minor),
  CHECK (refunded_minor = 0 OR state = 'captured'),
  CHECK (intent_id IS NOT NULL OR state IN ('pending', 'declined', 'unknown'))
);

CREATE TABLE refunds (
  refund_id          UUID   PRIMARY KEY,
  booking_id         UUID   NOT NULL REFERENCES payments (booking_id),
  amount_minor       BIGINT NOT NULL CHECK (amount_minor > 0),
  amount_currency    TEXT   NOT NULL CHECK (length(amount_currency) = 3),
  platform_fee_minor BIGINT NOT NULL CHECK (platform_fee_minor BETWEEN 0 AND amount_minor),
  reason             TEXT   NOT NULL CHECK (reason IN ('guest_cancelled', 'host_cancelled', 'late_payment',
                                                       'booking_failed', 'goodwill')),
  state              TEXT   NOT NULL CHECK (state IN ('pending', 'paid', 'refused')),
  asked_at           BIGINT NOT NULL
);

-- The chart of accounts.
CREATE TABLE ledger_accounts (
  account TEXT PRIMARY KEY
);

INSERT INTO ledger_accounts (account) VALUES
  ('guest_receivable'), ('provider_clearing'), ('host_payable'), ('platform_fee'), ('refunds_owed');

-- What kinds of posting there are, and between which accounts each moves money.
CREATE TABLE ledger_kinds (
  kind   TEXT PRIMARY KEY,
  debit  TEXT NOT NULL REFERENCES ledger_accounts (account),
  credit TEXT NOT NULL REFERENCES ledger_accounts (account),
  CHECK (debit <> credit)
);

INSERT INTO ledger_kinds (kind, debit, credit) VALUES
  ('captured',        'provider_clearing', 'guest_receivable'),
  ('host_share',      'guest_receivable',  'host_payable'),
  ('platform_fee',    'guest_receivable',  'platform_fee'),
  ('refund_of_share', 'host_payable',      'refunds_owed'),
  ('refund_of_fee',   'platform_fee',      'refunds_owed'),
  ('refund_paid',     'refunds_owed',      'provider_clearing');

-- The ledger: only ever added to.  A posting is one amount that is debited to one account and credited to
-- another, so one that does not balance cannot be written down; and nothing is posted twice for one cause.
CREATE TABLE ledger (
  posting_id      UUID   PRIMARY KEY,
  reference       TEXT   NOT NULL,
  kind            TEXT   NOT NULL REFERENCES ledger_kinds (kind),
  booking_id      UUID   NOT NULL REFERENCES payments (booking_id),
  amount_minor    BIGINT NOT NULL CHECK (amount_minor > 0),
  amount_currency TEXT   NOT NULL CHECK (length(amount_currency) = 3),
  posted_at       BIGINT NOT NULL,
  UNIQUE (reference, kind)
);

-- How far the provider's books have been read.  One row; due_at is NULL while they are being read.
CREATE TABLE reconciliation (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  position TEXT    NOT NULL,
  due_at   BIGINT
);

INSERT INTO reconciliation (one, position, due_at) VALUES (1, '', 0);

-- What of the provider's books has been read: reading it again counts nothing twice.
CREATE TABLE provider_movements (
  movement_id     TEXT   PRIMARY KEY,
  movement        TEXT   NOT NULL CHECK (movement IN ('capture', 'refund')),
  reference       TEXT   NOT NULL,
  amount_minor    BIGINT NOT NULL CHECK (amount_minor > 0),
  amount_currency TEXT   NOT NULL
);

-- What both books say of one movement of money, so that a difference is found without reading them all.
CREATE TABLE comparisons (
  reference      TEXT   NOT NULL,
  movement       TEXT   NOT NULL CHECK (movement IN ('capture', 'refund')),
  currency       TEXT   NOT NULL,
  ledger_minor   BIGINT NOT NULL,
  provider_minor BIGINT NOT NULL,
  provider_count BIGINT NOT NULL,
  changed_at     BIGINT NOT NULL,
  PRIMARY KEY (reference, movement, currency)
);

CREATE INDEX comparisons_that_differ ON comparisons (changed_at) WHERE ledger_minor <> provider_minor;

-- Differences that have been found.
CREATE TABLE findings (
  finding_id     UUID   PRIMARY KEY,
  kind           TEXT   NOT NULL CHECK (kind IN ('missing_in_ledger', 'missing_at_provider', 'doubled',
                                                 'amount_differs')),
  reference      TEXT   NOT NULL,
  movement       TEXT   NOT NULL,
  currency       TEXT   NOT NULL,
  ledger_minor   BIGINT NOT NULL,
  provider_minor BIGINT NOT NULL,
  found_at       BIGINT NOT NULL,
  UNIQUE (reference, movement, currency, ledger_minor, provider_minor)
);

-- Webhooks that have been dealt with: one that comes again has no effect.
CREATE TABLE provider_events (
  event_id    TEXT   PRIMARY KEY,
  type        TEXT   NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX provider_events_by_age ON provider_events (received_at);
