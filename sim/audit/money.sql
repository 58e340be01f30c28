-- Money: between a guest's card, the provider's books, and ours.

-- After each movement -----------------------------------------------------------------

-- The provider was asked by a record of ours that was durable before.
-- name: movements_without_a_record
SELECT printf('The provider has %s %s for %s, of which nothing was written down before.', kind,
              money(minor, currency), reference) AS found
  FROM movements
 WHERE fresh AND CASE WHEN kind = 'refunded'
                      THEN NOT EXISTS (SELECT 1 FROM payment.refunds WHERE refund_id = our_id)
                      ELSE NOT EXISTS (SELECT 1 FROM payment.payments WHERE booking_id = our_id) END

-- name: movements_of_another_amount
SELECT printf('The provider has %s %s for booking %s, whose payment is of %s.', kind, money(minor, currency),
              reference, money(amount_minor, amount_currency)) AS found
  FROM movements
  JOIN payment.payments ON booking_id = our_id
 WHERE fresh AND kind IN ('authorised', 'captured') AND (minor <> amount_minor OR currency <> amount_currency)

-- name: captures_without_seats
SELECT printf('The provider took %s for booking %s, whose seats are %s.', money(minor, currency), reference,
              COALESCE(holds.state, 'nobody''s')) AS found
  FROM movements
  LEFT JOIN inventory.holds ON holds.booking_id = our_id
 WHERE fresh AND kind = 'captured'
   AND NOT EXISTS (SELECT 1 FROM inventory.outbox
                    WHERE topic = 'inventory.events' AND key = uuid(holds.session_id)
                      AND type = 'couchannel.inventory.v1.SeatsConfirmed'
                      AND told(type, body, 'booking_id') = our_id)

-- name: confirmed_before_it_was_paid
SELECT printf('Booking %s was confirmed %d ms before the provider took %s for it.', reference,
              movements.at - timeline.at, money(minor, currency)) AS found
  FROM movements
  JOIN booking.timeline ON timeline.booking_id = our_id AND step = '' AND what = 'confirmed'
 WHERE fresh AND kind = 'captured' AND timeline.at < movements.at

-- name: money_taken_twice
SELECT printf('The provider took money %d times for booking %s: %s in all.', COUNT(*), reference,
              money(SUM(minor), currency)) AS found
  FROM movements
 WHERE kind = 'captured' AND our_id IN (SELECT our_id FROM movements WHERE fresh AND kind = 'captured')
 GROUP BY our_id
HAVING COUNT(*) > 1

-- name: money_given_back_twice
SELECT printf('The provider gave back %s of the %s that it took by %s.', money(back, currency),
              money(taken, currency), intent_id) AS found
  FROM (SELECT intent_id, currency, SUM(CASE kind WHEN 'refunded' THEN minor ELSE 0 END) AS back,
               SUM(CASE kind WHEN 'captured' THEN minor ELSE 0 END) AS taken
          FROM movements
         WHERE intent_id IN (SELECT intent_id FROM movements WHERE fresh AND kind = 'refunded')
         GROUP BY intent_id) AS sums
 WHERE back > taken

-- At rest -------------------------------------------------------------------------------

-- name: confirmed_without_payment
SELECT printf('Booking %s costs %s and is confirmed; the provider took money for it %d times, %s in all.',
              uuid(booking_id), money(total_minor, bookings.currency), captures,
              money(captured, bookings.currency)) AS found
  FROM (SELECT bookings.booking_id, total_minor, bookings.currency, COUNT(movements.minor) AS captures,
               COALESCE(SUM(movements.minor), 0) AS captured,
               COALESCE(MIN(movements.currency = bookings.currency), 1) AS same
          FROM booking.bookings
          LEFT JOIN movements ON our_id = bookings.booking_id AND kind = 'captured'
         WHERE state = 'confirmed'
         GROUP BY bookings.booking_id) AS bookings
 WHERE captures <> (total_minor > 0) OR captured <> total_minor OR NOT same

-- Of a confirmed booking the total, of a cancelled one what its terms keep, of all others nothing.  What a guest
-- disputes is between us and their bank.
-- name: guests_out_of_pocket
SELECT printf('Booking %s is %s; %s of its %s should stay paid, and %s does.', uuid(booking_id), state,
              money(due, currency), money(total_minor, currency), money(paid, currency)) AS found
  FROM (SELECT booking_id, state, COALESCE(currency, 'PLN') AS currency, COALESCE(total_minor, 0) AS total_minor,
               CASE WHEN state = 'confirmed' THEN total_minor
                    WHEN refund_minor IS NOT NULL THEN total_minor - refund_minor
                    ELSE 0 END AS due,
               (SELECT COALESCE(SUM(captured - refunded), 0) FROM intents
                 WHERE intents.booking_id = bookings.booking_id) AS paid
          FROM booking.bookings
         WHERE state IN ('confirmed', 'refused', 'cancelled')) AS sums
 WHERE due <> paid
   AND NOT EXISTS (SELECT 1 FROM intents WHERE intents.booking_id = sums.booking_id AND dispute <> 'none')

-- name: disputed_and_refunded
SELECT printf('Of the %s that were taken for booking %s, %s were given back, and %s more by its bank.',
              money(captured, currency), reference, money(refunded, currency), money(disputed, currency)) AS found
  FROM intents
 WHERE dispute IN ('open', 'lost') AND refunded + disputed > captured

-- name: money_of_nobody
SELECT printf('The provider has an intent of %s for %s, which is no booking.', money(minor, currency),
              reference) AS found
  FROM intents
 WHERE NOT EXISTS (SELECT 1 FROM booking.bookings WHERE bookings.booking_id = intents.booking_id)

-- Money that is set aside is missed by its owner.  An intent that the provider made again, as it had forgotten
-- the key of the first, is released by itself within days.
-- name: money_set_aside
SELECT printf('%s of booking %s are still set aside at the provider (%s), which is %s.', money(minor, intents.currency),
              reference, intents.state, COALESCE(bookings.state, 'unknown')) AS found
  FROM intents
  LEFT JOIN booking.bookings ON bookings.booking_id = intents.booking_id
 WHERE intents.state IN ('requires_capture', 'requires_action', 'processing')
   AND NOT EXISTS (SELECT 1 FROM intents AS other
                    WHERE other.booking_id = intents.booking_id AND other.again AND other.intent_id <> intents.intent_id)

-- name: open_payments
SELECT printf('The payment of booking %s is %s, and %s is wished.', uuid(booking_id), state, wish) AS found
  FROM payment.payments
 WHERE state NOT IN ('captured', 'voided', 'declined')

-- name: payments_against_the_provider
SELECT printf('The payment of booking %s is %s, and the provider says %s: %s taken, %s given back.',
              uuid(payments.booking_id), payments.state, COALESCE(group_concat(intents.state, ' and '), 'nothing'),
              money(COALESCE(SUM(captured), 0), amount_currency), money(COALESCE(SUM(refunded), 0), amount_currency))
       AS found
  FROM payment.payments
  LEFT JOIN intents ON intents.booking_id = payments.booking_id
 GROUP BY payments.booking_id
HAVING COALESCE(SUM(captured), 0) <> CASE payments.state WHEN 'captured' THEN amount_minor ELSE 0 END
    OR (payments.dispute <> 'open' /* else refunds are held */
        AND COALESCE(SUM(refunded), 0) <> refunded_minor - (SELECT COALESCE(SUM(ledger.amount_minor), 0)
                                                              FROM payment.ledger
                                                             WHERE ledger.booking_id = payments.booking_id
                                                               AND kind = 'refund_by_bank'))

-- name: unpaid_refunds
SELECT printf('The refund of %s for booking %s (%s) is %s.', money(amount_minor, amount_currency), uuid(booking_id),
              reason, state) AS found
  FROM payment.refunds
 WHERE state <> 'paid'
   AND NOT EXISTS (SELECT 1 FROM payment.payments WHERE payments.booking_id = refunds.booking_id AND dispute = 'open')

-- name: refunds_that_do_not_add_up
SELECT printf('Booking %s is counted with %s given back, and its refunds are %s.', uuid(payments.booking_id),
              money(refunded_minor, payments.amount_currency), money(COALESCE(SUM(refunds.amount_minor), 0),
              payments.amount_currency)) AS found
  FROM payment.payments
  LEFT JOIN payment.refunds ON refunds.booking_id = payments.booking_id
 GROUP BY payments.booking_id
HAVING refunded_minor <> COALESCE(SUM(refunds.amount_minor), 0)

-- Each booking's postings, account by account: nothing stays owed, and the fee is borne in proportion.
-- name: ledgers_out_of_balance
SELECT printf('Booking %s: captured %s, host %s, fee %s; owed back to guests %s of the share and %s of the fee, '
              || 'paid back %s.', uuid(booking_id), money(taken, currency), money(share, currency),
              money(fee, currency), money(share_back, currency), money(fee_back, currency),
              money(paid_back, currency)) AS found
  FROM (SELECT payments.booking_id, payments.state, payments.amount_currency AS currency, payments.amount_minor,
               platform_fee_minor, refunded_minor, dispute,
               COALESCE(SUM(CASE kind WHEN 'captured' THEN ledger.amount_minor END), 0) AS taken,
               COALESCE(SUM(CASE kind WHEN 'host_share' THEN ledger.amount_minor END), 0) AS share,
               COALESCE(SUM(CASE kind WHEN 'platform_fee' THEN ledger.amount_minor END), 0) AS fee,
               COALESCE(SUM(CASE kind WHEN 'refund_of_share' THEN ledger.amount_minor END), 0) AS share_back,
               COALESCE(SUM(CASE kind WHEN 'refund_of_fee' THEN ledger.amount_minor END), 0) AS fee_back,
               COALESCE(SUM(CASE WHEN kind IN ('refund_paid', 'refund_by_bank') THEN ledger.amount_minor END), 0)
                 AS paid_back,
               COALESCE(MIN(ledger.amount_currency = payments.amount_currency), 1) AS same
          FROM payment.payments
          LEFT JOIN payment.ledger ON ledger.booking_id = payments.booking_id
         GROUP BY payments.booking_id) AS sums
 WHERE taken <> CASE state WHEN 'captured' THEN amount_minor ELSE 0 END OR taken <> share + fee
    OR (state = 'captured' AND fee <> platform_fee_minor) OR share_back + fee_back <> refunded_minor
    OR (dispute <> 'open' AND paid_back <> refunded_minor) OR fee_back <> platform_fee_minor * refunded_minor / amount_minor OR NOT same

-- What a bank took back, with the fee, and gave back; and whom it paid instead of us.
-- name: disputes_that_differ
SELECT printf('Booking %s is disputed (%s) and %s at the provider: our ledger says %s withdrawn and %s given back, the '
              || 'provider''s books %s and %s; of refunds, %s are the bank''s.', uuid(booking_id), ours, theirs,
              money(our_taken, currency), money(our_back, currency), money(taken, currency), money(back, currency),
              money(by_bank, currency)) AS found
  FROM (SELECT payments.booking_id, payments.dispute AS ours, payments.amount_currency AS currency, disputed_minor,
               COALESCE((SELECT MAX(dispute) FROM intents
                          WHERE intents.booking_id = payments.booking_id AND dispute <> 'none'), 'none') AS theirs,
               (SELECT COALESCE(SUM(minor), 0) FROM movements
                 WHERE our_id = payments.booking_id AND kind = 'disputed') AS taken,
               (SELECT COALESCE(SUM(minor), 0) FROM movements
                 WHERE our_id = payments.booking_id AND kind = 'reinstated') AS back,
               COALESCE(SUM(CASE WHEN kind IN ('disputed', 'dispute_fee') THEN ledger.amount_minor END), 0) AS our_taken,
               COALESCE(SUM(CASE WHEN kind IN ('reinstated', 'dispute_fee_returned') THEN ledger.amount_minor END), 0)
                 AS our_back,
               COALESCE(SUM(CASE kind WHEN 'refund_by_bank' THEN ledger.amount_minor END), 0) AS by_bank
          FROM payment.payments
          LEFT JOIN payment.ledger ON ledger.booking_id = payments.booking_id
         WHERE payments.dispute IN ('won', 'lost')
         GROUP BY payments.booking_id) AS sums
 WHERE ours <> theirs OR our_taken <> taken OR our_back <> back
    OR by_bank > CASE ours WHEN 'lost' THEN disputed_minor ELSE 0 END

-- The same booking in both books: not the sums, in which two mistakes may cancel out.
-- name: books_that_differ
SELECT printf('Booking %s: our ledger says %s taken and %s paid back, the provider''s books %s in %d and %s in %d.',
              uuid(booking_id), money(our_taken, currency), money(our_back, currency), money(taken, currency), captures,
              money(back, currency), refunds) AS found
  FROM (SELECT payments.booking_id, amount_currency AS currency,
               (SELECT COALESCE(SUM(amount_minor), 0) FROM payment.ledger
                 WHERE ledger.reference = uuid(payments.booking_id) AND kind = 'captured') AS our_taken,
               (SELECT COALESCE(SUM(ledger.amount_minor), 0) FROM payment.refunds
                  JOIN payment.ledger ON ledger.reference = uuid(refund_id) AND kind = 'refund_paid'
                 WHERE refunds.booking_id = payments.booking_id) AS our_back,
               (SELECT COALESCE(SUM(minor), 0) FROM movements
                 WHERE our_id = payments.booking_id AND kind = 'captured') AS taken,
               (SELECT COUNT(*) FROM movements
                 WHERE our_id = payments.booking_id AND kind = 'captured') AS captures,
               (SELECT COALESCE(SUM(minor), 0) FROM payment.refunds
                  JOIN movements ON our_id = refund_id AND kind = 'refunded'
                 WHERE refunds.booking_id = payments.booking_id) AS back,
               (SELECT COUNT(*) FROM payment.refunds
                  JOIN movements ON our_id = refund_id AND kind = 'refunded'
                 WHERE refunds.booking_id = payments.booking_id) AS refunds
          FROM payment.payments) AS sums
 WHERE our_taken <> taken OR our_back <> back OR captures > 1

-- name: postings_that_changed
SELECT printf('The ledger had %d postings of %s in all, and they are %d of %s now.', seen.rows, money(seen.minor, ''),
              now.rows, money(now.minor, '')) AS found
  FROM ledger_seen AS seen,
       (SELECT COUNT(*) AS rows, COALESCE(SUM(amount_minor), 0) AS minor
          FROM payment.ledger
         WHERE rowid <= (SELECT last FROM ledger_seen)) AS now
 WHERE seen.rows <> now.rows OR seen.minor <> now.minor

-- Reconciliation reads the provider's books every quarter of an hour, and forgives ten minutes.
-- name: differences_not_resolved
SELECT printf('Reconciliation: of %s (%s) our books say %s, and the provider''s %s in %d movements.', reference, movement,
              money(ledger_minor, currency), money(provider_minor, currency), provider_count) AS found
  FROM payment.comparisons, moment
 WHERE (ledger_minor <> provider_minor OR provider_count <> 1) AND changed_at < now - 2700000

-- name: findings_of_reconciliation
SELECT printf('Reconciliation found %s of %s (%s): ours %s, the provider''s %s.', kind, reference, movement,
              money(ledger_minor, currency), money(provider_minor, currency)) AS found
  FROM payment.findings

-- name: prices_that_moved
SELECT printf('Booking %s costs %s, and %s were asked of its guest''s card.', uuid(bookings.booking_id),
              money(total_minor, currency), money(amount_minor, amount_currency)) AS found
  FROM booking.bookings
  JOIN payment.payments ON payments.booking_id = bookings.booking_id
 WHERE total_minor <> amount_minor OR currency <> amount_currency OR payments.guest_id <> bookings.guest_id

-- Ten percent of what a seat costs without it, and 1.00 at least and 25.00 at most: an eleventh of the whole.
-- name: fees_not_as_published
SELECT printf('Booking %s: of %s for %d seats, %s are the fee instead of about %s.', uuid(bookings.booking_id),
              money(amount_minor, amount_currency), seats, money(platform_fee_minor, amount_currency),
              money(seats * MAX(100, MIN(2500, amount_minor / seats / 11)), amount_currency)) AS found
  FROM booking.bookings
  JOIN payment.payments ON payments.booking_id = bookings.booking_id
 WHERE ABS(platform_fee_minor - seats * MAX(100, MIN(2500, amount_minor / seats / 11))) > 2 * seats
