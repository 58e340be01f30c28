CREATE TABLE things (
  owner_id       UUID    PRIMARY KEY,
  flag           BOOLEAN NOT NULL DEFAULT FALSE,
  seats          INTEGER NOT NULL CHECK (seats > 0),
  total          BIGINT  NOT NULL DEFAULT 0,
  count          BIGINT  NOT NULL DEFAULT 0,
  big            BIGINT  NOT NULL DEFAULT 0,
  title          TEXT    NOT NULL UNIQUE,
  data           BYTEA,
  kind           TEXT    NOT NULL DEFAULT 'sofa',
  starts_at      BIGINT  NOT NULL DEFAULT 0,
  price_minor    BIGINT  NOT NULL DEFAULT 0,
  price_currency TEXT    NOT NULL DEFAULT 'PLN',
  "limit"        INTEGER,
  ends_at        BIGINT,
  text           TEXT
);

CREATE TABLE parts (
  label    TEXT PRIMARY KEY,
  owner_id UUID NOT NULL REFERENCES things (owner_id)
);
