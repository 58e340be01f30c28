-- Copies: what one service knows of another's, once everything has been heard.

-- name: rules_not_known
SELECT printf('Licence rule %s, version %d, is %s.', rule_id, version, which) AS found
  FROM (SELECT rule_id, version, 'published, and inventory does not know it so' AS which
          FROM (SELECT rule_id, version, competition, package, territory, venue, charge_basis, specificity, heads_max,
                       valid_from FROM compliance.licence_rules
                EXCEPT
                SELECT rule_id, version, competition, package, territory, venue, charge_basis, specificity, heads_max,
                       valid_from FROM inventory.licence_rules)
         UNION ALL
        SELECT rule_id, version, 'applied, and nobody published it so'
          FROM (SELECT rule_id, version, heads_max, valid_from FROM inventory.licence_rules
                EXCEPT
                SELECT rule_id, version, heads_max, valid_from FROM compliance.licence_rules)) AS differences

-- A draft is known to nobody; nor is one that was called off before it was published.
-- name: sessions_not_priced
SELECT printf('Session %s starts at %d with %d seats and is %s; pricing says %s, %s, %s.', uuid(ours.session_id),
              ours.starts_at, ours.seats_total, ours.state, COALESCE(theirs.starts_at, 'nothing'),
              COALESCE(theirs.seats_total, 'nothing'),
              CASE WHEN theirs.cancelled THEN 'cancelled' ELSE 'published' END) AS found
  FROM inventory.sessions AS ours
  LEFT JOIN pricing.sessions AS theirs ON theirs.session_id = ours.session_id
 WHERE (ours.state = 'published' OR theirs.host_id IS NOT NULL)
   AND (theirs.host_id IS NOT ours.host_id OR theirs.starts_at IS NOT ours.starts_at
        OR theirs.seats_total IS NOT ours.seats_total OR theirs.charge_basis IS NOT ours.charge_basis
        OR theirs.cancelled IS NOT (ours.state = 'cancelled'))

-- name: seats_not_priced
SELECT printf('Seat %s of session %s has place %d, and pricing says %s.', ours.label, uuid(ours.session_id), ours.place,
              COALESCE(theirs.place, 'nothing')) AS found
  FROM pricing.sessions
  JOIN inventory.seats AS ours ON ours.session_id = sessions.session_id
  LEFT JOIN pricing.seats AS theirs ON theirs.session_id = ours.session_id AND theirs.label = ours.label
 WHERE host_id IS NOT NULL AND (theirs.label IS NULL
        OR (SELECT COUNT(*) FROM inventory.seats AS before
             WHERE before.session_id = ours.session_id AND before.place < ours.place) <> theirs.place)

-- name: demand_not_known
SELECT printf('Hold %s is %s, and pricing says %s until %s.', uuid(ours.booking_id), ours.state,
              CASE WHEN theirs.ended THEN 'ended' ELSE 'held' END, COALESCE(theirs.held_until, 'nothing')) AS found
  FROM inventory.holds AS ours
  LEFT JOIN pricing.holds AS theirs ON theirs.booking_id = ours.booking_id
 WHERE theirs.session_id IS NOT ours.session_id OR theirs.asked_at IS NOT ours.held_at
    OR theirs.ended IS NOT (ours.state IN ('released', 'expired'))
    OR (ours.state = 'confirmed' AND theirs.held_until <> 9223372036854775807)

-- name: sessions_not_found
SELECT printf('Session %s ("%s", %s) starts at %d; search says "%s", %d, %s%s.', uuid(ours.session_id), ours.title,
              ours.state, ours.starts_at, COALESCE(theirs.title, ''), COALESCE(theirs.starts_at, 0),
              CASE WHEN theirs.published THEN 'published' ELSE 'unknown' END,
              CASE WHEN theirs.cancelled THEN ', cancelled' ELSE '' END) AS found
  FROM inventory.sessions AS ours
  LEFT JOIN search.sessions AS theirs ON theirs.session_id = ours.session_id
 WHERE (ours.state = 'published' OR theirs.published)
   AND (theirs.published IS NOT 1 OR theirs.cancelled IS NOT (ours.state = 'cancelled')
        OR theirs.starts_at IS NOT ours.starts_at OR theirs.ends_at IS NOT ours.ends_at
        OR theirs.title IS NOT ours.title OR theirs.host_id IS NOT ours.host_id OR theirs.home_id IS NOT ours.home_id
        OR theirs.fixture_id IS NOT ours.fixture_id OR theirs.seats_total IS NOT ours.seats_total
        OR theirs.package IS NOT ours.package OR theirs.venue IS NOT ours.venue
        OR theirs.charge_basis IS NOT ours.charge_basis)

-- name: sessions_found_too_long
SELECT printf('Session %s started %d s ago, and search still shows it.', uuid(session_id), (now - starts_at) / 1000)
       AS found
  FROM moment
  JOIN search.sessions ON published AND NOT cancelled AND NOT started AND starts_at < moment.now - 60000
 WHERE undisturbed_since < moment.now - 60000

-- name: seats_found_free
SELECT printf('Session %s: booking %s has %d seats and is %s; search says %s and %s.', uuid(ours.session_id),
              uuid(ours.booking_id), ours.seats, ours.state, COALESCE(theirs.seats, 'nothing'),
              CASE WHEN theirs.ended THEN 'ended' ELSE 'live' END) AS found
  FROM inventory.holds AS ours
  LEFT JOIN search.holds AS theirs ON theirs.booking_id = ours.booking_id
 WHERE theirs.session_id IS NOT ours.session_id OR theirs.seats IS NOT ours.seats
    OR theirs.ended IS NOT (ours.state IN ('released', 'expired'))

-- name: prices_not_found
SELECT printf('Session %s costs %s at least by its tariff %d, and search says %s by tariff %s.',
              uuid(ours.session_id), money(price_from_minor, ours.currency), ours.version,
              money(COALESCE(minor, 0), theirs.currency), COALESCE(theirs.version, 'none')) AS found
  FROM pricing.tariffs AS ours
  LEFT JOIN search.prices AS theirs ON theirs.session_id = ours.session_id
 WHERE theirs.version IS NOT ours.version OR theirs.minor IS NOT ours.price_from_minor
    OR theirs.currency IS NOT ours.currency

-- name: fixtures_not_found
SELECT printf('Fixture %s is "%s", and search says "%s".', uuid(ours.fixture_id), ours.title,
              COALESCE(theirs.title, '')) AS found
  FROM inventory.fixtures AS ours
  LEFT JOIN search.fixtures AS theirs ON theirs.fixture_id = ours.fixture_id
 WHERE theirs.title IS NOT ours.title

-- name: homes_not_found
SELECT printf('Home %s of %s in %s is called "%s", and search says "%s" in %s.', uuid(ours.home_id),
              uuid(ours.host_id), ours.city, ours.name, COALESCE(theirs.name, ''), COALESCE(theirs.city, '')) AS found
  FROM hosting.homes AS ours
  LEFT JOIN search.homes AS theirs ON theirs.home_id = ours.home_id
 WHERE EXISTS (SELECT 1 FROM hosting.rooms WHERE rooms.home_id = ours.home_id)
   AND EXISTS (SELECT 1 FROM hosting.packages WHERE packages.home_id = ours.home_id)
   AND EXISTS (SELECT 1 FROM hosting.house_rules WHERE house_rules.home_id = ours.home_id)
   AND (theirs.host_id IS NOT ours.host_id OR theirs.name IS NOT ours.name OR theirs.city IS NOT ours.city
        OR theirs.latitude_microdegrees IS NOT ours.latitude_microdegrees
        OR theirs.longitude_microdegrees IS NOT ours.longitude_microdegrees)

-- name: index_behind
SELECT printf('The index has come to change %d of %d.', COALESCE(MAX(pushed), 0),
              (SELECT COALESCE(MAX(change), 1) FROM search.sessions)) AS found
  FROM search.feed
HAVING COALESCE(MAX(pushed), 0) < (SELECT COALESCE(MAX(change), 1) FROM search.sessions)

-- name: readers_of_another_time
SELECT printf('Booking %s starts at %d and is %s; who writes its letters says %d and %s.', uuid(ours.booking_id),
              sessions.starts_at, ours.state, COALESCE(theirs.starts_at, 0),
              CASE WHEN theirs.cancelled THEN 'cancelled' WHEN theirs.cancelled IS NULL THEN 'nothing' ELSE 'comes' END)
       AS found
  FROM booking.bookings AS ours
  JOIN inventory.sessions ON sessions.session_id = ours.session_id
  LEFT JOIN notification.bookings AS theirs ON theirs.booking_id = ours.booking_id
 WHERE (ours.state = 'confirmed' OR ours.refund_minor IS NOT NULL)
   AND (theirs.cancelled IS NOT (ours.state = 'cancelled')
        OR (ours.state = 'confirmed' AND theirs.starts_at IS NOT sessions.starts_at))

-- name: sessions_of_another_time
SELECT printf('Session %s starts at %d, and who writes letters says %s.', uuid(ours.session_id), ours.starts_at,
              COALESCE(theirs.starts_at, 'nothing')) AS found
  FROM inventory.sessions AS ours
  LEFT JOIN notification.sessions AS theirs ON theirs.session_id = ours.session_id
 WHERE ours.state = 'published' AND (theirs.host_id IS NOT ours.host_id OR theirs.starts_at IS NOT ours.starts_at)

-- A session follows each change of its fixture.
-- name: sessions_left_behind
SELECT printf('Session %s is %s and kicks off at %d; its fixture %s is %s and kicks off at %d.', uuid(session_id),
              sessions.state, sessions.kicks_off_at, uuid(fixtures.fixture_id), fixtures.state, fixtures.kicks_off_at)
       AS found
  FROM inventory.sessions
  JOIN inventory.fixtures ON fixtures.fixture_id = sessions.fixture_id
 WHERE sessions.state <> 'cancelled'
   AND (fixtures.state = 'cancelled' OR sessions.kicks_off_at <> fixtures.kicks_off_at OR follow_at IS NOT NULL)
