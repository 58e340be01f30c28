-- Who somebody is.  One row for each user, for ever: an erased one is an id that means nobody.  Name and address are
-- encrypted; a user is found by their address through its digest, which only this installation can reckon.
CREATE TABLE users (
  user_id       UUID   PRIMARY KEY,
  personal      BYTEA  NOT NULL,
  email_digest  TEXT   UNIQUE CHECK (length(email_digest) = 43),
  locale        TEXT   NOT NULL,
  time_zone     TEXT   NOT NULL,
  registered_at BIGINT NOT NULL,
  erased_at     BIGINT,
  CHECK ((erased_at IS NULL) = (email_digest IS NOT NULL)),
  CHECK ((erased_at IS NULL) = (length(personal) > 0)),
  CHECK (erased_at IS NULL OR (locale = '' AND time_zone = ''))
);

CREATE TABLE user_roles (
  user_id UUID NOT NULL REFERENCES users (user_id),
  role    TEXT NOT NULL CHECK (role IN ('guest', 'host', 'admin')),
  PRIMARY KEY (user_id, role)
);

-- A link is kept as its digest: who reads this table signs in as nobody.  It is used once, then it is gone.
CREATE TABLE login_links (
  digest     TEXT   PRIMARY KEY CHECK (length(digest) = 43),
  user_id    UUID   NOT NULL REFERENCES users (user_id),
  expires_at BIGINT NOT NULL
);

CREATE INDEX login_links_by_expiry ON login_links (expires_at);
CREATE INDEX login_links_by_user ON login_links (user_id);

-- A user on one device, from a link until they sign out or stay away.  `number` is that of the refresh token that is
-- good; those below it were replaced.
CREATE TABLE sign_ins (
  sign_in_id UUID   PRIMARY KEY,
  user_id    UUID   NOT NULL REFERENCES users (user_id),
  number     BIGINT NOT NULL CHECK (number >= 1),
  began_at   BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at   BIGINT,
  cause      TEXT   CHECK (cause IN ('asked', 'reused', 'everywhere', 'roles_changed', 'erased', 'too_many')),
  CHECK ((ended_at IS NULL) = (cause IS NULL)),
  CHECK (expires_at - began_at <= 15552000000)
);

CREATE INDEX sign_ins_by_user ON sign_ins (user_id, began_at) WHERE ended_at IS NULL;
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

-- What the metrics say, and what is written for each request for a link, whoever it names: so that how long the answer
-- takes does not say whether there is such a user.
CREATE TABLE counters (
  name  TEXT   PRIMARY KEY,
  value BIGINT NOT NULL
);

INSERT INTO counters (name, value) VALUES ('login_requests', 0), ('reused_tokens', 0);
