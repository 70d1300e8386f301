-- accept: a row
INSERT INTO readings (clock) VALUES ('2026-02-01 08:00:00.6');
-- gives 1: it is rounded, and cut by MariaDB
SELECT clock = if(version() LIKE '%MariaDB%', '2026-02-01 08:00:00', '2026-02-01 08:00:01') FROM readings WHERE id = 2;
-- gives 1: and so is the present instant
SELECT count(*) FROM readings WHERE id = 2 AND microsecond(whole) = 0 AND microsecond(milli) = 125000;
