-- What people are told: letters, and notifications in the application.

-- name: guests_not_told
SELECT printf('Booking %s was confirmed, and %d letters of it are written to its guest %s.', uuid(booking_id), letters,
              uuid(guest_id)) AS found
  FROM (SELECT bookings.booking_id, bookings.guest_id,
               (SELECT COUNT(*) FROM notification.mails
                 WHERE subject_id = bookings.booking_id AND kind = 'booking_confirmed'
                   AND user_id = bookings.guest_id) AS letters
          FROM booking.bookings
         WHERE state = 'confirmed' OR refund_minor IS NOT NULL) AS confirmed
 WHERE letters <> 1

-- name: guests_told_wrongly
SELECT printf('User %s is told %s of booking %s, which is %s.', uuid(user_id), kind, uuid(subject_id),
              COALESCE(bookings.state, 'unknown')) AS found
  FROM notification.mails
  LEFT JOIN booking.bookings ON booking_id = subject_id
 WHERE kind IN ('booking_confirmed', 'booking_refused', 'booking_cancelled')
   AND (bookings.guest_id IS NOT user_id
        OR NOT CASE kind WHEN 'booking_confirmed' THEN bookings.state = 'confirmed' OR refund_minor IS NOT NULL
                         WHEN 'booking_refused' THEN bookings.state = 'refused'
                         ELSE bookings.state = 'cancelled' END)

-- name: ends_not_told
SELECT printf('Booking %s is %s, and %d letters to its guest say so.', uuid(booking_id), state, letters) AS found
  FROM (SELECT bookings.booking_id, state,
               (SELECT COUNT(*) FROM notification.mails
                 WHERE subject_id = bookings.booking_id AND kind = 'booking_' || bookings.state) AS letters
          FROM booking.bookings
         WHERE state IN ('refused', 'cancelled')) AS ended
 WHERE letters <> 1

-- name: hosts_not_told
SELECT printf('Guests of booking %s come to host %s, who is told of it %d times.', uuid(bookings.booking_id),
              uuid(host_id), letters) AS found
  FROM (SELECT bookings.booking_id, host_id,
               (SELECT COUNT(*) FROM notification.mails
                 WHERE subject_id = bookings.booking_id AND kind = 'guest_coming'
                   AND user_id = sessions.host_id) AS letters
          FROM booking.bookings
          JOIN inventory.sessions ON sessions.session_id = bookings.session_id
         WHERE bookings.state = 'confirmed'
           AND NOT EXISTS (SELECT 1 FROM notification.preferences
                            WHERE user_id = sessions.host_id AND NOT is_on)) AS bookings
 WHERE letters <> 1

-- name: letters_not_sent
SELECT printf('Letter %s to user %s about %s is %s%s.', kind, uuid(user_id), uuid(subject_id), state,
              COALESCE(' (' || reason || ')', '')) AS found
  FROM notification.mails
 WHERE state = 'planned' OR (state = 'failed' AND reason <> 'mail_bounced')

-- name: letters_sent_twice
SELECT printf('%s got the letter "%s" %d times.', address, subject, COUNT(*)) AS found
  FROM letters
 GROUP BY key
HAVING COUNT(*) > 1

-- What was sent arrived; what was given up or overtaken may have, if its answer was lost.
-- name: letters_beyond_those_written
SELECT printf('%s got %d letters; %d were sent, and %d others were given up or overtaken.', address, arrived, sent,
              others) AS found
  FROM (SELECT people.address,
               (SELECT COUNT(*) FROM letters WHERE letters.address = people.address) AS arrived,
               (SELECT COUNT(*) FROM notification.mails
                 WHERE mails.user_id = people.user_id AND state = 'sent') AS sent,
               (SELECT COUNT(*) FROM notification.mails
                 WHERE mails.user_id = people.user_id AND state IN ('overtaken', 'failed')) AS others
          FROM people) AS counts
 WHERE arrived NOT BETWEEN sent AND sent + others

-- name: notifications_told_twice
SELECT printf('User %s reads %s of booking %s %d times.', uuid(user_id), kind, uuid(booking_id), COUNT(*)) AS found
  FROM notification.notifications
 WHERE kind IN ('booking_confirmed', 'booking_refused', 'booking_cancelled', 'guest_coming', 'guest_cancelled')
 GROUP BY user_id, kind, booking_id
HAVING COUNT(*) > 1

-- Where somebody lives is told to those who come, or were to come.
-- name: addresses_given_away
SELECT printf('%s was told where home %s is, in "%s".', address, uuid(home_id), subject) AS found
  FROM streets
  JOIN letters ON instr(body, street) > 0
 WHERE NOT EXISTS (SELECT 1
                     FROM people
                     JOIN booking.bookings ON bookings.guest_id = people.user_id
                     JOIN inventory.sessions ON sessions.session_id = bookings.session_id
                    WHERE people.address = letters.address AND sessions.home_id = streets.home_id
                      AND (bookings.state = 'confirmed' OR refund_minor IS NOT NULL))
