-- What may be watched together, by how many: one row for each version of each rule, for ever.  '*' is anything.
CREATE TABLE licence_rules (
  rule_id      TEXT    NOT NULL,
  version      INTEGER NOT NULL CHECK (version >= 1),
  competition  TEXT    NOT NULL,
  package      TEXT    NOT NULL,
  territory    TEXT    NOT NULL CHECK (territory = '*' OR length(territory) = 2),
  venue        TEXT    NOT NULL CHECK (venue IN ('*', 'private_home', 'public')),
  charge_basis TEXT    NOT NULL CHECK (charge_basis IN ('*', 'free', 'cost_share', 'admission')),
  -- Of the rules that fit, the one with the most counts.  Each set of named facts has a number of its own, so
  -- there is one.  This is the only place where it is reckoned: it goes with the rule to those who apply it.
  specificity  INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN competition = '*' THEN 0 ELSE 16 END + CASE WHEN package = '*' THEN 0 ELSE 8 END +
    CASE WHEN territory = '*' THEN 0 ELSE 4 END + CASE WHEN venue = '*' THEN 0 ELSE 2 END +
    CASE WHEN charge_basis = '*' THEN 0 ELSE 1 END) STORED,
  heads_max    INTEGER NOT NULL CHECK (heads_max BETWEEN 0 AND 10000),
  valid_from   BIGINT  NOT NULL,
  source       TEXT    NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  announced    BOOLEAN NOT NULL,
  PRIMARY KEY (rule_id, version),
  -- Versions count from 1, so this gives each scope one rule.
  UNIQUE (competition, package, territory, venue, charge_basis, version),
  CHECK (heads_max = 0 OR (venue <> '*' AND charge_basis <> '*'))
);

-- Which rule counts is found by walking down what names the competition, and what names none.
CREATE INDEX licence_rules_by_specificity ON licence_rules (competition, specificity DESC, version DESC);

CREATE INDEX licence_rules_to_announce ON licence_rules (rule_id, version) WHERE NOT announced;

-- The next version of a rule, which binds nobody yet.
CREATE TABLE drafts (
  rule_id      TEXT    PRIMARY KEY,
  version      INTEGER NOT NULL CHECK (version >= 1),
  competition  TEXT    NOT NULL,
  package      TEXT    NOT NULL,
  territory    TEXT    NOT NULL,
  venue        TEXT    NOT NULL,
  charge_basis TEXT    NOT NULL,
  heads_max    INTEGER NOT NULL,
  valid_from   BIGINT,
  source       TEXT    NOT NULL
);
