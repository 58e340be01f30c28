-- name: insert_arrival
INSERT INTO arrivals (place, parcel_id, address, note, trace)
VALUES ((SELECT COALESCE(MAX(place), 0) + 1 FROM arrivals), $1, $2, $3, $4)

-- name: shut_door
INSERT INTO shut_doors (address) VALUES ($1) ON CONFLICT (address) DO NOTHING

-- name: open_door
DELETE FROM shut_doors WHERE address = $1

-- name: door_by_address
SELECT address FROM shut_doors WHERE address = $1

-- name: insert_bell
INSERT INTO bells (bell_id, rings_at) VALUES ($1, $2)

-- name: next_bell
SELECT MIN(rings_at) AS due_at FROM bells WHERE rang_at IS NULL

-- name: due_bells
SELECT bell_id FROM bells WHERE rang_at IS NULL AND rings_at <= $1 ORDER BY rings_at LIMIT 2

-- name: ring_bell
UPDATE bells SET rang_at = $2 WHERE bell_id = $1

-- name: insert_knock
INSERT INTO knocks (place, errand_id, key, at, caller)
VALUES ((SELECT COALESCE(MAX(place), 0) + 1 FROM knocks), $1, $2, $3, $4)

-- name: insert_visit
INSERT INTO visits (place, errand_id, address, subject, caller)
VALUES ((SELECT COALESCE(MAX(place), 0) + 1 FROM visits), $1, $2, $3, $4)

-- name: visit_at
SELECT caller AS note FROM visits WHERE errand_id = $1 AND address = $2

-- name: insert_goodbye
INSERT INTO goodbyes (place, errand_id, address)
VALUES ((SELECT COALESCE(MAX(place), 0) + 1 FROM goodbyes), $1, $2)
