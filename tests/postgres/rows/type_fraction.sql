-- accept: a row
INSERT INTO readings (clock) VALUES ('2026-02-01 08:00:00.6');
-- gives 2026-02-01 08:00:01: it is rounded
SELECT clock FROM readings WHERE id = 2;
