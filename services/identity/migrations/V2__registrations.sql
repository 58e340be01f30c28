-- Who registers is kept until then, and for good once they have used the link that went to their address.
ALTER TABLE users ADD COLUMN pending_until BIGINT;

CREATE INDEX users_pending ON users (pending_until) WHERE pending_until IS NOT NULL;
