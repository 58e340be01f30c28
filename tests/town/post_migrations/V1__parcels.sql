CREATE TABLE parcels (
  parcel_id UUID PRIMARY KEY,
  address   TEXT NOT NULL,
  note      TEXT NOT NULL
);

CREATE TABLE errands (
  errand_id UUID PRIMARY KEY,
  state     TEXT NOT NULL
);
