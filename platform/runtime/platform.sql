-- What the platform itself runs in every service's store, in the dialect that
-- SQLite and PostgreSQL share.  At most 37 statements: slots 0 to 36.

-- Outbox ------------------------------------------------------------------------

-- name: append_event
INSERT INTO outbox (position, event_id, topic, type, key, at, trace, body)
VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM outbox), $1, $2, $3, $4, $5, $6, $7)

-- name: outbox_after
SELECT position, event_id, topic, type, key, at, trace, body
  FROM outbox
 WHERE topic = $1 AND position > $2
 ORDER BY position
 LIMIT $3

-- name: outbox_topic_end
SELECT COALESCE(MAX(position), 0) AS number FROM outbox WHERE topic = $1

-- name: outbox_end
SELECT COALESCE(MAX(position), 0) AS number FROM outbox

-- Consumers ---------------------------------------------------------------------

-- name: position_of_consumer
SELECT COALESCE(MAX(position), 0) AS number FROM consumer_positions WHERE consumer = $1

-- name: save_position
INSERT INTO consumer_positions (consumer, position) VALUES ($1, $2)
ON CONFLICT (consumer) DO UPDATE SET position = excluded.position

-- name: note_in_inbox
INSERT INTO inbox (consumer, event_id, position, received_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (consumer, event_id) DO NOTHING

-- name: count_in_inbox
SELECT COUNT(*) AS number FROM inbox WHERE consumer = $1 AND event_id = $2

-- A week after the oldest came, and an hour, so that what came together goes together.
-- What a restart would read again stays.
-- name: next_inbox_purge
SELECT received_at + 608400000 AS due_at
  FROM inbox
 WHERE position <= (SELECT position FROM consumer_positions WHERE consumer_positions.consumer = inbox.consumer)
 ORDER BY received_at
 LIMIT 1

-- name: purge_inbox
DELETE FROM inbox
 WHERE (consumer, event_id) IN
       (SELECT consumer, event_id
          FROM inbox
         WHERE received_at <= $1
           AND position <= (SELECT position FROM consumer_positions
                             WHERE consumer_positions.consumer = inbox.consumer)
         ORDER BY received_at
         LIMIT 1000)

-- Parked events -----------------------------------------------------------------

-- name: park_event
INSERT INTO parked_events (consumer, event_id, topic, key, position, trace, body, reason, message, tries, parked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (consumer, event_id) DO NOTHING

-- name: count_parked
SELECT COUNT(*) AS number FROM parked_events WHERE consumer = $1

-- name: count_parked_of_key
SELECT COUNT(*) AS number FROM parked_events WHERE topic = $1 AND key = $2

-- name: parked_events
SELECT consumer, event_id, topic, key, position, reason, message, tries, parked_at
  FROM parked_events
 ORDER BY parked_at, consumer, position
 LIMIT 10000

-- name: parked_lines_of_event
SELECT DISTINCT topic, key FROM parked_events WHERE event_id = $1

-- name: first_parked_of_key
SELECT consumer, event_id, trace, body
  FROM parked_events
 WHERE topic = $1 AND key = $2
 ORDER BY position
 LIMIT 1

-- name: note_parked_try
UPDATE parked_events SET tries = tries + 1, reason = $3, message = $4 WHERE consumer = $1 AND event_id = $2

-- name: unpark_event
DELETE FROM parked_events WHERE consumer = $1 AND event_id = $2

-- Idempotency -------------------------------------------------------------------

-- name: answer_by_key
SELECT request_hash, request_id, refused, answer
  FROM idempotency
 WHERE subject = $1 AND service = $2 AND operation = $3 AND key = $4 AND kept_until > $5

-- Replaces an answer that is no longer kept; changes nothing if another one is there.
-- name: put_answer
INSERT INTO idempotency (subject, service, operation, key, request_hash, request_id, refused, answer,
                         kept_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (subject, service, operation, key) DO UPDATE
   SET request_hash = excluded.request_hash, request_id = excluded.request_id,
       refused = excluded.refused, answer = excluded.answer, kept_until = excluded.kept_until
 WHERE idempotency.kept_until <= $10

-- The oldest 64; more only if they were kept to the same millisecond.
-- name: forget_old_answers
DELETE FROM idempotency
 WHERE kept_until <= $1
   AND kept_until <= (SELECT MAX(kept_until)
                        FROM (SELECT kept_until FROM idempotency ORDER BY kept_until LIMIT 64) AS oldest)

-- Effects -----------------------------------------------------------------------

-- name: plan_effect
INSERT INTO effects (key, effect, plan, subject, trace, planned_at, first_due_at, due_at, tries, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0, '')

-- name: due_effects
SELECT key, effect, plan, subject, trace, first_due_at, tries
  FROM effects
 WHERE due_at <= $1
 ORDER BY due_at
 LIMIT $2

-- name: plans_ahead
SELECT COUNT(*) AS planned, MIN(due_at) AS oldest_due_at, MIN(CASE WHEN due_at > $1 THEN due_at END) AS next_due_at
  FROM (SELECT due_at FROM effects
         UNION ALL
        SELECT due_at FROM sagas WHERE due_at IS NOT NULL) AS plans

-- name: note_effect_try
UPDATE effects SET tries = $2, due_at = $3, reason = $4 WHERE key = $1

-- name: effects_in_doubt
SELECT effect AS name, key, planned_at AS since, due_at AS again_at, tries, reason
  FROM effects
 WHERE tries > 0
 ORDER BY planned_at
 LIMIT 1000

-- name: forget_effect
DELETE FROM effects WHERE key = $1

-- Sagas -------------------------------------------------------------------------

-- name: insert_saga
INSERT INTO sagas (saga, saga_id, subject, state, history, changed_at, trace, due_at, first_due_at, tries, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $6, 0, '')
ON CONFLICT (saga, saga_id) DO NOTHING

-- name: saga_by_id
SELECT subject, state, history FROM sagas WHERE saga = $1 AND saga_id = $2

-- Something else is underway from here on, or nothing is.
-- name: move_saga
UPDATE sagas
   SET state = $3, history = $4, changed_at = $5, trace = $6, due_at = $7, first_due_at = $7, tries = 0,
       reason = ''
 WHERE saga = $1 AND saga_id = $2

-- The same is still underway.
-- name: keep_saga
UPDATE sagas SET state = $3, history = $4, changed_at = $5 WHERE saga = $1 AND saga_id = $2

-- name: due_sagas
SELECT saga, saga_id, subject, state, history, trace, first_due_at, tries
  FROM sagas
 WHERE due_at <= $1
 ORDER BY due_at
 LIMIT $2

-- name: sagas_in_doubt
SELECT saga AS name, saga_id, history, changed_at AS since, due_at AS again_at, tries, reason
  FROM sagas
 WHERE tries > 0 OR (due_at IS NULL AND (history LIKE '%undo_refused' OR history LIKE '%undo_in_doubt'))
 ORDER BY changed_at
 LIMIT 1000

-- 30 days after its end, and an hour, so that what ended together goes together.  What is stuck is not over.
-- name: next_saga_purge
SELECT changed_at + 2595600000 AS due_at
  FROM sagas
 WHERE due_at IS NULL AND history NOT LIKE '%undo_refused' AND history NOT LIKE '%undo_in_doubt'
 ORDER BY changed_at
 LIMIT 1

-- name: purge_sagas
DELETE FROM sagas
 WHERE (saga, saga_id) IN
       (SELECT saga, saga_id
          FROM sagas
         WHERE due_at IS NULL AND history NOT LIKE '%undo_refused' AND history NOT LIKE '%undo_in_doubt'
           AND changed_at <= $1
         ORDER BY changed_at
         LIMIT 1000)

-- name: note_saga_try
UPDATE sagas SET tries = $4, due_at = $5, reason = $6 WHERE saga = $1 AND saga_id = $2 AND history = $3
