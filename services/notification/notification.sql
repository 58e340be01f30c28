-- Every statement that notification runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- Bookings and sessions ---------------------------------------------------------

-- name: insert_told_booking
INSERT INTO bookings (booking_id, guest_id, host_id, session_id, starts_at, cancelled, sequence, counted_at)
VALUES ($1, $2, $3, $4, $5, FALSE, 0, $6)
ON CONFLICT (booking_id) DO NOTHING

-- name: told_booking
SELECT booking_id, guest_id, host_id, session_id, starts_at, cancelled, sequence, counted_at
  FROM bookings
 WHERE booking_id = $1

-- name: told_bookings_of_session
SELECT booking_id, guest_id, host_id, session_id, starts_at, cancelled, sequence, counted_at
  FROM bookings
 WHERE session_id = $1 AND NOT cancelled AND starts_at <> $2
 ORDER BY booking_id

-- name: count_up
UPDATE bookings
   SET starts_at = $2, cancelled = $3, sequence = sequence + 1, counted_at = $4
 WHERE booking_id = $1

-- name: put_known_session
INSERT INTO sessions (session_id, host_id, starts_at) VALUES ($1, $2, $3)
ON CONFLICT (session_id) DO NOTHING

-- name: move_known_session
UPDATE sessions SET starts_at = $2 WHERE session_id = $1

-- name: known_session
SELECT session_id, host_id, starts_at FROM sessions WHERE session_id = $1

-- Mails -------------------------------------------------------------------------

-- name: insert_mail
INSERT INTO mails (mail_id, user_id, subject_id, kind, sequence, state, rounds, planned_at)
VALUES ($1, $2, $3, $4, $5, 'planned', 1, $6)
ON CONFLICT (subject_id, kind, sequence) DO NOTHING

-- name: settle_mail
UPDATE mails SET state = $2, reason = $3, settled_at = $4 WHERE mail_id = $1 AND state = 'planned'

-- name: count_round
UPDATE mails SET rounds = rounds + 1 WHERE mail_id = $1 AND state = 'planned' AND rounds < $2

-- name: failed_mails_figure
SELECT COUNT(*) AS figure FROM mails WHERE state = 'failed'

-- Notifications -----------------------------------------------------------------

-- name: insert_notification
INSERT INTO notifications (notification_id, user_id, topic, kind, booking_id, session_id, starts_at, reason,
                           refund_minor, refund_currency, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: notification_by_id
SELECT notification_id, user_id, topic, kind, booking_id, session_id, starts_at, reason, refund_minor,
       refund_currency, created_at, read_at
  FROM notifications
 WHERE notification_id = $1 AND user_id = $2

-- name: notifications_of_user
SELECT notification_id, user_id, topic, kind, booking_id, session_id, starts_at, reason, refund_minor,
       refund_currency, created_at, read_at
  FROM notifications
 WHERE user_id = $1 AND (notification_id < $2 OR $2 IS NULL)
 ORDER BY notification_id DESC
 LIMIT $3

-- name: unread_of_user
SELECT COUNT(*) AS unread FROM notifications WHERE user_id = $1 AND read_at IS NULL

-- name: read_notification
UPDATE notifications SET read_at = $3 WHERE notification_id = $1 AND user_id = $2 AND read_at IS NULL

-- name: read_all_notifications
UPDATE notifications SET read_at = $2 WHERE user_id = $1 AND read_at IS NULL

-- Preferences -------------------------------------------------------------------

-- name: put_preference
INSERT INTO preferences (user_id, topic, channel, is_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (user_id, topic, channel) DO UPDATE SET is_on = excluded.is_on

-- name: wishes_of_user
SELECT topic, channel, is_on AS "on" FROM preferences WHERE user_id = $1

-- Erasure -----------------------------------------------------------------------

-- name: forget_notifications
DELETE FROM notifications WHERE user_id = $1

-- name: forget_preferences
DELETE FROM preferences WHERE user_id = $1
