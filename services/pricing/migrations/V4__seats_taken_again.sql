-- Of which round of a hold `ended` speaks: what has ended only comes back in a later one.
ALTER TABLE holds ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
