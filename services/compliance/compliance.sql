-- Every statement that compliance runs, in the dialect that SQLite and
-- PostgreSQL share.  The build turns each into a cc_stmt of its name; a test
-- prepares them all on both.
--
-- None changes what a published version says, and none removes one.

-- Drafts ------------------------------------------------------------------------

-- name: put_draft
INSERT INTO drafts (rule_id, version, competition, package, territory, venue, charge_basis, heads_max,
                    valid_from, source)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (rule_id) DO UPDATE
   SET version = excluded.version, competition = excluded.competition, package = excluded.package,
       territory = excluded.territory, venue = excluded.venue, charge_basis = excluded.charge_basis,
       heads_max = excluded.heads_max, valid_from = excluded.valid_from, source = excluded.source

-- name: draft_of_rule
SELECT rule_id, version, NULLIF(competition, '*') AS competition, NULLIF(package, '*') AS package,
       NULLIF(territory, '*') AS territory, NULLIF(venue, '*') AS venue,
       NULLIF(charge_basis, '*') AS charge_basis, heads_max, valid_from, source
  FROM drafts
 WHERE rule_id = $1

-- name: delete_draft
DELETE FROM drafts WHERE rule_id = $1

-- Rules -------------------------------------------------------------------------

-- name: publish_draft
INSERT INTO licence_rules (rule_id, version, competition, package, territory, venue, charge_basis, heads_max,
                           valid_from, source, announced)
SELECT rule_id, version, competition, package, territory, venue, charge_basis, heads_max,
       COALESCE(valid_from, $2), source, TRUE
  FROM drafts
 WHERE rule_id = $1

-- name: newest_version
SELECT rule_id, version
  FROM licence_rules
 WHERE rule_id = $1
 ORDER BY version DESC
 LIMIT 1

-- name: version_of_scope
SELECT rule_id, version
  FROM licence_rules
 WHERE rule_id = $1 AND version = 1 AND competition = $2 AND package = $3 AND territory = $4 AND venue = $5
   AND charge_basis = $6

-- name: other_rule_of_scope
SELECT rule_id, version
  FROM licence_rules
 WHERE rule_id <> $1 AND version = 1 AND competition = $2 AND package = $3 AND territory = $4 AND venue = $5
   AND charge_basis = $6

-- name: version_of_rule
SELECT rule_id, version, NULLIF(competition, '*') AS competition, NULLIF(package, '*') AS package,
       NULLIF(territory, '*') AS territory, NULLIF(venue, '*') AS venue,
       NULLIF(charge_basis, '*') AS charge_basis, specificity, heads_max, valid_from, source
  FROM licence_rules
 WHERE rule_id = $1 AND version = $2

-- name: versions_of_rule
SELECT rule_id, version, NULLIF(competition, '*') AS competition, NULLIF(package, '*') AS package,
       NULLIF(territory, '*') AS territory, NULLIF(venue, '*') AS venue,
       NULLIF(charge_basis, '*') AS charge_basis, specificity, heads_max, valid_from, source
  FROM licence_rules
 WHERE rule_id = $1
 ORDER BY version DESC
 LIMIT 100

-- name: newest_rules
SELECT rule_id, version, NULLIF(competition, '*') AS competition, NULLIF(package, '*') AS package,
       NULLIF(territory, '*') AS territory, NULLIF(venue, '*') AS venue,
       NULLIF(charge_basis, '*') AS charge_basis, specificity, heads_max, valid_from, source
  FROM licence_rules
 WHERE version = (SELECT MAX(version) FROM licence_rules AS versions
                   WHERE versions.rule_id = licence_rules.rule_id)
   AND (competition = $1 OR $1 IS NULL)
   AND (rule_id > $2 OR $2 IS NULL)
 ORDER BY rule_id
 LIMIT $3

-- The same statement, to the letter, is inventory's: a test holds them together.  Lists (IN) would cost as much as
-- the rest of a hold; two orderly walks that stop at the first match cost next to nothing.
-- name: matching_rule
SELECT rule_id, version, specificity, heads_max
  FROM licence_rules
 WHERE competition = $1 AND (package = $2 OR package = '*') AND (territory = $3 OR territory = '*')
   AND (venue = $4 OR venue = '*') AND (charge_basis = $5 OR charge_basis = '*') AND valid_from <= $6
 UNION ALL
SELECT rule_id, version, specificity, heads_max
  FROM licence_rules
 WHERE competition = '*' AND (package = $2 OR package = '*') AND (territory = $3 OR territory = '*')
   AND (venue = $4 OR venue = '*') AND (charge_basis = $5 OR charge_basis = '*') AND valid_from <= $6
 ORDER BY specificity DESC, version DESC
 LIMIT 1

-- Announcing ----------------------------------------------------------------------

-- name: next_announcement
SELECT CAST(0 AS BIGINT) AS due_at FROM licence_rules WHERE NOT announced LIMIT 1

-- name: rules_to_announce
SELECT rule_id, version, NULLIF(competition, '*') AS competition, NULLIF(package, '*') AS package,
       NULLIF(territory, '*') AS territory, NULLIF(venue, '*') AS venue,
       NULLIF(charge_basis, '*') AS charge_basis, specificity, heads_max, valid_from, source
  FROM licence_rules
 WHERE NOT announced
 ORDER BY rule_id, version
 LIMIT 100

-- name: mark_announced
UPDATE licence_rules SET announced = TRUE WHERE rule_id = $1 AND version = $2 AND NOT announced
