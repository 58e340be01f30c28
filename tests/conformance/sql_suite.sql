-- The statements of the suite.

-- name: put_thing
INSERT INTO things (owner_id, flag, seats, total, count, big, title, data, kind, starts_at,
                    price_minor, price_currency)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: put_named
INSERT INTO things (owner_id, title, seats) VALUES ($1, $2, $3)

-- name: keep_title
INSERT INTO things (owner_id, title, seats) VALUES ($1, $2, $3)
ON CONFLICT (owner_id) DO UPDATE SET title = excluded.title

-- name: complete_thing
UPDATE things SET "limit" = $2, ends_at = $3, text = $4 WHERE owner_id = $1

-- name: thing_by_id
SELECT owner_id, flag, seats, total, count, big, title, data, kind, starts_at,
       price_minor, price_currency, "limit", ends_at, text
  FROM things
 WHERE owner_id = $1

-- name: title_by_id
SELECT title FROM things WHERE owner_id = $1

-- name: titles
SELECT title FROM things ORDER BY title

-- name: how_many
SELECT COUNT(*) AS total FROM things

-- name: rename_things
UPDATE things SET title = $3 WHERE seats >= $2 AND owner_id = $1 AND seats >= $2

-- name: fill_seats
UPDATE things SET seats = $1

-- name: take_thing
DELETE FROM things WHERE owner_id = $1 RETURNING title, seats

-- name: put_part
INSERT INTO parts (label, owner_id) VALUES ($1, $2)

-- name: numbers_to
WITH RECURSIVE numbers (total) AS (SELECT 1 UNION ALL SELECT total + 1 FROM numbers WHERE total < $1)
SELECT total FROM numbers

-- name: unknown_column
SELECT owner_id, title AS colour FROM things

-- name: column_twice
SELECT title, title FROM things

-- name: whole_money
SELECT price_minor AS price FROM things

-- name: absent_title
SELECT NULL AS title FROM things

-- name: text_for_number
SELECT title AS total FROM things

-- name: too_large
SELECT 5000000000 AS seats FROM things

-- name: below_zero
SELECT -1 AS count FROM things

-- name: strange_kind
SELECT 'throne' AS kind FROM things

-- name: short_id
SELECT data AS owner_id FROM things

-- name: broken
SELECT title FROM nowhere
