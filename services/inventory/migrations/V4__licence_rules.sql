-- What compliance has published: one row for each version of each rule, for ever.  '*' is anything.
CREATE TABLE licence_rules (
  rule_id      TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  competition  TEXT    NOT NULL,
  package      TEXT    NOT NULL,
  territory    TEXT    NOT NULL,
  venue        TEXT    NOT NULL,
  charge_basis TEXT    NOT NULL,
  specificity  INTEGER NOT NULL,
  heads_max    INTEGER NOT NULL CHECK (heads_max >= 0),
  valid_from   BIGINT  NOT NULL,
  PRIMARY KEY (rule_id, version)
);

-- Which rule counts is found by walking down what names the competition, and what names none.
CREATE INDEX licence_rules_by_specificity ON licence_rules (competition, specificity DESC, version DESC);
