-- Every statement that the sandbox runs, in the dialect that SQLite and PostgreSQL share.

-- Intents -----------------------------------------------------------------------

-- name: insert_intent
INSERT INTO intents (id, reference, card, state, decline, amount_minor, currency, action_url, created_at,
                     lapses_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: intent_by_id
SELECT id, reference, state, decline, amount_minor, currency AS amount_currency,
       captured_minor, currency AS captured_currency, refunded_minor, currency AS refunded_currency,
       action_url, created_at, lapses_at, dispute, disputed_minor, currency AS disputed_currency,
       dispute_fee_minor, currency AS dispute_fee_currency
  FROM intents
 WHERE id = $1

-- name: intent_by_reference
SELECT id, reference, state, decline, amount_minor, currency AS amount_currency,
       captured_minor, currency AS captured_currency, refunded_minor, currency AS refunded_currency,
       action_url, created_at, lapses_at, dispute, disputed_minor, currency AS disputed_currency,
       dispute_fee_minor, currency AS dispute_fee_currency
  FROM intents
 WHERE reference = $1
 ORDER BY created_at DESC, id DESC
 LIMIT 1

-- name: card_of_intent
SELECT card AS text FROM intents WHERE id = $1

-- name: save_intent
UPDATE intents
   SET state = $2, decline = $3, captured_minor = $4, refunded_minor = $5, action_url = $6, lapses_at = $7,
       due_at = $8, dispute = $9, disputed_minor = $10, dispute_fee_minor = $11
 WHERE id = $1

-- name: next_due_intent
SELECT MIN(due_at) AS at FROM intents WHERE due_at IS NOT NULL

-- name: due_intents
SELECT id, reference, state, decline, amount_minor, currency AS amount_currency,
       captured_minor, currency AS captured_currency, refunded_minor, currency AS refunded_currency,
       action_url, created_at, lapses_at, dispute, disputed_minor, currency AS disputed_currency,
       dispute_fee_minor, currency AS dispute_fee_currency
  FROM intents
 WHERE due_at <= $1
 ORDER BY due_at, id
 LIMIT 100

-- Refunds -----------------------------------------------------------------------

-- name: insert_refund
INSERT INTO refunds (id, intent_id, reference, amount_minor, created_at) VALUES ($1, $2, $3, $4, $5)

-- name: refund_by_reference
SELECT refunds.id, refunds.intent_id, refunds.reference, 'succeeded' AS state, refunds.amount_minor,
       intents.currency AS amount_currency, refunds.created_at
  FROM refunds
  JOIN intents ON intents.id = refunds.intent_id
 WHERE refunds.reference = $1
 ORDER BY refunds.created_at DESC, refunds.id DESC
 LIMIT 1

-- Books -------------------------------------------------------------------------

-- name: insert_movement
INSERT INTO movements (position, id, kind, intent_id, reference, amount_minor, currency, at)
VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM movements), $1, $2, $3, $4, $5, $6, $7)

-- name: position_of_movement
SELECT position AS number FROM movements WHERE id = $1

-- name: movements_after
SELECT id, kind, intent_id, reference, amount_minor, currency AS amount_currency, at
  FROM movements
 WHERE position > $1
 ORDER BY position
 LIMIT $2

-- Requests ----------------------------------------------------------------------

-- name: insert_request
INSERT INTO requests (key, request, asked_at) VALUES ($1, $2, $3)

-- name: request_by_key
SELECT request, answer FROM requests WHERE key = $1 AND asked_at > $2

-- name: save_answer
UPDATE requests SET answer = $2 WHERE key = $1

-- name: forget_requests
DELETE FROM requests
 WHERE key IN (SELECT key FROM requests WHERE asked_at <= $1 ORDER BY asked_at LIMIT 100)

-- name: forget_request
DELETE FROM requests WHERE key = $1 AND asked_at <= $2

-- Events ------------------------------------------------------------------------

-- name: insert_event
INSERT INTO events (position, body, at, due_at)
VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM events), $1, $2, $3)

-- name: due_events
SELECT position, body, tries
  FROM events
 WHERE due_at <= $1
 ORDER BY due_at, position
 LIMIT $2

-- name: save_event
UPDATE events SET due_at = $2, tries = $3 WHERE position = $1

-- Told a month ago, as far back as Stripe remembers; the newest stays, for its position.
-- name: forget_events
DELETE FROM events
 WHERE position IN (SELECT position FROM events
                     WHERE at <= $1 AND due_at IS NULL
                       AND position < (SELECT MAX(position) FROM events)
                     ORDER BY at LIMIT 100)
