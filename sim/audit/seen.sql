-- What the audit itself has seen, in a store of its own: the provider's books, the mailboxes, answers.
-- SQLite alone reads this; the stores that are audited stand beside it, each under the name of its service.

-- name: create_moment
CREATE TABLE moment (now INTEGER, undisturbed_since INTEGER)

-- How far each outbox has been looked at, and which event stood there.
-- name: create_looked
CREATE TABLE looked (store TEXT PRIMARY KEY, position INTEGER, event_id BLOB)

-- Sessions that something happened to since; promised: seats were held, confirmed: a hold was.
-- name: create_touched
CREATE TABLE touched (session_id BLOB PRIMARY KEY, promised INTEGER, confirmed INTEGER, at INTEGER)

-- The newest licence rule that was there when it was last looked.
-- name: create_known_rules
CREATE TABLE known_rules (number INTEGER)

-- Who hears what: from the tables of the services.
-- name: create_hearers
CREATE TABLE hearers (consumer TEXT PRIMARY KEY, store TEXT, source TEXT, topic TEXT, type TEXT)

-- name: create_intents
CREATE TABLE intents (intent_id TEXT PRIMARY KEY, reference TEXT, booking_id BLOB, state TEXT, minor INTEGER,
                      currency TEXT, captured INTEGER, refunded INTEGER, again INTEGER, dispute TEXT, disputed INTEGER)

-- name: create_intents_by_booking
CREATE INDEX intents_by_booking ON intents (booking_id)

-- name: create_repaid
CREATE TABLE repaid (refund_id TEXT PRIMARY KEY, intent_id TEXT, reference TEXT, our_id BLOB, state TEXT,
                     minor INTEGER, currency TEXT)

-- name: create_repaid_by_reference
CREATE INDEX repaid_by_reference ON repaid (our_id)

-- name: create_movements
CREATE TABLE movements (movement_id TEXT PRIMARY KEY, kind TEXT, intent_id TEXT, reference TEXT, our_id BLOB,
                        minor INTEGER, currency TEXT, at INTEGER, fresh INTEGER)

-- name: create_movements_by_reference
CREATE INDEX movements_by_reference ON movements (our_id, kind)

-- name: create_fresh_movements
CREATE INDEX fresh_movements ON movements (fresh) WHERE fresh

-- name: create_letters
CREATE TABLE letters (key TEXT, address TEXT, subject TEXT, body TEXT, arrived_at INTEGER)

-- name: create_letters_by_address
CREATE INDEX letters_by_address ON letters (address)

-- name: create_answers
CREATE TABLE answers (caller BLOB, service TEXT, operation TEXT, key TEXT, answer BLOB, at INTEGER, differs BLOB,
                      PRIMARY KEY (caller, service, operation, key))

-- name: create_differing_answers
CREATE INDEX differing_answers ON answers (at) WHERE differs IS NOT NULL

-- What was answered with success, by what it is about.
-- name: create_promised
CREATE TABLE promised (operation TEXT, about BLOB, at INTEGER, PRIMARY KEY (operation, about))

-- What somebody was shown of a booking that is another's.
-- name: create_glimpses
CREATE TABLE glimpses (operation TEXT, viewer BLOB, booking_id BLOB, guest_id BLOB)

-- The ledger as it was: what is in it may not change.
-- name: create_ledger_seen
CREATE TABLE ledger_seen (rows INTEGER, minor INTEGER, last INTEGER)

-- Homes' streets and people's addresses, in the clear, as they gave them.
-- name: create_streets
CREATE TABLE streets (home_id BLOB PRIMARY KEY, street TEXT)

-- name: create_people
CREATE TABLE people (user_id BLOB PRIMARY KEY, address TEXT)

-- name: begin_moment
INSERT INTO moment (now, undisturbed_since) VALUES (0, 0)

-- name: begin_ledger_seen
INSERT INTO ledger_seen (rows, minor, last) VALUES (0, 0, 0)

-- name: begin_known_rules
INSERT INTO known_rules (number) VALUES (0)

-- name: set_moment
UPDATE moment SET now = $1, undisturbed_since = $2

-- name: add_hearer
INSERT INTO hearers (consumer, store, source, topic, type) VALUES ($1, $2, $3, $4, $5)

-- name: begin_looked
INSERT INTO looked (store, position, event_id) VALUES ($1, 0, NULL)

-- What is seen outside --------------------------------------------------------------

-- name: see_intent
INSERT INTO intents (intent_id, reference, booking_id, state, minor, currency, captured, refunded, again, dispute,
                     disputed)
VALUES ($1, $2, id($2), $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (intent_id) DO UPDATE
   SET state = excluded.state, captured = excluded.captured, refunded = excluded.refunded, again = excluded.again,
       dispute = excluded.dispute, disputed = excluded.disputed

-- name: see_repaid
INSERT INTO repaid (refund_id, intent_id, reference, our_id, state, minor, currency)
VALUES ($1, $2, $3, id($3), $4, $5, $6)
ON CONFLICT (refund_id) DO UPDATE SET state = excluded.state

-- name: see_movement
INSERT INTO movements (movement_id, kind, intent_id, reference, our_id, minor, currency, at, fresh)
VALUES ($1, $2, $3, $4, id($4), $5, $6, $7, 1)
ON CONFLICT (movement_id) DO NOTHING

-- name: forget_fresh_movements
UPDATE movements SET fresh = 0 WHERE fresh

-- name: see_letter
INSERT INTO letters (key, address, subject, body, arrived_at) VALUES ($1, $2, $3, $4, $5)

-- name: forget_letters
DELETE FROM letters

-- name: see_street
INSERT INTO streets (home_id, street) VALUES ($1, $2)
ON CONFLICT (home_id) DO UPDATE SET street = excluded.street

-- name: see_person
INSERT INTO people (user_id, address) VALUES ($1, $2)
ON CONFLICT (user_id) DO UPDATE SET address = excluded.address

-- An answer holds for a day; whoever asks again later is a new request.
-- name: see_answer
INSERT INTO answers (caller, service, operation, key, answer, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (caller, service, operation, key) DO UPDATE
   SET differs = CASE WHEN excluded.answer <> answers.answer AND excluded.at < answers.at + 86000000
                      THEN excluded.answer ELSE answers.differs END

-- name: see_glimpse
INSERT INTO glimpses (operation, viewer, booking_id, guest_id) VALUES ($1, $2, $3, $4)

-- name: differing_answers
SELECT COUNT(*) FROM answers WHERE differs IS NOT NULL

-- name: see_promise
INSERT INTO promised (operation, about, at) VALUES ($1, $2, $3)
ON CONFLICT (operation, about) DO NOTHING

-- What is new -------------------------------------------------------------------------

-- name: news_of_inventory
SELECT COALESCE(MAX(position), 0) - (SELECT position FROM looked WHERE store = 'inventory') FROM inventory.outbox

-- name: next_expiry
SELECT COALESCE(MIN(expires_at), 9223372036854775807) FROM inventory.holds WHERE state = 'held'

-- name: move_on
UPDATE looked
   SET position = (SELECT COALESCE(MAX(position), 0) FROM inventory.outbox),
       event_id = (SELECT event_id FROM inventory.outbox ORDER BY position DESC LIMIT 1)
 WHERE store = 'inventory'

-- name: note_touched
INSERT INTO touched (session_id, promised, confirmed, at)
SELECT id(key), MAX(type IN ('couchannel.inventory.v1.SeatsHeld', 'couchannel.inventory.v1.SeatsTakenAgain')),
       MAX(type = 'couchannel.inventory.v1.SeatsConfirmed'), MAX(at)
  FROM inventory.outbox
 WHERE position > (SELECT position FROM looked WHERE store = 'inventory') AND topic = 'inventory.events'
 GROUP BY key

-- What was promised earlier is judged no more by the rules of today.
-- name: touch_all
INSERT INTO touched (session_id, promised, confirmed, at)
SELECT session_id, 0, 0, 0 FROM inventory.sessions WHERE 1
ON CONFLICT (session_id) DO NOTHING

-- name: forget_touched
DELETE FROM touched

-- name: note_rules
UPDATE known_rules SET number = (SELECT COALESCE(MAX(rowid), 0) FROM inventory.licence_rules)

-- name: note_ledger
UPDATE ledger_seen
   SET rows = rows + (SELECT COUNT(*) FROM payment.ledger WHERE rowid > ledger_seen.last),
       minor = minor + (SELECT COALESCE(SUM(amount_minor), 0) FROM payment.ledger WHERE rowid > ledger_seen.last),
       last = (SELECT COALESCE(MAX(rowid), 0) FROM payment.ledger)
