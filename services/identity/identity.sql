-- Every statement that identity runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.

-- Users -------------------------------------------------------------------------

-- name: insert_user
INSERT INTO users (user_id, personal, email_digest, locale, time_zone, registered_at, pending_until)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: update_user
UPDATE users
   SET personal = $2, email_digest = $3, locale = $4, time_zone = $5, pending_until = NULL
 WHERE user_id = $1 AND erased_at IS NULL

-- name: erase_user
UPDATE users
   SET personal = $3, email_digest = NULL, locale = '', time_zone = '', erased_at = $2,
       pending_until = NULL
 WHERE user_id = $1 AND erased_at IS NULL

-- name: prove_user
UPDATE users SET pending_until = NULL WHERE user_id = $1

-- name: delete_pending_user
DELETE FROM users WHERE user_id = $1 AND pending_until IS NOT NULL

-- name: user_by_id
SELECT user_id, personal, locale, time_zone, registered_at, erased_at, pending_until FROM users WHERE user_id = $1

-- name: user_by_email
SELECT user_id, personal, locale, time_zone, registered_at, erased_at, pending_until FROM users WHERE email_digest = $1

-- name: users_page
SELECT user_id, personal, locale, time_zone, registered_at, erased_at, pending_until
  FROM users
 WHERE user_id > $1 OR $1 IS NULL
 ORDER BY user_id
 LIMIT $2

-- name: insert_role
INSERT INTO user_roles (user_id, role) VALUES ($1, $2)

-- name: delete_roles
DELETE FROM user_roles WHERE user_id = $1

-- name: roles_of_user
SELECT role
  FROM user_roles
 WHERE user_id = $1
 ORDER BY CASE role WHEN 'guest' THEN 1 WHEN 'host' THEN 2 ELSE 3 END

-- Links -------------------------------------------------------------------------

-- name: insert_link
INSERT INTO login_links (digest, user_id, expires_at) VALUES ($1, $2, $3)

-- name: link_by_digest
SELECT user_id, expires_at FROM login_links WHERE digest = $1

-- name: delete_link
DELETE FROM login_links WHERE digest = $1

-- name: delete_links_of_user
DELETE FROM login_links WHERE user_id = $1

-- Sign-ins ----------------------------------------------------------------------

-- name: insert_sign_in
INSERT INTO sign_ins (sign_in_id, user_id, number, began_at, expires_at) VALUES ($1, $2, 1, $3, $4)

-- name: sign_in_by_id
SELECT sign_in_id, user_id, number, began_at, expires_at, ended_at FROM sign_ins WHERE sign_in_id = $1

-- name: rotate_sign_in
UPDATE sign_ins SET number = number + 1, expires_at = $2 WHERE sign_in_id = $1

-- name: end_sign_in
UPDATE sign_ins SET ended_at = $2, cause = $3 WHERE sign_in_id = $1 AND ended_at IS NULL

-- name: sign_ins_of_user
SELECT sign_in_id, user_id, number, began_at, expires_at, ended_at
  FROM sign_ins
 WHERE user_id = $1 AND ended_at IS NULL
 ORDER BY began_at, sign_in_id
 LIMIT 100

-- Forgetting --------------------------------------------------------------------

-- name: next_to_forget
SELECT MIN(due_at) AS due_at
  FROM (SELECT MIN(expires_at) AS due_at FROM login_links
        UNION ALL
        SELECT MIN(pending_until) AS due_at FROM users WHERE pending_until IS NOT NULL
        UNION ALL
        SELECT MIN(expires_at) + 2592000000 AS due_at FROM sign_ins) AS ends

-- name: lapsed_registrations
SELECT user_id, personal, locale, time_zone, registered_at, erased_at, pending_until
  FROM users
 WHERE pending_until <= $1
 ORDER BY pending_until
 LIMIT 100

-- name: forget_links
DELETE FROM login_links
 WHERE digest IN (SELECT digest FROM login_links WHERE expires_at <= $1 ORDER BY expires_at LIMIT 100)

-- name: forget_sign_ins
DELETE FROM sign_ins
 WHERE sign_in_id IN (SELECT sign_in_id FROM sign_ins WHERE expires_at + 2592000000 <= $1
                       ORDER BY expires_at LIMIT 100)

-- Figures -----------------------------------------------------------------------

-- name: count_login_request
UPDATE counters SET value = value + 1 WHERE name = 'login_requests'

-- name: count_reused_token
UPDATE counters SET value = value + 1 WHERE name = 'reused_tokens'

-- name: login_requests
SELECT value AS figure FROM counters WHERE name = 'login_requests'

-- name: reused_tokens
SELECT value AS figure FROM counters WHERE name = 'reused_tokens'
