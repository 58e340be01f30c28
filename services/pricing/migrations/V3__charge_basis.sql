-- What guests are charged for; what was heard before anybody said so shares its cost.
ALTER TABLE sessions ADD COLUMN charge_basis TEXT CHECK (charge_basis IN ('free', 'cost_share', 'admission'));

UPDATE sessions SET charge_basis = 'cost_share' WHERE host_id IS NOT NULL;
