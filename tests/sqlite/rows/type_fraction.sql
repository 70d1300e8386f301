-- accept: a row whose instants are filled in, and a change
INSERT INTO readings (clock) VALUES ('2026-02-01 08:00:00.000');
INSERT INTO drafts (body) VALUES ('a');
UPDATE drafts SET body = 'b';
-- reject readings_clock_type: a part of a second
INSERT INTO readings (clock) VALUES ('2026-02-01 08:00:00.600');
