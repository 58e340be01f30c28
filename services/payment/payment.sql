-- Every statement that payment runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- Payments ----------------------------------------------------------------------

-- name: insert_payment
INSERT INTO payments (booking_id, guest_id, host_id, amount_minor, amount_currency, platform_fee_minor,
                      payment_method, state, wish, asked_at, guest_may_take_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', 'authorise', $8, $9)

-- name: payment_by_booking
SELECT booking_id, guest_id, host_id, amount_minor, amount_currency,
       platform_fee_minor, amount_currency AS platform_fee_currency,
       refunded_minor, amount_currency AS refunded_currency,
       state, action_url, decline_reason, asked_at,
       dispute, disputed_minor, amount_currency AS disputed_currency
  FROM payments
 WHERE booking_id = $1

-- name: terms_of_payment
SELECT booking_id, guest_id, host_id, amount_minor, amount_currency,
       platform_fee_minor, amount_currency AS platform_fee_currency, payment_method
  FROM payments
 WHERE booking_id = $1

-- name: errand_of_payment
SELECT booking_id, wish, intent_id, look, guest_may_take_ms FROM payments WHERE booking_id = $1

-- name: keep_payment
UPDATE payments
   SET state = $2, action_url = $3, decline_reason = $4, dispute = $5, disputed_minor = $6
 WHERE booking_id = $1

-- name: keep_errand
UPDATE payments SET wish = $2, intent_id = $3, look = $4 WHERE booking_id = $1

-- Refunds -----------------------------------------------------------------------

-- name: add_refunded
UPDATE payments
   SET refunded_minor = refunded_minor + $2
 WHERE booking_id = $1 AND state = 'captured' AND refunded_minor + $2 <= amount_minor

-- name: insert_refund
INSERT INTO refunds (refund_id, booking_id, amount_minor, amount_currency, platform_fee_minor, reason, state,
                     asked_at)
VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7)

-- name: refund_by_id
SELECT refund_id, booking_id, amount_minor, amount_currency,
       platform_fee_minor, amount_currency AS platform_fee_currency,
       reason, state, asked_at
  FROM refunds
 WHERE refund_id = $1

-- name: held_refunds
SELECT refund_id, booking_id, amount_minor, amount_currency,
       platform_fee_minor, amount_currency AS platform_fee_currency,
       reason, state, asked_at
  FROM refunds
 WHERE held AND booking_id = $1
 ORDER BY asked_at, refund_id

-- name: hold_refund
UPDATE refunds SET held = $2 WHERE refund_id = $1 AND state = 'pending'

-- name: end_refund
UPDATE refunds SET state = $2 WHERE refund_id = $1 AND state = 'pending'

-- The ledger --------------------------------------------------------------------

-- name: insert_posting
INSERT INTO ledger (posting_id, reference, kind, booking_id, amount_minor, amount_currency, posted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: trial_balance
SELECT account, currency,
       CAST(SUM(debit_minor) AS BIGINT) AS debits_minor,
       CAST(SUM(credit_minor) AS BIGINT) AS credits_minor,
       CAST(SUM(debit_minor) - SUM(credit_minor) AS BIGINT) AS balance_minor
  FROM (SELECT ledger_kinds.debit AS account, amount_currency AS currency,
               amount_minor AS debit_minor, 0 AS credit_minor
          FROM ledger JOIN ledger_kinds ON ledger_kinds.kind = ledger.kind
         UNION ALL
        SELECT ledger_kinds.credit, amount_currency, 0, amount_minor
          FROM ledger JOIN ledger_kinds ON ledger_kinds.kind = ledger.kind) AS sides
 GROUP BY account, currency
 ORDER BY currency, account

-- Reconciliation ----------------------------------------------------------------

-- name: next_reconciliation
SELECT due_at FROM reconciliation WHERE due_at IS NOT NULL

-- name: begin_reconciliation
UPDATE reconciliation SET due_at = NULL WHERE due_at IS NOT NULL

-- name: position_in_books
SELECT position FROM reconciliation

-- name: read_on_at
UPDATE reconciliation SET position = $1, due_at = $2

-- name: insert_movement
INSERT INTO provider_movements (movement_id, movement, reference, amount_minor, amount_currency)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (movement_id) DO NOTHING

-- name: compare_ledger
INSERT INTO comparisons (reference, movement, currency, ledger_minor, provider_minor, provider_count, changed_at)
VALUES ($1, $2, $3, $4, 0, 0, $5)
ON CONFLICT (reference, movement, currency) DO UPDATE
   SET ledger_minor = comparisons.ledger_minor + excluded.ledger_minor, changed_at = excluded.changed_at

-- name: compare_provider
INSERT INTO comparisons (reference, movement, currency, ledger_minor, provider_minor, provider_count, changed_at)
VALUES ($1, $2, $3, 0, $4, 1, $5)
ON CONFLICT (reference, movement, currency) DO UPDATE
   SET provider_minor = comparisons.provider_minor + excluded.provider_minor,
       provider_count = comparisons.provider_count + 1, changed_at = excluded.changed_at

-- name: new_differences
SELECT reference, movement, currency, ledger_minor, provider_minor, provider_count
  FROM comparisons
 WHERE ledger_minor <> provider_minor AND changed_at <= $1
   AND NOT EXISTS (SELECT 1 FROM findings
                    WHERE findings.reference = comparisons.reference
                      AND findings.movement = comparisons.movement
                      AND findings.currency = comparisons.currency
                      AND findings.ledger_minor = comparisons.ledger_minor
                      AND findings.provider_minor = comparisons.provider_minor)
 ORDER BY changed_at
 LIMIT 100

-- name: insert_finding
INSERT INTO findings (finding_id, kind, reference, movement, currency, ledger_minor, provider_minor, found_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: findings_before
SELECT finding_id, kind, reference, movement, currency, ledger_minor, provider_minor, found_at
  FROM findings
 WHERE finding_id < $1 OR $1 IS NULL
 ORDER BY finding_id DESC
 LIMIT $2

-- Figures -----------------------------------------------------------------------

-- name: count_of_findings
SELECT COUNT(*) AS figure FROM findings

-- name: count_of_differences
SELECT COUNT(*) AS figure FROM comparisons WHERE ledger_minor <> provider_minor

-- name: count_of_unknown_payments
SELECT COUNT(*) AS figure FROM payments WHERE state = 'unknown'

-- name: count_of_open_disputes
SELECT COUNT(*) AS figure FROM payments WHERE dispute = 'open'

-- name: count_of_refused_refunds
SELECT COUNT(*) AS figure FROM refunds WHERE state = 'refused'

-- The provider's events ---------------------------------------------------------

-- name: insert_provider_event
INSERT INTO provider_events (event_id, type, received_at)
VALUES ($1, $2, $3)
ON CONFLICT (event_id) DO NOTHING

-- name: forget_provider_events
DELETE FROM provider_events WHERE received_at < $1
