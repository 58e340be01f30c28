-- A session's competition is its fixture's, which keeps it, as the competition keeps its slug.  It stands with the
-- session since every promise of seats asks for a licence by it.
ALTER TABLE sessions ADD COLUMN competition_id UUID REFERENCES competitions (competition_id);
ALTER TABLE sessions ADD COLUMN competition_slug TEXT;

UPDATE sessions
   SET competition_id = (SELECT competition_id FROM fixtures WHERE fixtures.fixture_id = sessions.fixture_id),
       competition_slug = (SELECT slug
                             FROM fixtures
                             JOIN competitions ON competitions.competition_id = fixtures.competition_id
                            WHERE fixtures.fixture_id = sessions.fixture_id);
