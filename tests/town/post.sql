-- name: insert_parcel
INSERT INTO parcels (parcel_id, address, note) VALUES ($1, $2, $3)

-- name: insert_errand
INSERT INTO errands (errand_id, state) VALUES ($1, 'planned')

-- name: end_errand
UPDATE errands SET state = $2 WHERE errand_id = $1
