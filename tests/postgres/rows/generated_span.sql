-- gives 2026-03-09 07:30:00: a day has 24 hours, also where the session's clock skips one
INSERT INTO lines (at) VALUES ('2026-03-08 07:30:00+00');
SELECT next_day AT TIME ZONE 'UTC' FROM lines;
-- gives 2000-03-01|abc: counted in a bigint
SELECT due, start FROM lines;
