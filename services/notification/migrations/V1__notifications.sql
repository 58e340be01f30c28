-- Bookings that were confirmed: whom their news are for, and how often their calendar entry has changed.
CREATE TABLE bookings (
  booking_id UUID    PRIMARY KEY,
  guest_id   UUID    NOT NULL,
  host_id    UUID    NOT NULL,
  session_id UUID    NOT NULL,
  starts_at  BIGINT  NOT NULL,
  cancelled  BOOLEAN NOT NULL,
  sequence   INTEGER NOT NULL CHECK (sequence >= 0),
  counted_at BIGINT  NOT NULL
);

CREATE INDEX bookings_by_session ON bookings (session_id);

-- Whose evening it is, and when: for news of its host's.
CREATE TABLE sessions (
  session_id UUID   PRIMARY KEY,
  host_id    UUID   NOT NULL,
  starts_at  BIGINT NOT NULL
);

-- What was told in the application.
CREATE TABLE notifications (
  notification_id UUID   PRIMARY KEY,
  user_id         UUID   NOT NULL,
  topic           TEXT   NOT NULL,
  kind            TEXT   NOT NULL,
  booking_id      UUID,
  session_id      UUID,
  starts_at       BIGINT,
  reason          TEXT,
  refund_minor    BIGINT CHECK (refund_minor >= 0),
  refund_currency TEXT,
  created_at      BIGINT NOT NULL,
  read_at         BIGINT CHECK (read_at >= created_at),
  CHECK ((refund_minor IS NULL) = (refund_currency IS NULL))
);

CREATE INDEX notifications_by_user ON notifications (user_id, notification_id);
CREATE INDEX notifications_unread ON notifications (user_id) WHERE read_at IS NULL;

-- Mails, from their plan on.  The subject is a booking, a session or, of a log-in link, the mail itself.
CREATE TABLE mails (
  mail_id    UUID    PRIMARY KEY,
  user_id    UUID    NOT NULL,
  subject_id UUID    NOT NULL,
  kind       TEXT    NOT NULL,
  sequence   BIGINT  NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('planned', 'sent', 'overtaken', 'failed')),
  reason     TEXT,
  rounds     INTEGER NOT NULL CHECK (rounds BETWEEN 1 AND 100),
  planned_at BIGINT  NOT NULL,
  settled_at BIGINT,
  UNIQUE (subject_id, kind, sequence),
  CHECK ((state = 'planned') = (settled_at IS NULL)),
  CHECK (state <> 'failed' OR reason IS NOT NULL)
);

CREATE INDEX mails_failed ON mails (settled_at) WHERE state = 'failed';

-- What a user wishes otherwise than it is by itself: on.
CREATE TABLE preferences (
  user_id UUID    NOT NULL,
  topic   TEXT    NOT NULL CHECK (topic = 'hosting'),
  channel TEXT    NOT NULL CHECK (channel IN ('mail', 'app')),
  is_on   BOOLEAN NOT NULL,
  PRIMARY KEY (user_id, topic, channel)
);
