-- What guests tell their banks: the money is taken back at once, and then it is looked who is right.
ALTER TABLE intents ADD COLUMN dispute TEXT NOT NULL DEFAULT 'none'
  CHECK (dispute IN ('none', 'open', 'won', 'lost'));
ALTER TABLE intents ADD COLUMN disputed_minor BIGINT NOT NULL DEFAULT 0
  CHECK (disputed_minor >= 0 AND (disputed_minor > 0) = (dispute <> 'none'));
ALTER TABLE intents ADD COLUMN dispute_fee_minor BIGINT NOT NULL DEFAULT 0 CHECK (dispute_fee_minor >= 0);

-- disputed: merchant -> card, and the fee to the provider; reinstated: the same back to the merchant.
-- A table's checks cannot be changed in SQLite, so that it is made anew.
CREATE TABLE new_movements (
  position     BIGINT PRIMARY KEY,
  id           TEXT   NOT NULL UNIQUE,
  kind         TEXT   NOT NULL CHECK (kind IN ('authorised', 'released', 'captured', 'refunded', 'disputed',
                                               'reinstated')),
  intent_id    TEXT   NOT NULL REFERENCES intents (id),
  reference    TEXT   NOT NULL,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency     TEXT   NOT NULL,
  at           BIGINT NOT NULL
);

INSERT INTO new_movements SELECT position, id, kind, intent_id, reference, amount_minor, currency, at FROM movements;

DROP TABLE movements;
ALTER TABLE new_movements RENAME TO movements;
