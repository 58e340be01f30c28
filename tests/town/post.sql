-- name: insert_parcel
INSERT INTO parcels (parcel_id, address, note) VALUES ($1, $2, $3)

-- name: insert_errand
INSERT INTO errands (errand_id, state) VALUES ($1, 'planned')

-- name: end_errand
UPDATE errands SET state = $2 WHERE errand_id = $1

-- name: insert_journey
INSERT INTO journeys (journey_id, stage, log, been_at) VALUES ($1, 0, '', '')

-- name: note_journey
UPDATE journeys SET stage = $2, log = log || $3 || ' ', been_at = $4 WHERE journey_id = $1
