-- The rules that couchannel begins with.  Competitions, packages and their terms are invented.  They are
-- announced when the program starts; whatever comes later is a new version of one of these, or a new rule.
-- They are valid from the beginning of 2025.
INSERT INTO licence_rules (rule_id, competition, package, territory, venue, charge_basis, heads_max, source,
                           version, valid_from, announced)
SELECT rules.*, 1, 1735689600000, FALSE FROM (VALUES
  -- Whatever is not said elsewhere.
  ('home-free', '*', '*', '*', 'private_home', 'free', 20, 'A circle of friends, at home'),
  ('home-cost-share', '*', '*', '*', 'private_home', 'cost_share', 12, 'A circle of friends, at home'),
  ('admission', '*', '*', '*', '*', 'admission', 0, 'Showing for money is for commercial licences'),
  ('public', '*', '*', '*', 'public', '*', 0, 'Showing in public is for commercial licences'),
  ('home-cost-share-de', '*', '*', 'DE', 'private_home', 'cost_share', 8, 'As it is read in Germany'),
  ('home-cost-share-lt', '*', '*', 'LT', 'private_home', 'cost_share', 10, 'As it is read in Lithuania'),

  -- Packages for homes.
  ('sportbox-home', '*', 'sportbox', '*', 'private_home', 'cost_share', 10, 'SportBox, terms of use, section 4'),
  ('arenago-home', '*', 'arenago', '*', 'private_home', 'cost_share', 8, 'ArenaGo, fair use, section 2'),
  ('arenago-home-free', '*', 'arenago', '*', 'private_home', 'free', 8, 'ArenaGo, fair use, section 2'),
  ('raceview-home', '*', 'raceview', '*', 'private_home', 'cost_share', 8, 'RaceView, household terms'),
  ('kanal-1-hd-public', '*', 'kanal-1-hd', '*', 'public', 'free', 60, 'Kanał 1 HD, free to air'),

  -- Packages for business.
  ('sportbox-business-free', '*', 'sportbox-business', '*', 'public', 'free', 120, 'SportBox Business'),
  ('sportbox-business-cost-share', '*', 'sportbox-business', '*', 'public', 'cost_share', 120, 'SportBox Business'),
  ('sportbox-business-admission', '*', 'sportbox-business', '*', 'public', 'admission', 120, 'SportBox Business'),
  ('arenago-business-admission', '*', 'arenago-business', '*', 'public', 'admission', 40, 'ArenaGo for Venues'),

  -- Competitions.
  ('liga-nadwislanska-home', 'liga-nadwislanska', '*', '*', 'private_home', 'cost_share', 10, 'Liga Nadwiślańska, media rules'),
  ('liga-nadwislanska-liga-plus', 'liga-nadwislanska', 'liga-plus', 'PL', 'private_home', 'cost_share', 12, 'Liga+, terms of use'),
  ('puchar-kontynentu-arenago', 'puchar-kontynentu', 'arenago', '*', 'private_home', 'cost_share', 8, 'Puchar Kontynentu, partner terms'),
  ('transatlantic-basketball-home', 'transatlantic-basketball', '*', '*', 'private_home', 'cost_share', 15, 'Transatlantic Basketball, watch parties'),
  ('grand-prix-of-the-coast-raceview', 'grand-prix-of-the-coast', 'raceview', '*', 'private_home', 'cost_share', 10, 'Grand Prix of the Coast, partner terms'),
  ('park-open-public', 'park-open', '*', '*', 'public', '*', 0, 'Park Open keeps public viewing to itself'),
  ('couch-masters-public', 'couch-masters', '*', '*', 'public', 'free', 100, 'Couch Masters, community screenings')
) AS rules;
