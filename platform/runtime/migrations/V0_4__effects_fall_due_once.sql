-- When an effect first fell due: those who are asked for it remember its key for a day from then, at
-- least.  due_at moves on with each try.
ALTER TABLE effects ADD COLUMN first_due_at BIGINT NOT NULL DEFAULT 0;

UPDATE effects SET first_due_at = due_at;
