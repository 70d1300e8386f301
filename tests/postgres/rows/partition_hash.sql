-- accept: many
INSERT INTO visits (visitor) SELECT generate_series(1, 100);
-- gives 4|100: spread over all
SELECT count(DISTINCT tableoid), count(*) FROM visits;
