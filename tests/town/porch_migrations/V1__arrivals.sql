CREATE TABLE arrivals (
  place     BIGINT PRIMARY KEY,
  parcel_id UUID   NOT NULL,
  address   TEXT   NOT NULL,
  note      TEXT   NOT NULL,
  trace     TEXT   NOT NULL
);

CREATE TABLE shut_doors (
  address TEXT PRIMARY KEY
);

CREATE TABLE bells (
  bell_id  UUID   PRIMARY KEY,
  rings_at BIGINT NOT NULL,
  rang_at  BIGINT
);

CREATE TABLE knocks (
  place     BIGINT PRIMARY KEY,
  errand_id UUID   NOT NULL,
  key       TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  caller    TEXT   NOT NULL
);

CREATE TABLE visits (
  place     BIGINT PRIMARY KEY,
  errand_id UUID   NOT NULL,
  address   TEXT   NOT NULL,
  subject   UUID   NOT NULL,
  caller    TEXT   NOT NULL
);

CREATE TABLE goodbyes (
  place     BIGINT PRIMARY KEY,
  errand_id UUID   NOT NULL,
  address   TEXT   NOT NULL
);
