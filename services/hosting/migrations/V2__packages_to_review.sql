-- How many there are is asked at every scrape of the metrics.
CREATE INDEX packages_to_review ON packages (home_id) WHERE state = 'declared';
