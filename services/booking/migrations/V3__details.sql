-- Why a step was refused, as a sentence for people: it may name a licence rule and its version.
ALTER TABLE timeline ADD COLUMN detail TEXT;
