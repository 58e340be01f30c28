-- Every statement that hosting runs, in the dialect that SQLite and PostgreSQL
-- share.  The build turns each into a cc_stmt of its name; a test prepares them
-- all on both.

-- Hosts -------------------------------------------------------------------------

-- name: put_host
INSERT INTO hosts (host_id, name, about, languages, host_since) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (host_id) DO UPDATE
   SET name = excluded.name, about = excluded.about, languages = excluded.languages

-- name: host_by_id
SELECT host_id, name, about, languages, host_since FROM hosts WHERE host_id = $1

-- Homes -------------------------------------------------------------------------

-- name: insert_home
INSERT INTO homes (home_id, host_id, name, about, venue, city, country, time_zone, latitude_microdegrees,
                   longitude_microdegrees, address, described_at)
SELECT $1, hosts.host_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
  FROM hosts
 WHERE host_id = $2 AND (SELECT COUNT(*) FROM homes WHERE homes.host_id = $2) < 20

-- name: rename_home
UPDATE homes SET name = $2, about = $3, venue = $4 WHERE home_id = $1

-- name: equip_home
UPDATE homes
   SET sound = $2, wifi = $3, air_conditioning = $4, balcony = $5, second_screen = $6, parking = $7
 WHERE home_id = $1

-- name: move_home
UPDATE homes
   SET city = $2, country = $3, time_zone = $4, latitude_microdegrees = $5, longitude_microdegrees = $6,
       address = $7
 WHERE home_id = $1

-- name: note_description
UPDATE homes SET described_at = $2 WHERE home_id = $1

-- name: home_by_id
SELECT homes.home_id, host_id, homes.name, homes.about, venue, city, country, time_zone, latitude_microdegrees,
       longitude_microdegrees, sound, wifi, air_conditioning, balcony, second_screen, parking, described_at,
       seats, diagonal_inches, package, state AS package_state, smoking, pets, pets_welcome, kids_welcome, stairs,
       wheelchair, alcohol, languages, cheers_for, house_rules.note
  FROM homes
  LEFT JOIN rooms ON rooms.home_id = homes.home_id
  LEFT JOIN packages ON packages.home_id = homes.home_id
  LEFT JOIN house_rules ON house_rules.home_id = homes.home_id
 WHERE homes.home_id = $1

-- name: homes_of_host
SELECT homes.home_id, host_id, homes.name, homes.about, venue, city, country, time_zone, latitude_microdegrees,
       longitude_microdegrees, sound, wifi, air_conditioning, balcony, second_screen, parking, described_at,
       seats, diagonal_inches, package, state AS package_state, smoking, pets, pets_welcome, kids_welcome, stairs,
       wheelchair, alcohol, languages, cheers_for, house_rules.note
  FROM homes
  LEFT JOIN rooms ON rooms.home_id = homes.home_id
  LEFT JOIN packages ON packages.home_id = homes.home_id
  LEFT JOIN house_rules ON house_rules.home_id = homes.home_id
 WHERE host_id = $1 AND (homes.home_id > $2 OR $2 IS NULL)
 ORDER BY homes.home_id
 LIMIT $3

-- name: address_of_home
SELECT home_id, host_id, address AS encrypted FROM homes WHERE home_id = $1

-- Rooms -------------------------------------------------------------------------

-- name: put_room
INSERT INTO rooms (home_id, width_cm, depth_cm, x_cm, y_cm, facing_degrees, diagonal_inches, projector, seats)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (home_id) DO UPDATE
   SET width_cm = excluded.width_cm, depth_cm = excluded.depth_cm, x_cm = excluded.x_cm, y_cm = excluded.y_cm,
       facing_degrees = excluded.facing_degrees, diagonal_inches = excluded.diagonal_inches,
       projector = excluded.projector, seats = excluded.seats

-- name: clear_room
DELETE FROM seats WHERE home_id = $1

-- name: insert_seat
INSERT INTO seats (home_id, label, place, kind, accessible, x_cm, y_cm, facing_degrees)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: size_of_room
SELECT width_cm, depth_cm FROM rooms WHERE home_id = $1

-- name: tv_of_room
SELECT x_cm, y_cm, facing_degrees, diagonal_inches, projector FROM rooms WHERE home_id = $1

-- name: seats_of_room
SELECT label, kind, accessible, x_cm, y_cm, facing_degrees FROM seats WHERE home_id = $1 ORDER BY place

-- Packages ----------------------------------------------------------------------

-- name: put_package
INSERT INTO packages (home_id, package, state, proof, version, given_at)
VALUES ($1, $2, 'declared', $3, 1, $4)
ON CONFLICT (home_id) DO UPDATE
   SET package = excluded.package, state = 'declared', proof = excluded.proof, version = packages.version + 1,
       given_at = excluded.given_at, note = NULL

-- name: proof_of_package
SELECT home_id, package, state, proof AS encrypted, version, given_at, note FROM packages WHERE home_id = $1

-- name: review_package
UPDATE packages SET state = $3, note = $4 WHERE home_id = $1 AND version = $2

-- House rules -------------------------------------------------------------------

-- name: put_house_rules
INSERT INTO house_rules (home_id, smoking, pets, pets_welcome, kids_welcome, stairs, wheelchair, alcohol, languages,
                         cheers_for, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (home_id) DO UPDATE
   SET smoking = excluded.smoking, pets = excluded.pets, pets_welcome = excluded.pets_welcome,
       kids_welcome = excluded.kids_welcome, stairs = excluded.stairs, wheelchair = excluded.wheelchair,
       alcohol = excluded.alcohol, languages = excluded.languages, cheers_for = excluded.cheers_for,
       note = excluded.note

-- Forgetting --------------------------------------------------------------------

-- name: delete_seats_of_host
DELETE FROM seats WHERE home_id IN (SELECT home_id FROM homes WHERE host_id = $1)

-- name: delete_rooms_of_host
DELETE FROM rooms WHERE home_id IN (SELECT home_id FROM homes WHERE host_id = $1)

-- name: delete_packages_of_host
DELETE FROM packages WHERE home_id IN (SELECT home_id FROM homes WHERE host_id = $1)

-- name: delete_house_rules_of_host
DELETE FROM house_rules WHERE home_id IN (SELECT home_id FROM homes WHERE host_id = $1)

-- name: delete_homes_of_host
DELETE FROM homes WHERE host_id = $1

-- name: delete_host
DELETE FROM hosts WHERE host_id = $1

-- Figures -----------------------------------------------------------------------

-- name: packages_to_review
SELECT COUNT(*) AS figure FROM packages WHERE state = 'declared'
