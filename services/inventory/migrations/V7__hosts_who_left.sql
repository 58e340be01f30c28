-- Hosts who were erased, and have so many evenings that not all of them are called off yet.
CREATE TABLE hosts_who_left (
  host_id UUID   PRIMARY KEY,
  left_at BIGINT NOT NULL
);
