-- A guest's bank may take back what was captured, and give it back if we were right.
ALTER TABLE payments ADD COLUMN dispute TEXT NOT NULL DEFAULT 'none'
  CHECK (dispute IN ('none', 'open', 'won', 'lost') AND (dispute = 'none' OR state = 'captured'));
ALTER TABLE payments ADD COLUMN disputed_minor BIGINT NOT NULL DEFAULT 0
  CHECK (disputed_minor BETWEEN 0 AND amount_minor AND (disputed_minor > 0) = (dispute <> 'none'));

-- Held: nothing is sent while the bank has the money.
ALTER TABLE refunds ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX refunds_held ON refunds (booking_id) WHERE held;
CREATE INDEX payments_disputed ON payments (booking_id) WHERE dispute = 'open';

INSERT INTO ledger_accounts (account) VALUES ('disputes');

INSERT INTO ledger_kinds (kind, debit, credit) VALUES
  ('disputed',             'disputes',          'provider_clearing'),
  ('dispute_fee',          'disputes',          'provider_clearing'),
  ('reinstated',           'provider_clearing', 'disputes'),
  ('dispute_fee_returned', 'provider_clearing', 'disputes'),
  ('refund_by_bank',       'refunds_owed',      'disputes');

-- A table's checks cannot be changed in SQLite, so that these are made anew.
CREATE TABLE new_provider_movements (
  movement_id     TEXT   PRIMARY KEY,
  movement        TEXT   NOT NULL CHECK (movement IN ('capture', 'refund', 'dispute', 'reinstatement')),
  reference       TEXT   NOT NULL,
  amount_minor    BIGINT NOT NULL CHECK (amount_minor > 0),
  amount_currency TEXT   NOT NULL
);

INSERT INTO new_provider_movements
SELECT movement_id, movement, reference, amount_minor, amount_currency FROM provider_movements;

CREATE TABLE new_comparisons (
  reference      TEXT   NOT NULL,
  movement       TEXT   NOT NULL CHECK (movement IN ('capture', 'refund', 'dispute', 'reinstatement')),
  currency       TEXT   NOT NULL,
  ledger_minor   BIGINT NOT NULL,
  provider_minor BIGINT NOT NULL,
  provider_count BIGINT NOT NULL,
  changed_at     BIGINT NOT NULL,
  PRIMARY KEY (reference, movement, currency)
);

INSERT INTO new_comparisons
SELECT reference, movement, currency, ledger_minor, provider_minor, provider_count, changed_at FROM comparisons;

DROP TABLE provider_movements;
DROP TABLE comparisons;
ALTER TABLE new_provider_movements RENAME TO provider_movements;
ALTER TABLE new_comparisons RENAME TO comparisons;

CREATE INDEX comparisons_that_differ ON comparisons (changed_at) WHERE ledger_minor <> provider_minor;
