-- Events, effects and answers: that each is there, was dealt with once, and does not pile up.
-- The views outboxes, inboxes, plans, parked and kept are of all stores (views.c).

-- While a payment is disputed we look each day, and once more after the last news of it.
-- name: effects_left
SELECT printf('%s still has to do %s, planned at %d and tried %d times%s.', store, effect, planned_at, tries,
              CASE WHEN reason = '' THEN '' ELSE ' (' || reason || ')' END) AS found
  FROM plans, moment
 WHERE (effect NOT IN ('payment.read_books', 'search.push') OR planned_at < now - 600000)
   AND NOT (effect = 'payment.look' AND EXISTS (SELECT 1 FROM payment.payments WHERE dispute <> 'none'))

-- name: events_parked
SELECT printf('%s could not deal with event %s of %s (%s): %s', consumer, uuid(event_id), key, reason, message) AS found
  FROM parked

-- The inbox forgets after a week; by then, nothing is to be counted.
-- name: events_not_heard_once
SELECT printf('%s has dealt with %d of %d events of type %s.', consumer, COALESCE(heard, 0), emitted, type) AS found
  FROM (SELECT store AS source, type, COUNT(*) AS emitted FROM outboxes GROUP BY 1, 2) AS told
  JOIN hearers USING (source, type)
  LEFT JOIN (SELECT store, consumer, COUNT(*) AS heard FROM inboxes GROUP BY 1, 2) AS listened USING (store, consumer)
 WHERE heard IS NOT emitted
   AND (SELECT now FROM moment) < 604800000 + (SELECT MIN(at) FROM outboxes WHERE position = 1)

-- name: outboxes_with_holes
SELECT printf('The outbox of %s has %d events, numbered to %d.', store, COUNT(*), MAX(position)) AS found
  FROM outboxes
 GROUP BY store
HAVING COUNT(*) <> MAX(position)

-- What was committed once is there for ever, whatever happens to the process.
-- name: events_gone
SELECT printf('Event %d of %s was %s, and is %s now.', position, store, uuid(event_id),
              COALESCE(uuid(event_id_now), 'gone')) AS found
  FROM kept
 WHERE event_id IS NOT NULL AND event_id_now IS NOT event_id

-- name: answers_that_differ
SELECT printf('%s under key "%s" was answered %s first, and %s later.', operation, key, hex(substr(answer, 1, 40)),
              hex(substr(differs, 1, 40))) AS found
  FROM answers
 WHERE differs IS NOT NULL

-- What somebody was told has been done is there.
-- name: promises_gone
SELECT printf('%s of %s was acknowledged at %d, and nothing of it is there.', operation, uuid(about), at) AS found
  FROM promised
 WHERE NOT CASE operation
           WHEN 'booking.request_booking' THEN EXISTS (SELECT 1 FROM booking.bookings WHERE booking_id = about)
           WHEN 'booking.cancel_booking'
           THEN EXISTS (SELECT 1 FROM booking.bookings WHERE booking_id = about AND cancelled_by IS NOT NULL)
           WHEN 'inventory.hold_seats' THEN EXISTS (SELECT 1 FROM inventory.holds WHERE booking_id = about)
           WHEN 'inventory.create_session' THEN EXISTS (SELECT 1 FROM inventory.sessions WHERE session_id = about)
           WHEN 'inventory.publish_session'
           THEN EXISTS (SELECT 1 FROM inventory.sessions WHERE session_id = about AND state <> 'draft')
           WHEN 'inventory.cancel_session'
           THEN EXISTS (SELECT 1 FROM inventory.sessions WHERE session_id = about AND state = 'cancelled')
           WHEN 'pricing.set_tariff' THEN EXISTS (SELECT 1 FROM pricing.tariffs WHERE session_id = about)
           WHEN 'inventory.call_off_fixture'
           THEN EXISTS (SELECT 1 FROM inventory.fixtures WHERE fixture_id = about AND state = 'cancelled')
           ELSE 1 END

-- name: things_that_pile_up
SELECT printf('%s has %d rows of %s that should have been cleared; %d at most.', store, rows, what, most) AS found
  FROM (SELECT 'payment' AS store, 'webhooks of more than a month' AS what, 0 AS most, COUNT(*) AS rows
          FROM payment.provider_events, moment WHERE received_at < now - 2678400000
         UNION ALL
        SELECT store, 'inbox of more than eight days', 0, COUNT(*)
          FROM inboxes, moment WHERE received_at < now - 691200000 GROUP BY store
         UNION ALL
        SELECT store, 'effects', 2000, COUNT(*) FROM plans GROUP BY store
         UNION ALL
        SELECT 'payment', 'readings of the provider''s books', 1, COUNT(*) FROM payment.reconciliation
         UNION ALL
        SELECT 'search', 'feeds', 1, COUNT(*) FROM search.feed
         UNION ALL
        SELECT 'identity', 'links that are over', 1000, COUNT(*)
          FROM identity.login_links, moment WHERE expires_at < now - 86400000) AS counts
 WHERE rows > most
