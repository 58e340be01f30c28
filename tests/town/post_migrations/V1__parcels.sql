CREATE TABLE parcels (
  parcel_id UUID PRIMARY KEY,
  address   TEXT NOT NULL,
  note      TEXT NOT NULL
);

CREATE TABLE errands (
  errand_id UUID PRIMARY KEY,
  state     TEXT NOT NULL
);

CREATE TABLE journeys (
  journey_id UUID    PRIMARY KEY,
  stage      INTEGER NOT NULL,
  log        TEXT    NOT NULL,
  been_at    TEXT    NOT NULL
);
