-- What the platform itself runs in every service's store, in the dialect that
-- SQLite and PostgreSQL share.  At most 32 statements: slots 0 to 31.

-- Outbox ------------------------------------------------------------------------

-- name: append_event
INSERT INTO outbox (position, event_id, topic, type, key, at, trace, body)
VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM outbox), $1, $2, $3, $4, $5, $6, $7)

-- Idempotency -------------------------------------------------------------------

-- name: answer_by_key
SELECT request_hash, request_id, refused, answer
  FROM idempotency
 WHERE subject = $1 AND service = $2 AND operation = $3 AND key = $4 AND kept_until > $5

-- name: insert_answer
INSERT INTO idempotency (subject, service, operation, key, request_hash, request_id, refused, answer, kept_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: forget_answer
DELETE FROM idempotency
 WHERE subject = $1 AND service = $2 AND operation = $3 AND key = $4 AND kept_until <= $5

-- The oldest 64; more only if they were kept to the same millisecond.
-- name: forget_old_answers
DELETE FROM idempotency
 WHERE kept_until <= $1
   AND kept_until <= (SELECT MAX(kept_until)
                        FROM (SELECT kept_until FROM idempotency ORDER BY kept_until LIMIT 64) AS oldest)
