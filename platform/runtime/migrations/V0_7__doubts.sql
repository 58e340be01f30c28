-- What an operator looks at, and is rare: what was tried outside without success, and sagas that rest on an undo
-- that failed.
CREATE INDEX effects_in_doubt ON effects (planned_at) WHERE tries > 0;
CREATE INDEX sagas_in_doubt ON sagas (changed_at)
 WHERE tries > 0 OR (due_at IS NULL AND (history LIKE '%undo_refused' OR history LIKE '%undo_in_doubt'));
