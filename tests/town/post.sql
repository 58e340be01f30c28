-- name: insert_parcel
INSERT INTO parcels (parcel_id, address, note) VALUES ($1, $2, $3)
