-- How long a guest may take at their bank: as long as their seats are held, say.
ALTER TABLE payments ADD COLUMN guest_may_take_ms BIGINT NOT NULL DEFAULT 3600000 CHECK (guest_may_take_ms > 0);
