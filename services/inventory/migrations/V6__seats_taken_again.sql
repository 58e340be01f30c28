-- Which promise of its seats a hold is: money that comes when the first has run out takes them again, if it can.
ALTER TABLE holds ADD COLUMN round INTEGER NOT NULL DEFAULT 0 CHECK (round >= 0);
